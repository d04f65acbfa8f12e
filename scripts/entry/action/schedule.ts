import { SCHEDULE_WORKFLOW } from '#entry/setup/names.ts';
import { type ClientOptions, createClient } from '#engine/forge/octokit.ts';
import type { Schedule } from '#public/export/publication.ts';

/**
 * When somebody last looked at the clock, and the longest time between two looks of the last fifty: how late people may be notified.
 * Any trigger counts, the forge's schedule or one outside. It is shown, and nothing is computed from it (R21).
 * @returns undefined where the forge does not say
 */
export async function readSchedule(options: ClientOptions): Promise<Schedule | undefined> {
  const { octokit, owner, repo } = createClient(options);
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
      owner,
      repo,
      workflow_id: SCHEDULE_WORKFLOW,
      per_page: 50,
    });
    const looked = data.workflow_runs.filter(hasLooked);
    return scheduleOf(looked.map((run) => run.run_started_at ?? run.created_at));
  } catch {
    return undefined;
  }
}

/** One that is under way has too, as far as anybody reads this: the publication comes after the scheduled run, in the same run. */
const hasLooked = ({
  status,
  conclusion,
}: {
  readonly status: string | null;
  readonly conclusion: string | null;
}): boolean => conclusion === 'success' || status === 'in_progress';

/** The same, made of the runs' starts in any order; undefined where there are none. */
export function scheduleOf(starts: readonly string[]): Schedule | undefined {
  const seconds = starts.map((start) => Math.floor(Date.parse(start) / 1000)).sort((a, b) => a - b);
  const last = seconds.at(-1);
  if (last === undefined) return undefined;
  const gaps = seconds.slice(1).map((at, index) => at - (seconds[index] ?? at));
  return {
    last: instant(last),
    ...(gaps.length > 0 ? { since: instant(seconds[0] ?? last), longestGap: Math.max(...gaps) } : {}),
  };
}

const instant = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
