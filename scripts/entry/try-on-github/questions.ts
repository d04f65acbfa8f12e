import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { DRAFT_LABEL } from '#domain/case/push/sign.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { askRest } from '#engine/forge/octokit.ts';
import { ENVIRONMENT } from '#entry/setup/names.ts';
import type { Scene } from './check.ts';
import {
  branchCommit,
  filesNamed,
  move,
  stateOfPull,
  setPullState,
  waitUntil,
  wordsOfError,
  wordsOfRefusal,
} from './github.ts';
import { runsSince } from './runs.ts';

/** A question that only GitHub can answer. docs/decisions/questions-to-github.md says what depends on the answer. */
interface Question {
  readonly id: string;
  readonly ask: (scene: Scene) => Promise<string>;
}

const POLL_SECONDS = 5;
const OWN_WORKFLOW = '.github/workflows/percobaan.yml';
const HARMLESS = 'on: workflow_dispatch\njobs: {}\n';
const VARIABLES = '/repos/{owner}/{repo}/environments/{environment_name}/variables' as const;
const TIMING = '/repos/{owner}/{repo}/actions/runs/{run_id}/timing' as const;
/** GitHub's own workflow that builds the site from a branch. */
const BUILD_OF_PAGES = 'dynamic/pages/pages-build-deployment';

const QUESTIONS: readonly Question[] = [
  {
    id: 'set-back-workflows',
    // A writer pushes a commit with a workflow to the branch of a request. Does the process reset the branch?
    ask: async ({ trial, applicant, sample }) => {
      const slug = 'percobaan-alur';
      const branch = `permohonan/${slug}`;
      const wish = { branch, title: 'Percobaan: alur', files: filesNamed(sample, slug), draft: false };
      const number = await trial.applicant.open(wish);
      const isRunning = async () => (await readCurrentCase(trial.forge, number)).journal.state !== undefined;
      if (!(await waitUntil(trial, isRunning))) return 'the process has not answered';
      const before = await branchCommit(applicant, branch);
      const workflow = { path: OWN_WORKFLOW, bytes: Buffer.from(HARMLESS) };
      const pushed = await wordsOfRefusal(trial.applicant.push(branch, [workflow]));
      if (pushed !== undefined) return `the push itself was refused: ${pushed}`;
      const isBack = await waitUntil(trial, async () => (await branchCommit(applicant, branch)) === before);
      return isBack ? 'yes, it is set back' : 'no, the branch was left at that commit; see the comment and the run';
    },
  },
  {
    id: 'reopen-after-reset',
    ask: async ({ trial, applicant, sample }) => {
      const branch = 'percobaan/kembali';
      const number = await openDraft(trial, branch, sample);
      const before = (await branchCommit(applicant, branch)) ?? '';
      await move(applicant, branch, (await branchCommit(applicant, MAIN_BRANCH)) ?? '', true);
      // GitHub may need a moment to update the pull request.
      await trial.pause(POLL_SECONDS);
      const closed = await stateOfPull(applicant, number);
      await move(applicant, branch, before, true);
      const refused = await wordsOfRefusal(setPullState(applicant, number, 'open'));
      const restored =
        refused === undefined ? `it is ${await stateOfPull(applicant, number)}` : `reopening is refused: ${refused}`;
      return `reset to main it is ${closed}; restored, ${restored}`;
    },
  },
  {
    id: 'successor-same-branch',
    // Decap looks for the open pull request of the branch, and for Decap's own label on that pull request.
    ask: async ({ trial, applicant, sample, made }) => {
      const branch = 'cms/requests/percobaan-penerus';
      const first = await openDraft(trial, branch, sample);
      await setPullState(applicant, first, 'closed');
      const wish = { title: 'Percobaan: penerus', head: branch, base: MAIN_BRANCH, draft: true };
      const opened = await wordsOfRefusal(
        askRest(applicant, 'POST /repos/{owner}/{repo}/pulls', wish).then(({ number }) => made.pull(number)),
      );
      if (opened !== undefined) return `no, a second pull request is refused: ${opened}`;
      const listed = await askRest(applicant, 'GET /repos/{owner}/{repo}/pulls', {
        head: `${applicant.owner}:${branch}`,
        base: MAIN_BRANCH,
        state: 'open',
      });
      const [successor, ...more] = listed;
      if (!successor || more.length > 0) return `no, ${listed.length} open pull requests are listed`;
      const labelled = await wordsOfRefusal(
        askRest(applicant, 'PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', {
          issue_number: successor.number,
          labels: [DRAFT_LABEL],
        }),
      );
      return labelled === undefined
        ? `yes, #${successor.number} alone is listed after #${first}; the form itself is tried by hand`
        : `no, its label is refused: ${labelled}`;
    },
  },
  {
    id: 'comment-on-merged',
    ask: async ({ trial, walked }) => {
      if (walked === undefined) return 'could not be asked: no case was merged';
      const refused = await wordsOfRefusal(
        trial.official.review(walked, 'COMMENT', 'Percobaan: tinjauan sesudah selesai.'),
      );
      return refused === undefined ? 'yes, it is accepted' : `no: ${refused}`;
    },
  },
  {
    id: 'writer-and-environment',
    ask: async ({ applicant, made }) => {
      const at = { environment_name: ENVIRONMENT, name: 'PERCOBAAN' };
      const refused = await wordsOfRefusal(askRest(applicant, `POST ${VARIABLES}`, { ...at, value: 'palsu' }));
      if (refused !== undefined) return `no: ${refused}`;
      made.note({ id: `variabel ${at.name}`, en: `variable ${at.name}` }, async () => {
        await askRest(applicant, `DELETE ${VARIABLES}/{name}`, at);
        return undefined;
      });
      return 'yes, a writer can change the environment';
    },
  },
  {
    id: 'pages-minutes',
    // GitHub builds the site in a workflow of its own. Does it bill minutes for that?
    ask: async ({ applicant, walked }) => {
      if (walked === undefined) return 'could not be asked: no case was merged';
      const pull_number = walked;
      const { created_at } = await askRest(applicant, 'GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number });
      const builds = (await runsSince(applicant, created_at)).filter(({ path }) => path.startsWith(BUILD_OF_PAGES));
      let billed = 0;
      for (const { id } of builds) {
        const { billable } = await askRest(applicant, `GET ${TIMING}`, { run_id: id });
        billed += Object.values(billable).reduce((sum, { total_ms }) => sum + total_ms, 0);
      }
      if (builds.length === 0) return 'could not be asked: no build of Pages is listed';
      return billed === 0
        ? `no, nothing is billed for ${builds.length} builds`
        : `yes, ${Math.ceil(billed / 60_000)} minutes for ${builds.length} builds`;
    },
  },
];

/** Asks all questions and prints the answers. For a question that cannot be asked, it prints the reason. */
export async function askAll(scene: Scene): Promise<void> {
  for (const { id, ask } of QUESTIONS) {
    const answer = await ask(scene).catch((error: unknown) => {
      const why = wordsOfError(error);
      if (why === undefined) throw error;
      return `could not be asked: ${why.en}`;
    });
    scene.trial.out(`? ${id}: ${answer}`);
  }
}

/** Opens a draft that is never submitted, so that the process makes no case of it. */
const openDraft = (trial: Scene['trial'], branch: string, sample: Scene['sample']): Promise<number> => {
  const slug = branch.replace(/^.*\//, '');
  return trial.applicant.open({
    branch,
    title: `Percobaan: ${slug}`,
    files: filesNamed(sample, slug),
    draft: true,
  });
};
