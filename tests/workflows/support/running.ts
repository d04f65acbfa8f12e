import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import type { Mapping } from './expressions.ts';
import type { Permissions } from './permissions.ts';
import type { Machine } from './settings.ts';
import type { StepSpec } from './workflow-file.ts';

export interface StepResult {
  readonly label: string;
  readonly conclusion: 'success' | 'failure' | 'skipped';
  /** Everything that the step printed, unmasked. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Artifacts of one run, by name: the file, which is empty for a folder, and the place where it is kept. */
export type Artifacts = Map<string, { readonly file: string; readonly kept: string }>;

export interface JobWork {
  readonly machine: Machine;
  readonly steps: readonly StepSpec[];
  readonly outputs: TemplateToken | undefined;
  /** All contexts except `steps`, `runner` and `env`, which belong to the job. */
  readonly named: Readonly<Record<string, Mapping>>;
  /** The variables GITHUB_* and the like. */
  readonly environment: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly token: string;
  readonly permissions: Permissions;
  readonly environmentName: string | undefined;
  /** The address that the job shows for its environment. It may name a step’s output. */
  readonly address: TemplateToken | undefined;
  /** The folder of this job alone. */
  readonly folder: string;
  readonly artifacts: Artifacts;
}

export interface JobResult {
  readonly conclusion: 'success' | 'failure';
  readonly steps: readonly StepResult[];
  readonly outputs: Readonly<Record<string, string>>;
  /** The address of the job’s environment. */
  readonly address: string | undefined;
}

/** A job with the folders that it has while it runs. */
export interface Running extends JobWork {
  readonly workspace: string;
  readonly temp: string;
}
