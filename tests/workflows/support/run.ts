import type { Course, Mapping, Value } from './expressions.ts';
import type { Happening, Origin } from './origin.ts';
import type { Permissions } from './permissions.ts';
import type { Artifacts, StepResult } from './running.ts';
import type { JobSpec, WorkflowFile } from './workflow-file.ts';

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** One run of a workflow. */
export interface Run {
  readonly id: number;
  readonly number: number;
  readonly file: WorkflowFile;
  readonly happening: Happening;
  readonly origin: Origin;
  readonly artifacts: Artifacts;
  readonly createdAt: string;
  readonly jobs: Job[];
  /** The value `pending` means that the run waits for its place in the workflow’s concurrency group. */
  state: 'queued' | 'pending' | 'running' | 'done';
  conclusion: Conclusion | undefined;
  /** Why the run was cancelled. */
  why: string | undefined;
}

/** A workflow file within a run: the file that the run began with, or a file that one of its jobs calls. */
export interface Scope {
  readonly file: WorkflowFile;
  readonly inputs: Mapping;
  /** The secrets of the repository that the file gets. */
  readonly secrets: Readonly<Record<string, string>>;
  /**
   * The names of the secrets that the calling job passes. Of an environment's secrets, a called file reads only these.
   * Undefined for a run’s own file, and for one that inherits all.
   */
  readonly passed: ReadonlySet<string> | undefined;
  /**
   * The permissions of the calling job. A job of this file has no more, and without permissions of its own it has
   * exactly these. Undefined for a run’s own file.
   */
  readonly given: Permissions | undefined;
  readonly caller: Job | undefined;
}

export interface Job {
  /** The name: `sweep`, or `publish / export` in a called workflow. */
  readonly name: string;
  readonly spec: JobSpec;
  readonly scope: Scope;
  readonly run: Run;
  state: 'waiting' | 'pending' | 'ready' | 'running' | 'calling' | 'done';
  conclusion: Conclusion | undefined;
  /** Why the job was refused or cancelled, or that only its decision was asked for. */
  why: string | undefined;
  permissions: Permissions;
  environment: string | undefined;
  /** The secrets that the job could read. */
  secrets: Readonly<Record<string, string>>;
  steps: readonly StepResult[];
  outputs: Readonly<Record<string, string>>;
  /** The address that the job shows for its environment. */
  address: string | undefined;
  /**
   * Were the job’s steps run? If the test asked only for the decision, they were not. A job that calls a workflow was
   * run if a job of that workflow was.
   */
  executed: boolean;
}

/** Returns the jobs that this job needs, in the same file. */
export function neededBy(job: Job): readonly Job[] {
  return job.run.jobs.filter(({ scope, spec }) => scope === job.scope && job.spec.needs.includes(spec.id));
}

/** Returns the `needs` context of a job. */
export function needsOf(job: Job): Mapping {
  return Object.fromEntries(
    neededBy(job).map(({ spec, conclusion, outputs }): [string, Value] => [
      spec.id,
      { result: conclusion ?? '', outputs: { ...outputs } },
    ]),
  );
}

/** Returns how the jobs that this job needs have ended. A skipped job stops this job as a failed job does. */
export function courseOf(job: Job): Course {
  const ended = neededBy(job).map(({ conclusion }) => conclusion);
  return {
    failed: ended.some((each) => each === 'failure' || each === 'skipped'),
    cancelled: ended.includes('cancelled'),
  };
}

/** Returns how several jobs together have ended. */
export function together(jobs: readonly Job[]): 'success' | 'failure' | 'cancelled' | 'skipped' {
  const ended = jobs.map(({ conclusion }) => conclusion);
  if (ended.includes('failure')) return 'failure';
  if (ended.includes('cancelled')) return 'cancelled';
  return ended.every((each) => each === 'skipped') ? 'skipped' : 'success';
}
