import { askRest } from '#engine/forge/octokit.ts';
import { WORKFLOWS } from '#entry/setup/names.ts';
import { type Check, held, NOT_WALKED, notAsked, notHeld } from './check.ts';
import { hasStarted, type JobOnGitHub, jobsOf, runsSince } from './runs.ts';

/** The minutes of a straight case on GitHub's own pages, by the guides' table of costs. */
export const MOST_MINUTES = 21;

/** The events of runs that no case causes. */
const NOT_OF_CASES: readonly string[] = ['push', 'schedule', 'workflow_dispatch', 'repository_dispatch'];

/** Compares the guides' table of costs with what the walk used. GitHub rounds each job up to a minute. */
export const minutesCheck: Check = {
  id: 'minutes',
  says: {
    id: `Satu berkas memakai paling banyak ${MOST_MINUTES} menit Actions, sebagaimana disebut panduan`,
    en: `A case uses at most ${MOST_MINUTES} minutes of Actions, as the guide says`,
  },
  ask: async ({ applicant, walked }) => {
    if (walked === undefined) return NOT_WALKED;
    const pull = await askRest(applicant, 'GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: walked });
    // The scratch repository has no other case in that time.
    const runs = (await runsSince(applicant, pull.created_at)).filter(
      ({ path, event, created_at, conclusion }) =>
        path.startsWith(WORKFLOWS) &&
        !NOT_OF_CASES.includes(event) &&
        created_at <= (pull.merged_at ?? '') &&
        conclusion !== 'skipped',
    );
    const jobs: JobOnGitHub[] = [];
    for (const { id } of runs) jobs.push(...(await jobsOf(applicant, id)).filter(hasStarted));
    if (jobs.length === 0)
      return notAsked({
        id: 'GitHub tidak menyebut satu pekerjaan pun dari berkas itu. Beri token pemohon izin Actions.',
        en: 'GitHub lists no job of that case. Give the applicant’s token the permission Actions.',
      });
    const each = jobs.map(secondsOf);
    const used = each.reduce((sum, seconds) => sum + Math.max(1, Math.ceil(seconds / 60)), 0);
    const seen = {
      id: `${used} menit, ${jobs.length} pekerjaan dalam ${runs.length} run; yang terlama ${Math.max(...each)} detik`,
      en: `${used} minutes, ${jobs.length} jobs in ${runs.length} runs; the longest took ${Math.max(...each)} s`,
    };
    if (used <= MOST_MINUTES) return held(seen);
    return notHeld(seen, {
      id: 'Perbaiki tabel biaya dalam panduan pemasangan dengan angka ini.',
      en: 'Correct the table of costs in the guide to installation by this number.',
    });
  },
};

const secondsOf = ({ started_at, completed_at }: JobOnGitHub): number =>
  completed_at === null ? 0 : (Date.parse(completed_at) - Date.parse(started_at)) / 1000;
