import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import type { Text } from '#domain/problem.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { RECEIPT } from '#embedded/office/walk.ts';
import { PROCESS_GROUP, SCHEDULE_WORKFLOW, WORKFLOWS } from '#entry/setup/names.ts';
import { type Check, held, notAsked, notHeld } from './check.ts';
import { waitUntil, wordsOfRefusal } from './github.ts';
import { cancelRun, dispatchScheduledRun, type RunOnGitHub, runsOn } from './runs.ts';
import { entryOf, sendAct, SUBMITTED, waitForCase } from './walk-case.ts';

const BRANCH = 'percobaan/kelompok';
const PATH = `${WORKFLOWS}percobaan-kelompok.yml`;
const workflowOn = (event: string) => ({
  path: PATH,
  bytes: Buffer.from(`name: percobaan-kelompok
on: ${event}
concurrency: { group: ${PROCESS_GROUP}, cancel-in-progress: true }
permissions: {}
jobs:
  hold:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - run: sleep 1500
`),
});

/**
 * A writer's workflow takes the concurrency group of the process and does not end. An official acts meanwhile, and the
 * workflow of the scheduled run is started. A ruleset about pushes may refuse the writer's workflow before that.
 */
export const concurrencyCheck: Check = {
  id: 'concurrency',
  says: {
    id: 'Workflow milik orang lain yang menahan kelompok giliran sistem tidak mencegah penilaian tindakan',
    en: 'A foreign workflow that holds the concurrency group of the process does not keep acts from being judged',
  },
  ask: async ({ trial, applicant, made, sample, openRequest }) => {
    await made.branchFromMain(BRANCH);
    // This file starts no run. It only shows whether GitHub lets a writer push a workflow.
    const refused = await wordsOfRefusal(trial.applicant.push(BRANCH, [workflowOn('workflow_dispatch')]));
    if (refused !== undefined) {
      // A token without the permission is refused as well, but not by a rule.
      if (/rule violations?/i.test(refused))
        return held({ id: `workflow itu ditolak: ${refused}`, en: `the workflow is refused: ${refused}` });
      return notAsked({
        id: `Workflow itu tidak dapat didorong: ${refused}. Beri token pemohon izin Workflows.`,
        en: `The workflow could not be pushed: ${refused}. Give the applicant’s token the permission Workflows.`,
      });
    }
    const number = await openRequest();
    await waitForCase(trial, number, SUBMITTED, ({ journal }) => journal.state !== undefined);
    await trial.applicant.push(BRANCH, [workflowOn('push')]);
    const runs = async (): Promise<readonly RunOnGitHub[]> =>
      (await runsOn(applicant, BRANCH)).filter(({ status }) => status !== 'completed');
    made.note({ id: `run di ${BRANCH}`, en: `run on ${BRANCH}` }, async () => {
      for (const { id } of await runs()) await cancelRun(applicant, id);
      return undefined;
    });
    const isHeld = async (): Promise<boolean> => (await runs()).some(({ status }) => status === 'in_progress');
    if (!(await waitUntil(trial, isHeld))) return notAsked(NOT_HOLDING);
    const review = await sendAct(trial, sample, number, RECEIPT);
    await dispatchScheduledRun(applicant, MAIN_BRANCH);
    const isJudged = await waitUntil(
      trial,
      async () => entryOf(await readCurrentCase(trial.forge, number), review) !== undefined,
    );
    if (!(await isHeld())) return notAsked(NOT_HOLDING);
    if (isJudged)
      return held({
        id: `#${number}: tindakan dinilai ketika ${BRANCH} masih menahan ${PROCESS_GROUP}`,
        en: `#${number}: the act was judged while ${BRANCH} still held ${PROCESS_GROUP}`,
      });
    return notHeld(
      {
        id: `#${number}: tindakan tidak dinilai dalam ${trial.patience} detik selama kelompok itu ditahan`,
        en: `#${number}: the act was not judged within ${trial.patience} seconds while the group was held`,
      },
      {
        id: `Bandingkan ${SCHEDULE_WORKFLOW} di main dengan program versi terbaru: kelompoknya harus milik run itu sendiri.`,
        en: `Compare ${SCHEDULE_WORKFLOW} on main with the newest program: its group must be the run’s own.`,
      },
    );
  },
};

const NOT_HOLDING: Text = {
  id: `Workflow di ${BRANCH} tidak sedang berjalan, sehingga kelompok itu tidak ditahan. Lihat Actions.`,
  en: `The workflow on ${BRANCH} does not run, so that it does not hold the group. Look at Actions.`,
};
