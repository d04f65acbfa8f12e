import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import type { Text } from '#domain/problem.ts';
import { askRest, type Client } from '#engine/forge/octokit.ts';
import { SITE_BRANCH } from '#entry/setup/names.ts';
import { type Check, held, notAsked, notHeld, type Scene, type Verdict } from './check.ts';
import { branchCommit, createBranch, deleteBranch, move, waitUntil, wordsOfRefusal } from './github.ts';

const PEOPLE = {
  applicant: { id: 'Pemohon', en: 'An applicant' },
  official: { id: 'Pejabat', en: 'An official' },
} as const;
type Who = keyof typeof PEOPLE;

const ATTEMPTS = {
  push: { id: 'mendorong', en: 'push' },
  rewrite: { id: 'menimpa', en: 'force-push' },
  delete: { id: 'menghapus', en: 'delete' },
  merge: { id: 'menggabungkan', en: 'merge by hand' },
} as const satisfies Record<string, Text>;
type Attempt = keyof typeof ATTEMPTS;

/**
 * Nobody but the process writes these branches. Each account of the trial tries it, in each way that GitHub has. The
 * official comes first, since the applicant has more rights, and might delete a branch that nobody can make again.
 */
export const RULE_CHECKS: readonly Check[] = [MAIN_BRANCH, REGISTER_BRANCH, SITE_BRANCH].flatMap((branch) =>
  (['official', 'applicant'] as const).map((who) => ({
    id: `${branch}-${who}`,
    says: {
      id: `${PEOPLE[who].id} tidak dapat mengubah cabang ${branch}`,
      en: `${PEOPLE[who].en} cannot change the branch ${branch}`,
    },
    ask: (scene) => tryToWrite(scene, branch, who),
  })),
);

async function tryToWrite(scene: Scene, branch: string, who: Who): Promise<Verdict> {
  const client = scene[who];
  const mayPush = (await askRest(client, 'GET /repos/{owner}/{repo}', {})).permissions?.push ?? false;
  const limited = mayPush ? await refusedEverywhere(scene, client, who) : undefined;
  if (limited !== undefined)
    return notAsked({
      id: `Token ini tidak boleh menulis cabang mana pun: ${limited}. Beri token itu izin Contents.`,
      en: `This token may not write any branch: ${limited}. Give the token the permission Contents.`,
    });
  const request = branch === MAIN_BRANCH ? await scene.openRequest() : undefined;
  if (request !== undefined && !(await isMergeable(scene, request)))
    return notAsked({
      id: `GitHub tidak menyatakan #${request} dapat digabungkan, sehingga penolakannya tidak membuktikan apa pun.`,
      en: `GitHub does not say that #${request} can be merged, so its refusal would prove nothing.`,
    });
  for (let round = 0; round < ROUNDS; round += 1) {
    const head = await branchCommit(scene.applicant, branch);
    if (head === undefined)
      return notAsked({ id: `Cabang ${branch} belum ada.`, en: `There is no branch ${branch} yet.` });
    const { passed, refusals } = await attempt(scene, client, { branch, head, request });
    if (passed.length > 0)
      return notHeld(
        { id: `GitHub menerima: ${list(passed, 'id')}`, en: `GitHub accepted: ${list(passed, 'en')}` },
        {
          id: 'Jalankan setup. Periksa ruleset cabang itu, pengecualiannya, dan peran akun ini.',
          en: 'Run setup. Look at the rulesets of the branch, who may bypass them, and the role of this account.',
        },
      );
    // If the process has written meanwhile, GitHub refuses the commit because of that.
    if ((await branchCommit(scene.applicant, branch)) !== head) continue;
    return held({
      id: `${list(refusals, 'id')}${mayPush ? '' : ' (peran akun ini tidak memberi hak tulis)'}`,
      en: `${list(refusals, 'en')}${mayPush ? '' : ' (the role of this account does not let it write)'}`,
    });
  }
  return notAsked({
    id: `Sistem terus menulis ke ${branch}, sehingga penolakan tidak membuktikan apa pun. Jalankan lagi nanti.`,
    en: `The process keeps writing ${branch}, so a refusal would prove nothing. Run again later.`,
  });
}

