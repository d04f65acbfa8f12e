import type { EmbeddedForge } from '#embedded/forge/start-forge.ts';
import { type Permissions, RESTRICTED } from './permissions.ts';

/** An environment, as the repository's settings have it. */
export interface Environment {
  /** Branches that may use it; undefined: any ref may, which the process's environment must never allow. */
  readonly branches: readonly string[] | undefined;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What the repository's settings give to workflows. */
export interface Settings {
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly environments: Readonly<Record<string, Environment>>;
  /** Permissions of a token whose workflow names none. */
  readonly defaults: Permissions;
}

export const NO_SETTINGS: Settings = { variables: {}, secrets: {}, environments: {}, defaults: RESTRICTED };

/** A machine that runs jobs, and the forge that it works for. */
export interface Machine {
  readonly forge: EmbeddedForge;
  /** The forge's clock, which the jobs' clock follows. */
  readonly now: () => string;
  /** Seconds by which the jobs' clock goes wrong. */
  readonly wrongBy?: number;
  /** A folder for workspaces and the like. */
  readonly folder: string;
}
