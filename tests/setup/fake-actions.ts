import type { Job, Run } from '../workflows/support/run.ts';
import { scheduledRunAnswer } from './fake-settings.ts';

/** The runs that GitHub shows, and how one of them is cancelled. */
export interface FakeActions {
  readonly runs: readonly Run[];
  cancel(run: Run): void;
}

/** The seconds that each job takes. The jobs of the workflows’ harness take no time. */
export type JobSeconds = number;

const API = 'https://api.github.com/repos/kantor/disposisi';

/** Lists runs, the newest first, with the filters that GitHub documents. */
export function listRuns(
  runs: readonly Run[],
  query: URLSearchParams,
  repository: object,
  seconds: JobSeconds,
): object[] {
  return runs
    .map((run) => runObject(run, repository, seconds))
    .filter(
      (run) =>
        ['event', 'status'].every((name) => matches(query.get(name), run[name as 'event' | 'status'])) &&
        matches(query.get('branch'), run.head_branch),
    )
    .reverse();
}

/** Returns a page of a list of runs. */
export function pageOf(runs: readonly object[], query: URLSearchParams): object {
  const size = Number(query.get('per_page') ?? '30');
  const start = (Number(query.get('page') ?? '1') - 1) * size;
  return { total_count: runs.length, workflow_runs: runs.slice(start, start + size) };
}

const matches = (wanted: string | null, is: string): boolean => wanted === null || wanted === is;

export function runObject(run: Run, repository: object, seconds: JobSeconds) {
  const { id, number, file, happening, origin, createdAt, conclusion } = run;
  const pull = happening.payload['pull_request'] as { head: { ref: string } } | undefined;
  return {
    ...scheduledRunAnswer(createdAt, repository),
    id,
    run_number: number,
    path: file.path,
    event: happening.event,
    // A run for a pull request is listed with the branch of the pull request.
    head_branch: pull?.head.ref ?? origin.refName,
    head_sha: origin.sha,
    status: statusOf(run),
    conclusion: conclusion ?? null,
    updated_at: after(createdAt, seconds),
  };
}

function statusOf({ state, jobs }: Run): string {
  if (state === 'done') return 'completed';
  if (state !== 'running') return state;
  if (jobs.some((job) => job.state === 'running')) return 'in_progress';
  return jobs.some((job) => job.state === 'pending') ? 'pending' : 'queued';
}

/** Returns the jobs of a run. A job that was refused or skipped has no steps. */
export function jobsAnswer({ id, origin, createdAt, file, jobs }: Run, seconds: JobSeconds) {
  // GitHub lists the jobs of a called workflow, and not the job that calls it.
  const listed = jobs.filter(({ spec }) => spec.calls === undefined);
  const list = listed.map((job, at) => ({
    id: id * 100 + at,
    run_id: id,
    run_url: `${API}/actions/runs/${id}`,
    node_id: 'x',
    head_sha: origin.sha,
    head_branch: origin.refName,
    url: `${API}/actions/jobs/${id * 100 + at}`,
    html_url: null,
    status: job.state === 'done' ? 'completed' : job.state === 'running' ? 'in_progress' : 'queued',
    conclusion: job.conclusion ?? null,
    created_at: createdAt,
    started_at: createdAt,
    completed_at: job.state === 'done' ? after(createdAt, seconds) : null,
    name: job.name,
    steps: stepsOf(job),
    check_run_url: `${API}/check-runs/${id * 100 + at}`,
    labels: ['ubuntu-latest'],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
    workflow_name: file.name,
  }));
  return { total_count: list.length, jobs: list };
}

function stepsOf({ state, conclusion: end, executed, steps }: Job) {
  const first = { name: 'Set up job', number: 1 };
  if (state === 'running') return [{ ...first, status: 'in_progress', conclusion: null }];
  // It was decided that this job starts, but its steps were not run here.
  if (end === 'success' && !executed) return [{ ...first, status: 'completed', conclusion: 'success' }];
  return steps.map(({ label, conclusion }, at) => ({ name: label, status: 'completed', conclusion, number: at + 1 }));
}

/** Returns the runs in which GitHub itself builds the site: one for each push to its branch. */
export const buildRuns = (pushes: readonly { readonly id: number; readonly timestamp: string }[], repository: object) =>
  pushes.map(({ id, timestamp }) => ({
    ...scheduledRunAnswer(timestamp, repository),
    id,
    path: 'dynamic/pages/pages-build-deployment',
    event: 'dynamic',
    head_branch: 'site',
  }));

const after = (instant: string, seconds: number): string =>
  `${new Date(Date.parse(instant) + seconds * 1000).toISOString().slice(0, 19)}Z`;
