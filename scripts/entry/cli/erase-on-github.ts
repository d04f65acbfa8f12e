import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { type Io, remark } from '#entry/command.ts';
import { SITE_BRANCH, SITE_MEMORY_BRANCH } from '#entry/setup/names.ts';
import { readRulesets } from '#entry/setup/read-situation.ts';
import type { Ruleset } from '#entry/setup/rulesets.ts';
import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH, REWRITES_PATH } from '#domain/journal/paths.ts';
import { newIds, parseRewrites } from '#domain/journal/rewrites.ts';
import { NO_COMMIT } from '#engine/forge/branches.ts';
import { readActivity } from '#engine/forge/read-activity.ts';
import { readTexts } from '#engine/register/clone-history.ts';
import { erasedObjects, refsWith } from '#engine/register/erased-objects.ts';
import { commitOf, gitLines } from '#engine/register/git.ts';
import { same } from '#domain/words/language.ts';
import { type ChosenCase, refuseFindings, refuseUnfinished } from '#engine/erase/refusals.ts';
import { type ErasedCase, type ErasePlan, planErasure, type Ref } from '#engine/erase/plan.ts';
import { rewriteHistory } from '#engine/erase/rewrite.ts';
import { ForgeError, ifThere } from '#engine/forge/errors.ts';
import { askRest, type Client } from '#engine/forge/octokit.ts';
import { gitWithToken, type GitSource } from './git-with-token.ts';

/** The repository on GitHub: its API, and its address with a token for git. The account must be an administrator. */
export interface ErasableRepository {
  readonly client: Client;
  readonly source: GitSource;
}

/** What an erasure on GitHub did, and what GitHub refused. */
export interface ErasedOnGithub {
  readonly plan: ErasePlan;
  /** The reviews whose words GitHub did not let us overwrite, by pull request. */
  readonly refused: readonly { readonly pull: number; readonly reviews: number }[];
  /** The refs of pull requests that still lead to what was erased; none before the erasure. */
  readonly held: readonly string[];
}

/** The refs of pull requests belong to GitHub: nobody else can move or delete them. */
const isOurs = (name: string): boolean => !name.startsWith('refs/pull/');

/** The seconds between two looks whether runs of workflows have ended, and the most looks. */
const LOOK_EVERY = 10;
const MOST_LOOKS = 180;

const SITE: readonly string[] = [SITE_BRANCH, SITE_MEMORY_BRANCH].map((branch) => `refs/heads/${branch}`);

/**
 * Finds what may be erased on GitHub (R50). Changes nothing.
 * @param chosen the cases to erase; without any, all that may be erased
 * @throws UserError if the repository cannot be cloned, or if a chosen case may not be erased
 */
export const readErasureOnGithub = (
  repository: ErasableRepository,
  chosen: readonly ChosenCase[] = [],
): Promise<ErasePlan> =>
  withClone(repository, async (clone) =>
    planErasure(clone, { pulls: await readPulls(repository.client), isOurs, chosen }),
  );

/**
 * Erases from a repository on GitHub what its register allows (R50): makes the history anew in a clone, verifies it,
 * empties the pull requests, takes the rulesets out of force, pushes, and puts them back. May be run again after an
 * interruption.
 * @param second the milliseconds that count as one second of waiting
 * @param chosen the cases to erase; without any, all that may be erased
 * @throws UserError if a chosen case may not be erased, if the office is not finished with its work, if its register has findings, or if the push is refused
 * @throws ForgeError if a call is refused
 */
export async function eraseOnGithub(
  repository: ErasableRepository,
  io: Io,
  second = 1000,
  chosen: readonly ChosenCase[] = [],
): Promise<ErasedOnGithub> {
  const { client } = repository;
  const tell = (text: Text): void => remark(io, text);
  // A choice that is refused changes nothing, not even the workflows.
  if (chosen.length > 0) await readErasureOnGithub(repository, chosen);
  const stopped = await stopWorkflows(client, tell, second);
  try {
    return await withClone(repository, async (clone) => {
      const pulls = await readPulls(client);
      const plan = await planErasure(clone, { pulls, isOurs, chosen });
      if (plan.cases.length === 0) return { plan, refused: [], held: [] };
      await refuseUnfinished(repository.source.url, clone, plan.head);
      await refuseFindings(clone, repository.source.url);
      tell(STEPS.rewrite);
      const fresh = `${clone}.new`;
      const named = await namedCommits(repository, clone, plan, pulls);
      const { refs, ids } = await rewriteHistory(clone, fresh, plan, { at: io.now(), named });
      await refuseFindings(fresh, repository.source.url);
      // If the command is cut off before the push, the plan of the next one still has these cases.
      tell(STEPS.pulls);
      const refused = await emptyPulls(client, plan.cases);
      const gone = plan.cases.flatMap((one) => one.refs);
      await pushUnreached(
        repository,
        fresh,
        named.flatMap((oid) => ids.get(oid) ?? []),
      );
      await pushAnew(repository, fresh, { before: [...plan.refs, ...gone], after: refs }, tell);
      const held = (await refsWith(clone, await erasedObjects(fresh))).filter((name) => !isOurs(name));
      return { plan, refused, held };
    });
  } finally {
    await startWorkflows(client, stopped);
  }
}