/** How often the attempts on a branch are made, if the process writes the branch meanwhile. */
const ROUNDS = 5;

const list = (texts: readonly Text[], lang: keyof Text): string => texts.map((text) => text[lang]).join('; ');

/** A branch, and what is tried on it. */
interface Target {
  readonly branch: string;
  readonly head: string;
  /** The pull request that the account tries to merge, for main. */
  readonly request: number | undefined;
}

/** Makes every attempt. What GitHub accepted is set back at once. */
async function attempt(
  scene: Scene,
  client: Client,
  target: Target,
): Promise<{ readonly passed: readonly Text[]; readonly refusals: readonly Text[] }> {
  const [passed, refusals]: [Text[], Text[]] = [[], []];
  for (const [how, make] of await attemptsOn(scene.applicant, client, target)) {
    const name = ATTEMPTS[how];
    const refused = await wordsOfRefusal(make());
    if (refused !== undefined) {
      refusals.push({ id: `${name.id}: ${refused}`, en: `${name.en}: ${refused}` });
      continue;
    }
    passed.push(name);
    if (how !== 'merge') await putBack(scene, client, target);
  }
  return { passed, refusals };
}

/**
 * Tries to write a branch of the account's own, which an account with the right to write may do. If GitHub refuses even
 * this, the token lacks a permission, and a refusal elsewhere would prove nothing.
 */
async function refusedEverywhere({ applicant, made }: Scene, client: Client, who: Who): Promise<string | undefined> {
  const own = `percobaan/kendali-${who}`;
  if ((await branchCommit(applicant, own)) !== undefined) return undefined;
  const main = (await branchCommit(applicant, MAIN_BRANCH)) ?? '';
  made.branch(own);
  return wordsOfRefusal(createBranch(client, own, main));
}

/** GitHub computes in the background whether a pull request can be merged. Until then, a refusal has another reason. */
const isMergeable = ({ trial, applicant }: Scene, pull_number: number): Promise<boolean> =>
  waitUntil(trial, async () => {
    const pull = await askRest(applicant, 'GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number });
    return pull.mergeable === true;
  });

/**
 * Returns the attempts on a branch. The new commits have the branch's own files, so that only the branch could be the
 * reason of a refusal. The applicant makes the commits, since an account without the right to write cannot.
 */
async function attemptsOn(
  maker: Client,
  client: Client,
  { branch, head, request }: Target,
): Promise<readonly (readonly [Attempt, () => Promise<unknown>])[]> {
  const { tree, parents } = await askRest(maker, 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    commit_sha: head,
  });
  const commit = async (onto: readonly string[]): Promise<string> => {
    const made = { message: 'Percobaan', tree: tree.sha, parents: [...onto] };
    return (await askRest(maker, 'POST /repos/{owner}/{repo}/git/commits', made)).sha;
  };
  const next = await commit([head]);
  const other = await commit(parents.map(({ sha }) => sha));
  const merge = async (pull_number: number): Promise<unknown> =>
    askRest(client, 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', { pull_number });
  return [
    ['push', () => move(client, branch, next, false)],
    ['rewrite', () => move(client, branch, other, true)],
    ['delete', () => deleteBranch(client, branch)],
    ...(request === undefined ? [] : [['merge', () => merge(request)] as const]),
  ];
}

/** Sets a branch back after an attempt that GitHub accepted. If GitHub refuses this, the branch is named at the end. */
async function putBack({ applicant, made }: Scene, client: Client, { branch, head }: Target): Promise<void> {
  const isThere = (await branchCommit(applicant, branch)) !== undefined;
  const refused = await wordsOfRefusal(isThere ? move(client, branch, head, true) : createBranch(client, branch, head));
  if (refused !== undefined)
    made.stays({
      id: `cabang ${branch} tidak dapat dikembalikan ke ${head}: ${refused}`,
      en: `the branch ${branch} could not be set back to ${head}: ${refused}`,
    });
}
