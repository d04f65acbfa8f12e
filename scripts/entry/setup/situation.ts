import type { Config } from '#domain/case/state/config.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Holder } from '#domain/generated/roles.ts';
import type { Problem, Text } from '#domain/problem.ts';
import type { ProcessLabel } from '#domain/words/labels.ts';
import type { Ruleset } from './rulesets.ts';

/** What was asked for, or in which words GitHub refused it: the plan does not have it, or the token may not. */
export type GitHubReading<T> = { readonly value: T } | { readonly refused: RefusedQuestion };

export interface RefusedQuestion {
  readonly status: number;
  readonly message: string;
}

export interface Environment {
  /** Only branches of these names may use it; undefined: any branch may. */
  readonly branches: readonly { readonly id: number; readonly name: string }[] | undefined;
  /** Somebody must confirm each run, or it waits: the process cannot work so. */
  readonly waits: boolean;
  readonly secrets: readonly string[];
}

export interface GitHubApp {
  readonly id: number;
  readonly slug: string;
  /** Undefined: GitHub does not show this App to this token, as may be with a private one. */
  readonly permissions: Readonly<Record<string, string>> | undefined;
}

export interface Collaborator {
  readonly id: number;
  readonly login: string;
  /** May approve, request changes and close. */
  readonly mayAct: boolean;
  /** May push branches, and so open requests and change other people's. */
  readonly mayWrite: boolean;
}

/** A workflow, as GitHub keeps it. */
export interface Workflow {
  /** Of its file, without folder. */
  readonly name: string;
  /** `active`, or how it was stopped: `disabled_manually`, `disabled_inactivity`, `disabled_fork`, `deleted`. */
  readonly state: string;
}

/** A run of a workflow, one of the newest. */
export interface WorkflowRun {
  /** Of its file, from the repository's root. */
  readonly path: string;
  readonly event: string;
  /** Of a pull request's runs: the branch of the request. */
  readonly branch: string;
  readonly isRunning: boolean;
  readonly started: Instant;
}

/** How the clock is looked at: by runs of one workflow. */
export interface ScheduledRuns {
  /** When the last run that went well began; undefined: there was none. */
  readonly last: Instant | undefined;
  /** Who last changed that workflow's file; undefined: nobody whom GitHub knows. */
  readonly committer: { readonly id: number; readonly login: string } | undefined;
}

/** A role of the office, with who holds it today. */
export interface RoleToday {
  readonly role: string;
  readonly name: { readonly id: string; readonly en: string };
  readonly holders: readonly Holder[];
}

/** The site as GitHub publishes it. */
export interface PagesSite {
  /** What it is made of, in GitHub's words: `build_type: workflow`, `build_type: legacy, source: site /`. */
  readonly source: string;
  readonly url: string;
  readonly isPublic: boolean;
  /** The domain of its own; undefined: the owner's other sites lie at the same origin. */
  readonly domain: string | undefined;
}

/** Everything of a repository that the plan looks at. Data only: the plan reads nothing itself. */
export interface RepositorySituation {
  /** When it was read. */
  readonly now: Instant;
  readonly owner: string;
  readonly repo: string;
  /** Who runs the set-up. */
  readonly login: string;
  /** `Organization` or `User`. */
  readonly ownedBy: string;
  /** What every member of the organisation may do in its repositories: `none`, `read`, `write`, `admin`; undefined: not shown. */
  readonly basePermission: string | undefined;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly mergeCommits: boolean;
  readonly autoMerge: boolean;
  readonly config: { readonly config: Config } | { readonly problems: readonly Problem[] };
  readonly roles: readonly RoleToday[];
  readonly collaborators: readonly Collaborator[];
  readonly codeowners: { readonly text: string; readonly blob: string } | undefined;
  /** What GitHub finds wrong in it: an owner that does not exist, or may not write. */
  readonly codeownerErrors: readonly string[];
  readonly actions: { readonly enabled: boolean; readonly allowed: string | undefined };
  readonly token: { readonly writes: boolean; readonly approves: boolean };
  /** What runs of forks are given; undefined: GitHub keeps no such setting here. */
  readonly forks: { readonly write: boolean; readonly secrets: boolean } | undefined;
  /** Only some may dismiss reviews on main, by a classic protection. */
  readonly dismissalsRestricted: boolean;
  readonly workflows: readonly Workflow[];
  /** Files of workflows on main, without folder. */
  readonly workflowsOnMain: readonly string[];
  readonly runs: readonly WorkflowRun[];
  readonly scheduledRuns: ScheduledRuns;
  readonly labels: readonly ProcessLabel[];
  readonly environment: GitHubReading<Environment | undefined>;
  readonly pagesEnvironment: GitHubReading<Environment | undefined>;
  /** Names of secrets that every branch's workflow can read. */
  readonly repositorySecrets: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** The process's App; undefined: not known, or not visible to this token. */
  readonly app: GitHubApp | undefined;
  readonly pages: GitHubReading<PagesSite | undefined>;
  /** The domain that main names for the site; undefined: none. */
  readonly namedDomain: string | undefined;
  /** Where main says that the site is, or what is wrong with how it says so. */
  readonly site: { readonly address: string } | { readonly fault: Text };
  /** Whether there is the branch that the site is published from. */
  readonly siteBranch: boolean;
  readonly register: { readonly exists: boolean; readonly sharesHistory: boolean };
  readonly rulesets: GitHubReading<readonly Ruleset[]>;
}