/**
 * Finds the commits that GitHub's log goes on to name as pushes to the branches of open requests. The clone gets those
 * that no ref leads to. A commit that GitHub no longer has cannot come back.
 * @throws UserError if such a commit cannot be fetched
 */
async function namedCommits(
  { client, source }: ErasableRepository,
  clone: string,
  { head }: ErasePlan,
  pulls: Awaited<ReturnType<typeof readPulls>>,
): Promise<string[]> {
  const [index, rewrites] = await readTexts(clone, head, [INDEX_PATH, REWRITES_PATH]);
  const { cases } = parseIndex(index);
  const newId = newIds(parseRewrites(rewrites));
  const open = pulls.filter(({ isOpen, number }) => isOpen || cases[number] !== undefined);
  const named = new Set<string>();
  for (const branch of new Set(open.map((pull) => pull.branch))) {
    const { log } = await readActivity(client, branch, () => false, Number.POSITIVE_INFINITY);
    for (const { after } of log) if (after !== NO_COMMIT) named.add(newId(after));
  }
  for (const oid of named) {
    if ((await commitOf(clone, [oid])) !== undefined) continue;
    const there = askRest(client, 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { commit_sha: oid });
    if ((await ifThere(there)) === undefined) continue;
    if ((await gitWithToken(clone, ['fetch', '--quiet', source.url, oid], source)) !== 0) throw notCloned(source.url);
  }
  return [...named];
}

