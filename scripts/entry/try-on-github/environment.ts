import type { Text } from '#domain/problem.ts';
import { ENVIRONMENT, SCHEDULE_WORKFLOW } from '#entry/setup/names.ts';
import { type Check, held, NOT_WALKED, notAsked, notHeld } from './check.ts';
import { hasStarted, jobsOf, scheduledRunOn } from './runs.ts';

const BRANCH = 'percobaan/lingkungan';

/**
 * Starts the workflow of the scheduled run on a branch. Its job names the environment with the keys, which only main may
 * use. The branch has main's files, so that no push is needed that a ruleset could refuse. The walk has shown that the
 * same environment works on main.
 */
export const environmentCheck: Check = {
  id: 'environment',
  says: {
    id: `Kunci dalam lingkungan ${ENVIRONMENT} tidak terbuka bagi workflow di cabang lain`,
    en: `The keys in the environment ${ENVIRONMENT} are closed to a workflow of another branch`,
  },
  ask: async ({ trial, applicant, made, walked }) => {
    if (walked === undefined) return NOT_WALKED;
    await made.branchFromMain(BRANCH);
    const run = await scheduledRunOn(trial, applicant, BRANCH);
    if (run === undefined)
      return notAsked({
        id: `${SCHEDULE_WORKFLOW} di ${BRANCH} tidak selesai dalam ${trial.patience} detik. Lihat Actions.`,
        en: `${SCHEDULE_WORKFLOW} on ${BRANCH} did not end within ${trial.patience} seconds. Look at Actions.`,
      });
    const jobs = await jobsOf(applicant, run.id);
    const started = jobs.filter(hasStarted).map(({ name }) => name);
    if (started.length > 0)
      return notHeld(
        {
          id: `Pekerjaan ${started.join(', ')} mulai di ${BRANCH}: cabang mana pun dapat membaca kunci`,
          en: `The job ${started.join(', ')} started on ${BRANCH}: any branch can read the keys`,
        },
        {
          id: `Jalankan setup: hanya main yang boleh memakai lingkungan ${ENVIRONMENT}. Ganti kedua kunci (panduan kunci).`,
          en: `Run setup: only main may use the environment ${ENVIRONMENT}. Replace both keys (guide to keys).`,
        },
      );
    if (run.conclusion !== 'failure') return notAsked(otherEnd(run.conclusion ?? '–'));
    return held({
      id: `${SCHEDULE_WORKFLOW} di ${BRANCH}: GitHub tidak memulai satu pekerjaan pun`,
      en: `${SCHEDULE_WORKFLOW} on ${BRANCH}: GitHub started none of its jobs`,
    });
  },
};

const otherEnd = (conclusion: string): Text => ({
  id: `${SCHEDULE_WORKFLOW} di ${BRANCH} berakhir dengan "${conclusion}", sehingga tidak membuktikan apa pun. Lihat Actions.`,
  en: `${SCHEDULE_WORKFLOW} on ${BRANCH} ended with "${conclusion}", which proves nothing. Look at Actions.`,
});
