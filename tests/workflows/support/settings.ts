import type { EmbeddedForge } from '#embedded/forge/start-forge.ts';
import { type Permissions, RESTRICTED } from './permissions.ts';

/** An environment, as the repository’s settings have it. */
export interface Environment {
  /**
   * The branches that may use the environment. Undefined means any ref; for the environment of the process it must never
   * be undefined.
   */
  readonly branches: readonly string[] | undefined;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The repository’s settings for workflows. */
export interface Settings {
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly environments: Readonly<Record<string, Environment>>;
  /** The permissions of a token whose workflow names none. */
  readonly defaults: Permissions;
}

export const NO_SETTINGS: Settings = { variables: {}, secrets: {}, environments: {}, defaults: RESTRICTED };

/** A machine that runs jobs, and the forge for which it works. */
export interface Machine {
  readonly forge: EmbeddedForge;
  /** The forge’s clock, which the jobs’ clocks follow. */
  readonly now: () => string;
  /** The seconds by which the jobs’ clock is wrong. */
  readonly wrongBy?: number;
  /** A folder for workspaces and other files. */
  readonly folder: string;
}