/** Clones branches, tags and pull requests into a folder that only its owner may read, and removes it afterwards. */
async function withClone<Result>(
  { source }: ErasableRepository,
  work: (clone: string) => Promise<Result>,
): Promise<Result> {
  const place = await mkdtemp(join(tmpdir(), 'disposisi-erase-'));
  try {
    const clone = join(place, 'repo.git');
    const code = await gitWithToken(undefined, ['clone', '--quiet', '--bare', source.url, clone], source);
    const pulls = ['fetch', '--quiet', source.url, '+refs/pull/*/head:refs/pull/*/head'];
    if (code !== 0 || (await gitWithToken(clone, pulls, source)) !== 0) throw notCloned(source.url);
    return await work(clone);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function readPulls({ octokit, owner, repo }: Client) {
  const pulls = await octokit.paginate('GET /repos/{owner}/{repo}/pulls', { owner, repo, state: 'all', per_page: 100 });
  return pulls.flatMap(({ number, head, base, state }) =>
    // A branch of a fork has nothing to do with a branch of the same name here.
    head.repo?.id === base.repo.id ? [{ number, branch: head.ref, isOpen: state === 'open' }] : [],
  );
}

/** Disables the workflows that are active, and waits until no run is left. Returns their ids. */
async function stopWorkflows(client: Client, tell: (text: Text) => void, second: number): Promise<number[]> {
  tell(STEPS.workflows);
  const { workflows } = await askRest(client, 'GET /repos/{owner}/{repo}/actions/workflows', { per_page: 100 });
  const stopped = workflows.flatMap(({ id, state }) => (state === 'active' ? [id] : []));
  const disable = 'PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable';
  for (const id of stopped) await askRest(client, disable, { workflow_id: id });
  try {
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const counts = await Promise.all(
        (['in_progress', 'queued', 'waiting'] as const).map((status) =>
          askRest(client, 'GET /repos/{owner}/{repo}/actions/runs', { status, per_page: 1 }),
        ),
      );
      if (counts.every(({ total_count: count }) => count === 0)) return stopped;
      await sleep(LOOK_EVERY * second);
    }
    throw stillRunning();
  } catch (error) {
    await startWorkflows(client, stopped);
    throw error;
  }
}

async function startWorkflows(client: Client, ids: readonly number[]): Promise<void> {
  const enable = 'PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable';
  for (const id of ids) await askRest(client, enable, { workflow_id: id });
}

/** Pushes the commits to which no ref leads. GitHub keeps them when the refs that bring them are gone again. */
async function pushUnreached({ source }: ErasableRepository, fresh: string, named: readonly string[]): Promise<void> {
  const unreached = new Set(
    await gitLines(fresh, ['rev-list', '--stdin'], [...named, '--not', '--all', ''].join('\n')),
  );
  const oids = named.filter((oid) => unreached.has(oid));
  if (oids.length === 0) return;
  const name = (oid: string): string => `refs/disposisi/${oid}`;
  for (const refs of [oids.map((oid) => `${oid}:${name(oid)}`), oids.map((oid) => `:${name(oid)}`)]) {
    const code = await gitWithToken(fresh, ['push', '--quiet', source.url, ...refs], source);
    if (code !== 0) throw notPushed(source.url);
  }
}

/**
 * Pushes the new history with the rulesets out of force, and puts them back whatever happens. The branches of the site
 * are deleted: the next publication makes them again.
 */
async function pushAnew(
  { client, source }: ErasableRepository,
  fresh: string,
  { before, after }: { readonly before: readonly Ref[]; readonly after: readonly Ref[] },
  tell: (text: Text) => void,
): Promise<void> {
  const now = new Map(after.map(({ name, oid }) => [name, oid]));
  const changed = before.filter(({ name, oid }) => SITE.includes(name) || now.get(name) !== oid);
  const leases = changed.map(({ name, oid }) => `--force-with-lease=${name}:${oid}`);
  const refs = changed.map(({ name }) => {
    const oid = SITE.includes(name) ? undefined : now.get(name);
    return oid === undefined ? `:${name}` : `${oid}:${name}`;
  });
  const rulesets = (await readRulesets(client)).filter(({ enforcement }) => enforcement !== 'disabled');
  tell(STEPS.push);
  try {
    for (const ruleset of rulesets) await setForce(client, ruleset, 'disabled');
    // A part of the refs would be a mixture, so GitHub takes all of them or none.
    const code = await gitWithToken(fresh, ['push', '--quiet', '--atomic', ...leases, source.url, ...refs], source);
    if (code !== 0) throw notPushed(source.url);
  } finally {
    for (const ruleset of rulesets) await setForce(client, ruleset, ruleset.enforcement);
    tell(STEPS.rulesets);
  }
}

async function setForce(client: Client, ruleset: Ruleset, enforcement: string): Promise<void> {
  const route = 'PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}';
  await askRest(client, route, {
    ruleset_id: ruleset.id ?? 0,
    enforcement: enforcement as 'active' | 'disabled' | 'evaluate',
  });
}

/** Deletes the comments on the pull requests of cases, and empties titles, bodies and reviews. */
async function emptyPulls(client: Client, cases: readonly ErasedCase[]): Promise<ErasedOnGithub['refused']> {
  const { octokit, owner, repo } = client;
  const refused: { pull: number; reviews: number }[] = [];
  for (const { id, pulls } of cases)
    for (const pull of pulls) {
      const at = { owner, repo, per_page: 100 };
      const listed = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
      for (const comment of await octokit.paginate(listed, { ...at, issue_number: pull }))
        await askRest(client, 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: comment.id });
      await askRest(client, 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
        pull_number: pull,
        title: id,
        body: '',
      });
      const reviews = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
      let left = 0;
      for (const review of await octokit.paginate(reviews, { ...at, pull_number: pull }))
        if (review.body !== '' && review.body !== EMPTIED) left += (await emptied(client, pull, review.id)) ? 0 : 1;
      if (left > 0) refused.push({ pull, reviews: left });
    }
  return refused;
}

/** The words of a review that was overwritten. GitHub accepts no empty ones. */
const EMPTIED = '–';

/** Overwrites the words of a review. Returns whether GitHub let us. */
async function emptied(client: Client, pull: number, review: number): Promise<boolean> {
  const route = 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}';
  try {
    await askRest(client, route, { pull_number: pull, review_id: review, body: EMPTIED });
    return true;
  } catch (error) {
    if (error instanceof ForgeError && error.kind === 'refused') return false;
    throw error;
  }
}

const STEPS = {
  workflows: {
    id: 'Mematikan workflow, dan menunggu yang sedang berjalan …',
    en: 'Disabling the workflows, and waiting for those that run …',
  },
  rewrite: {
    id: 'Membuat riwayat baru tanpa yang dihapus, lalu memeriksanya …',
    en: 'Making a new history without what is erased, and verifying it …',
  },
  push: {
    id: 'Ruleset dimatikan sebentar untuk menulis ulang main dan register. Bila perintah ini terputus: npx disposisi setup --apply …',
    en: 'The rulesets are out of force while main and register are written anew. If this command is cut off: npx disposisi setup --apply …',
  },
  rulesets: { id: 'Ruleset berlaku lagi.', en: 'The rulesets are in force again.' },
  pulls: { id: 'Mengosongkan pull request …', en: 'Emptying the pull requests …' },
} as const satisfies Record<string, Text>;

