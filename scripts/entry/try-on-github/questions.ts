import { DRAFT_LABEL } from '#domain/case/push/sign.ts';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { UserError } from '#domain/user-error.ts';
import type { Sample } from '#embedded/office/samples.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import type { Client } from '#engine/forge/octokit.ts';
import type { Trial } from './walk-case.ts';

interface Asked {
  readonly trial: Trial;
  /** The client of the applicant, an account that can write. */
  readonly client: Client;
  readonly sample: Sample;
  readonly merged: number;
}

/** A question that only GitHub can answer. docs/decisions/questions-to-github.md says what depends on the answer. */
interface Question {
  readonly id: string;
  readonly ask: (asked: Asked) => Promise<string>;
}

const POLL_SECONDS = 5;
const OWN_WORKFLOW = '.github/workflows/percobaan.yml';
const HARMLESS = 'on: workflow_dispatch\njobs: {}\n';

const QUESTIONS: readonly Question[] = [
  {
    id: 'set-back-workflows',
    // A writer pushes a commit with a workflow to the branch of a request. Does the process reset the branch?
    ask: async ({ trial, client, sample }) => {
      const branch = 'permohonan/percobaan-alur';
      const files = sample.files.map((file) => ({
        ...file,
        path: file.path.replace(`/${sample.name}/`, '/percobaan-alur/'),
      }));
      const number = await trial.applicant.open({ branch, title: 'Percobaan: alur', files, draft: false });
      const isRunning = async () => (await readCurrentCase(trial.forge, number)).journal.state !== undefined;
      if (!(await waitUntil(trial, isRunning))) return 'the process has not answered';
      const before = await headOf(client, branch);
      const pushed = await answerOf(
        trial.applicant.push(branch, [{ path: OWN_WORKFLOW, bytes: Buffer.from(HARMLESS) }]),
      );
      if (pushed !== undefined) return `the push itself was refused: ${pushed}`;
      const isBack = await waitUntil(trial, async () => (await headOf(client, branch)) === before);
      return isBack ? 'yes, it is set back' : 'no, the branch was left at that commit; see the comment and the run';
    },
  },
  {
    id: 'reopen-after-reset',
    ask: async ({ trial, client, sample }) => {
      const branch = 'percobaan/kembali';
      const number = await openDraft(trial, branch, sample);
      const before = await headOf(client, branch);
      await move(client, branch, await headOf(client, MAIN_BRANCH));
      // GitHub may need a moment to update the pull request.
      await trial.pause(POLL_SECONDS);
      const closed = await stateOf(client, number);
      await move(client, branch, before);
      const refused = await answerOf(patchState(client, number, 'open'));
      return `reset to main it is ${closed}; restored, ${refused === undefined ? `it is ${await stateOf(client, number)}` : `reopening is refused: ${refused}`}`;
    },
  },
  {
    id: 'successor-same-branch',
    // Decap looks for the open pull request of the branch, and for Decap's own label on that pull request.
    ask: async ({ trial, client, sample }) => {
      const { octokit, owner, repo } = client;
      const branch = 'cms/requests/percobaan-penerus';
      const first = await openDraft(trial, branch, sample);
      await patchState(client, first, 'closed');
      const at = { owner, repo };
      const wish = { ...at, title: 'Percobaan: penerus', head: branch, base: MAIN_BRANCH, draft: true };
      const opened = await answerOf(octokit.request('POST /repos/{owner}/{repo}/pulls', wish));
      if (opened !== undefined) return `no, a second pull request is refused: ${opened}`;
      const listed = await octokit.request('GET /repos/{owner}/{repo}/pulls', {
        ...at,
        head: `${owner}:${branch}`,
        base: MAIN_BRANCH,
        state: 'open',
      });
      const [successor, ...more] = listed.data;
      if (!successor || more.length > 0) return `no, ${listed.data.length} open pull requests are listed`;
      const labelled = await answerOf(
        octokit.request('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', {
          ...at,
          issue_number: successor.number,
          labels: [DRAFT_LABEL],
        }),
      );
      return labelled === undefined
        ? `yes, #${successor.number} alone is listed after #${first}; now open it in the form by hand`
        : `no, its label is refused: ${labelled}`;
    },
  },
  {
    id: 'comment-on-merged',
    ask: async ({ trial, merged }) => {
      const refused = await answerOf(trial.official.review(merged, 'COMMENT', 'Percobaan: tinjauan sesudah selesai.'));
      return refused === undefined ? 'yes, it is accepted' : `no: ${refused}`;
    },
  },
  {
    id: 'writer-and-environment',
    ask: async ({ client: { octokit, owner, repo } }) => {
      const refused = await answerOf(
        octokit.request('POST /repos/{owner}/{repo}/environments/{environment_name}/variables', {
          ...{ owner, repo, environment_name: 'disposisi' },
          ...{ name: 'PERCOBAAN', value: 'palsu' },
        }),
      );
      return refused === undefined ? 'yes, a writer can change the environment' : `no: ${refused}`;
    },
  },
];

/** Asks all questions and prints the answers. For a question that cannot be asked, it prints the reason. */
export async function askAll(asked: Asked): Promise<void> {
  for (const { id, ask } of QUESTIONS) {
    const answer = await ask(asked).catch((error: unknown) => {
      if (error instanceof ForgeError || error instanceof UserError)
        return `could not be asked: ${error.message.replaceAll(/\s+/g, ' ')}`;
      throw error;
    });
    asked.trial.out(`? ${id}: ${answer}`);
  }
}

/** Returns GitHub's words if it refuses an attempt; `undefined` if it does not. */
async function answerOf(attempt: Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    if (error instanceof ForgeError && error.kind === 'refused') return `${error.status} ${error.reason}`;
    throw error;
  }
}

/** Waits until a condition is true. Returns false if the condition is not true in time. */
async function waitUntil(trial: Trial, holds: () => Promise<boolean>): Promise<boolean> {
  for (let waited = 0; waited <= trial.patience; waited += POLL_SECONDS) {
    if (await holds()) return true;
    await trial.pause(POLL_SECONDS);
  }
  return false;
}

/** Opens a draft that is never submitted, so that the process makes no case of it. */
const openDraft = (trial: Trial, branch: string, { files }: Sample): Promise<number> => {
  const slug = branch.replace(/^.*\//, '');
  const moved = files.map((file) => ({ ...file, path: file.path.replace(/^(requests\/\d+\/)[^/]+/, `$1${slug}`) }));
  return trial.applicant.open({ branch, title: `Percobaan: ${slug}`, files: moved, draft: true });
};

const headOf = async ({ octokit, owner, repo }: Client, branch: string): Promise<string> =>
  (await octokit.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { owner, repo, ref: `heads/${branch}` })).data
    .object.sha;

async function move({ octokit, owner, repo }: Client, branch: string, sha: string): Promise<void> {
  const route = 'PATCH /repos/{owner}/{repo}/git/refs/{ref}';
  await octokit.request(route, { owner, repo, ref: `heads/${branch}`, sha, force: true });
}

async function stateOf({ octokit, owner, repo }: Client, pull_number: number): Promise<string> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { owner, repo, pull_number });
  return data.merged ? 'merged' : data.state;
}

async function patchState(
  { octokit, owner, repo }: Client,
  pull_number: number,
  state: 'open' | 'closed',
): Promise<void> {
  await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { owner, repo, pull_number, state });
}
