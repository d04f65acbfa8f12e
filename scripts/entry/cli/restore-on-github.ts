import { setTimeout as sleep } from 'node:timers/promises';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { rolesHeld } from '#domain/case/state/roles.ts';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { UserError } from '#domain/user-error.ts';
import { type Io, remark } from '#entry/command.ts';
import { readMain } from '#embedded/office/on-main.ts';
import { ifThere } from '#engine/forge/errors.ts';
import { askRest, type Client } from '#engine/forge/octokit.ts';
import { git } from '#engine/register/git.ts';
import { branchesOf, type Restorable, type RestorableCase } from '#engine/register/read-restorable.ts';
import { gitWithToken, type GitSource } from './git-with-token.ts';

/** The new repository: its API, and its address with a token for git. */
export interface NewRepository {
  readonly client: Client;
  readonly source: GitSource;
}

/**
 * Restores an office from a clone into a new repository on GitHub. GitHub gives numbers in order, so every number up to
 * that of the last case is taken: by a pull request for each open case, and by a closed issue for each other number.
 * May be run again after an interruption.
 * @param clone the path of the clone
 * @throws UserError if the repository has other content, or if the account holds a role, because GitHub accepts no
 *   review by the author of a pull request
 */
export async function restoreOnGithub(
  clone: string,
  restorable: Restorable,
  repository: NewRepository,
  io: Io,
): Promise<void> {
  await refuseHolder(clone, restorable, repository.client, io);
  await pushHeads(clone, restorable, repository.source);
  await takeNumbers(restorable, repository.client, io);
  // GitHub counts in seconds. A push after the opening is not taken for the opener's own (R48).
  await sleep(2000);
  const tips = restorable.open.flatMap(({ branch, tip }) =>
    tip === undefined ? [] : [`+${tip}:refs/heads/${branch}`],
  );
  await push(clone, repository.source, tips);
}

async function refuseHolder(clone: string, { main }: Restorable, { octokit }: Client, { now }: Io): Promise<void> {
  const { id, login } = (await octokit.request('GET /user')).data;
  const { roles, zone } = await readMain(clone, main);
  if (rolesHeld(roles, id, now(), zone).length === 0) return;
  throw new UserError({
    id: `Akun ${login} memangku jabatan. GitHub tidak menerima tinjauan dari pembuka pull request; pakai token akun yang tidak memangku jabatan.`,
    en: `The account ${login} holds a role. GitHub accepts no review by the author of a pull request; use the token of an account that holds no role.`,
  });
}

/** Pushes main, register, and the branches of requests. Refuses a repository that has another main or register. */
async function pushHeads(
  clone: string,
  { main, register, open, others }: Restorable,
  source: GitSource,
): Promise<void> {
  const there = await headsOf(clone, source);
  const expected = new Map([
    [MAIN_BRANCH, main],
    [REGISTER_BRANCH, register],
  ]);
  for (const [branch, oid] of expected) if ((there.get(branch) ?? oid) !== oid) throw notNew(source.url, branch);
  // The first branch of a repository becomes its default branch.
  for (const [branch, oid] of expected) await push(clone, source, [`${oid}:refs/heads/${branch}`]);
  const branches = new Map([...others, ...open.map(({ branch, head }) => [branch, head] as const)]);
  await push(
    clone,
    source,
    [...branches].flatMap(([branch, oid]) => (there.has(branch) ? [] : [`${oid}:refs/heads/${branch}`])),
  );
}

async function headsOf(clone: string, source: GitSource): Promise<Map<string, string>> {
  const code = await gitWithToken(
    clone,
    ['fetch', '--quiet', '--no-tags', source.url, `+refs/heads/*:${SEEN}*`],
    source,
  );
  if (code !== 0) throw notReached(source.url);
  const heads = await branchesOf(clone, SEEN);
  for (const name of heads.keys()) await git(clone, ['update-ref', '-d', `${SEEN}${name}`]);
  return heads;
}

/** Where the heads of the new repository are kept while they are compared. */
const SEEN = 'refs/disposisi/seen/';

async function push(clone: string, source: GitSource, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return;
  const code = await gitWithToken(clone, ['push', '--quiet', source.url, ...refs], source);
  if (code !== 0) throw notPushed(source.url);
}