/** Lists what outlives an erasure on GitHub. */
export function remainsOnGithub({ plan: { cases }, refused, held }: ErasedOnGithub): Text[] {
  const pulls = cases.flatMap((one) => one.pulls).sort((a, b) => a - b);
  const named = pulls.map((each) => `#${each}`).join(', ');
  const first = pulls[0] ?? 0;
  const refs =
    held.length > 0
      ? same(held.join(', '))
      : {
          id: `refs/pull/N/head dari ${named} dan dari setiap pull request sesudah #${first}`,
          en: `refs/pull/N/head of ${named} and of every pull request after #${first}`,
        };
  const left = refused.map(({ pull, reviews }) => `#${pull} (${reviews})`).join(', ');
  return [
    {
      id: `${refs.id}, halaman tersimpan GitHub, dan komit yang nomornya diketahui: hanya GitHub Support yang dapat menghapusnya. Minta mereka (halaman "Removing sensitive data from a repository"), dan catat harinya di sops/erasures.yaml.`,
      en: `${refs.en}, GitHub’s cached pages, and commits whose ids are known: only GitHub Support can remove them. Ask them (their page “Removing sensitive data from a repository”), and record the day in sops/erasures.yaml.`,
    },
    {
      id: `Riwayat suntingan judul, isi, dan tinjauan ${named}: hapus tiap revisinya di halaman GitHub. Pull request sendiri tidak dapat dihapus.`,
      en: `The edit history of titles, bodies and reviews of ${named}: delete each revision on GitHub’s page. Pull requests themselves cannot be deleted.`,
    },
    ...(left === ''
      ? []
      : [
          {
            id: `Kata-kata tinjauan yang tidak boleh kami ubah: ${left}. Minta penulisnya mengosongkannya.`,
            en: `Words of reviews that we may not change: ${left}. Ask their authors to empty them.`,
          },
        ]),
    {
      id: 'Log, artefak, dan cache Actions dari masa itu: hapus di halaman Actions. Situs dan basis datanya dibuat lagi pada penerbitan berikutnya.',
      en: 'Logs, artifacts and caches of Actions of that time: delete them on the page Actions. The next publication makes the site and its database again.',
    },
    {
      id: 'Klon dan fork: minta semua orang membuat klon baru. Dorongan (push) dari klon lama mengembalikan isinya; pemeriksaan malam menyebut cabangnya.',
      en: 'Clones and forks: ask everybody to clone anew. A push from an old clone brings the content back; the nightly verification names its branch.',
    },
    {
      id: 'Surel dan webhook yang sudah terkirim, isian yang disimpan peramban, cadangan, dan kertas.',
      en: 'Mail and webhooks that were sent, drafts that browsers keep, backups, and paper.',
    },
    {
      id: 'Yang tuntas hanya ini: repositori baru dengan riwayat yang sudah disaring, dan repositori lama dihapus, saat tidak ada berkas yang berjalan.',
      en: 'Only this is complete: a new repository with the filtered history, and the old one deleted, when no case is open.',
    },
  ];
}

const notCloned = (url: string): UserError =>
  new UserError({
    id: `${url} tidak dapat diklon; sebabnya di atas. Tidak ada yang diubah.`,
    en: `${url} cannot be cloned; the reason is above. Nothing was changed.`,
  });

const notPushed = (url: string): UserError =>
  new UserError({
    id: `${url} menolak riwayat baru; sebabnya di atas. Riwayat lama tetap di sana. Token harus milik pengelola (admin), dan tidak boleh ada yang menulis selama ini. Ulangi.`,
    en: `${url} refused the new history; the reason is above. The old history is still there. The token must be an administrator’s, and nobody may write meanwhile. Repeat.`,
  });

const stillRunning = (): UserError =>
  new UserError({
    id: 'Masih ada workflow yang berjalan sesudah setengah jam. Tidak ada yang dihapus, dan workflow dinyalakan lagi. Tunggu atau batalkan yang berjalan, lalu ulangi.',
    en: 'A workflow still runs after half an hour. Nothing was erased, and the workflows are enabled again. Wait for it or cancel it, then repeat.',
  });
