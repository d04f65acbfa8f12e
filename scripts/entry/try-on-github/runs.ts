import type { Endpoints } from '@octokit/types';
import { askRest, type Client } from '#engine/forge/octokit.ts';
import { SCHEDULE_WORKFLOW } from '#entry/setup/names.ts';
import { waitUntil } from './github.ts';
import type { Trial } from './walk-case.ts';

const RUNS = 'GET /repos/{owner}/{repo}/actions/runs';
const RUNS_OF_WORKFLOW = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
const JOBS = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs';
export type RunOnGitHub = Endpoints[typeof RUNS]['response']['data']['workflow_runs'][number];
export type JobOnGitHub = Endpoints[typeof JOBS]['response']['data']['jobs'][number];

/**
 * Starts the workflow of the scheduled run on a branch, and waits for the end of that run.
 * @returns the run; undefined if it does not end in time
 */
export async function scheduledRunOn(trial: Trial, client: Client, branch: string): Promise<RunOnGitHub | undefined> {
  const at = { workflow_id: SCHEDULE_WORKFLOW, branch, event: 'workflow_dispatch' };
  const runs = async () => (await askRest(client, RUNS_OF_WORKFLOW, at)).workflow_runs;
  const known = new Set((await runs()).map(({ id }) => id));
  await dispatchScheduledRun(client, branch);
  let ended: RunOnGitHub | undefined;
  await waitUntil(trial, async () => {
    ended = (await runs()).find(({ id, status }) => status === 'completed' && !known.has(id));
    return ended !== undefined;
  });
  return ended;
}

export const dispatchScheduledRun = (client: Client, ref: string): Promise<unknown> =>
  askRest(client, 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
    workflow_id: SCHEDULE_WORKFLOW,
    ref,
  });

/** Returns the runs since an instant, the newest first. A scratch repository has few runs, so all of them are read. */
export async function runsSince(client: Client, from: string): Promise<readonly RunOnGitHub[]> {
  const all: RunOnGitHub[] = [];
  for (let page = 1; ; page += 1) {
    const { total_count, workflow_runs } = await askRest(client, RUNS, { per_page: 100, page });
    all.push(...workflow_runs);
    if (workflow_runs.length === 0 || all.length >= total_count)
      return all.filter(({ created_at }) => created_at >= from);
  }
}

/** Returns the newest runs on a branch. */
export const runsOn = async (client: Client, branch: string): Promise<readonly RunOnGitHub[]> =>
  (await askRest(client, RUNS, { branch })).workflow_runs;

export const jobsOf = async (client: Client, run_id: number): Promise<readonly JobOnGitHub[]> =>
  (await askRest(client, JOBS, { run_id, per_page: 100 })).jobs;

/** Whether a job had begun its work. A skipped or refused job has no steps. */
export const hasStarted = ({ steps, conclusion }: JobOnGitHub): boolean =>
  conclusion !== 'skipped' && (steps ?? []).length > 0;

export const cancelRun = (client: Client, run_id: number): Promise<unknown> =>
  askRest(client, 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel', { run_id });