/** Takes every number that the register names, in order, and goes on after the last number that is taken already. */
async function takeNumbers({ cases, open }: Restorable, client: Client, io: Io): Promise<void> {
  const last = Math.max(0, ...cases.keys());
  const byNumber = new Map(open.map((each) => [each.number, each]));
  const [newest] = await askRest(client, 'GET /repos/{owner}/{repo}/issues', {
    ...{ state: 'all', sort: 'created', direction: 'desc', per_page: 1 },
  });
  const taken = newest?.number ?? 0;
  for (const { number, branch } of open) if (number <= taken) await refuseOther(client, number, branch);
  for (let number = taken + 1; number <= last; number += 1) {
    const one = byNumber.get(number);
    const given = one ? await openPull(client, one) : await takeNumber(client, number, cases.get(number)?.case);
    if (given !== number) throw otherNumber(number, given);
    if (number % 20 === 0 || number === last)
      remark(io, { id: `${number} dari ${last} nomor`, en: `${number} of ${last} numbers` });
  }
}

/** Opens the pull request of a case. If the case had got a successor, it is closed, and the process opens one (R1). */
async function openPull(client: Client, { id, title, branch, moved }: RestorableCase): Promise<number> {
  const { number } = await askRest(client, 'POST /repos/{owner}/{repo}/pulls', {
    ...{ title: title === undefined ? id : `${id}: ${title}`, head: branch, base: MAIN_BRANCH, body: RESTORED },
  });
  if (moved > 0)
    await askRest(client, 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: number, state: 'closed' });
  return number;
}

async function takeNumber(client: Client, number: number, id: string | undefined): Promise<number> {
  const title = id ?? `Nomor ${number} / Number ${number}`;
  const { number: given } = await askRest(client, 'POST /repos/{owner}/{repo}/issues', { title, body: TAKEN });
  const closed = { issue_number: given, state: 'closed', state_reason: 'not_planned' } as const;
  await askRest(client, 'PATCH /repos/{owner}/{repo}/issues/{issue_number}', closed);
  return given;
}

/** @throws UserError if the number of a case belongs to something else than its pull request */
async function refuseOther(client: Client, number: number, branch: string): Promise<void> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  const pull = await ifThere(askRest(client, route, { pull_number: number }));
  if (pull?.head.ref !== branch) throw otherNumber(number, number);
}

const RESTORED =
  'Pull request ini dibuka lagi dari sebuah klon. Semua yang sah sebelumnya ada di register.\n\n' +
  'This pull request was opened again from a clone. Everything that was valid before is in the register.';
const TAKEN =
  'Nomor ini dipakai di repositori yang hilang. Yang tercatat tentangnya ada di cabang `register` dan di situs kantor.\n\n' +
  'This number was used in the repository that was lost. What is recorded of it is on the branch `register` and on the office’s site.';

const notNew = (url: string, branch: string): UserError =>
  new UserError({
    id: `${url} sudah berisi cabang ${branch} yang lain dari klon ini. Buat repositori baru yang kosong, tanpa README, dan ulangi.`,
    en: `${url} already has a branch ${branch} that differs from the clone’s. Create a new, empty repository, without a README, and run this again.`,
  });

const notReached = (url: string): UserError =>
  new UserError({
    id: `${url} tidak terbaca; sebabnya di atas. Periksa nama repositori dan tokennya.`,
    en: `${url} cannot be read; the reason is above. Check the name of the repository and the token.`,
  });

const notPushed = (url: string): UserError =>
  new UserError({
    id: `Tidak dapat menulis ke ${url}; sebabnya di atas. Token perlu hak Contents, Workflows, Issues, dan Pull requests (read and write), dan aturan cabang baru dipasang sesudahnya (setup). Perbaiki, lalu jalankan lagi.`,
    en: `${url} cannot be written; the reason is above. The token needs the rights Contents, Workflows, Issues and Pull requests (read and write), and rulesets come afterwards (setup). Fix this, and run the command again.`,
  });

const otherNumber = (number: number, given: number): UserError =>
  new UserError({
    id: `Nomor ${number} diperlukan, tetapi di repositori ini ${given === number ? 'nomor itu dipakai hal lain' : `GitHub memberikan nomor ${given}`}. Buat repositori baru yang kosong, dan ulangi tanpa orang lain membuat isu atau pull request di sana.`,
    en: `Number ${number} is needed, but in this repository ${given === number ? 'it is used for something else' : `GitHub gave the number ${given}`}. Create a new, empty repository, and run this again while nobody else opens issues or pull requests there.`,
  });
