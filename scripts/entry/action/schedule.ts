import { SCHEDULE_WORKFLOW } from '#entry/setup/names.ts';
import { type ClientOptions, createClient } from '#engine/forge/octokit.ts';
import type { Schedule } from '#public/export/publication.ts';

/**
 * Returns the time of the last scheduled run, and the longest time from one run to the next. Only the last fifty runs
 * are read, and failed runs are left out. Both times show how late people may be notified. A run counts whether the
 * forge's schedule or another trigger started it. The times are only shown, and nothing is computed from them (R21).
 * @returns `undefined` if the forge does not report the runs, or none has succeeded
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

/** Checks whether a run looked at the deadlines. A run in progress counts, since the same run publishes afterwards. */
const hasLooked = ({
  status,
  conclusion,
}: {
  readonly status: string | null;
  readonly conclusion: string | null;
}): boolean => conclusion === 'success' || status === 'in_progress';

/** Makes the times from the starts of runs in any order, or `undefined` if there are none. */
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
