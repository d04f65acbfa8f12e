import type { Text } from '#domain/problem.ts';
import type { BranchBeginning } from '#engine/forge/branches.ts';
import type { RepositorySituation } from './read-situation.ts';

/** A call that fixes something: a route of GitHub's API, and its parameters besides owner and repo. */
export interface Call {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What `--apply` does about a finding. It is data, so that it can be printed, tested and applied. */
type Remedy =
  | { readonly do: 'call'; readonly calls: readonly Call[] }
  | { readonly do: 'begin-branch'; readonly beginning: BranchBeginning }
  /** Begins the branch again, since other people could write it until now. Then the calls protect the branch. */
  | { readonly do: 'protect-branch'; readonly beginning: BranchBeginning; readonly calls: readonly Call[] }
  | { readonly do: 'make-log-key' }
  /** Starts a workflow of main, which works after the command has ended. */
  | { readonly do: 'start-workflow'; readonly workflow: string }
  | { readonly do: 'write-app-page' };

export interface SetupFinding {
  /** An identifier in kebab-case, which never changes. */
  readonly code: string;
  /** `missing`: absent. `wrong`: present, but does not work. `weaker`: works, but allows what should be prevented. */
  readonly severity: 'missing' | 'wrong' | 'weaker';
  /** Whether the finding is only a hint, since an office may have a good reason for it: a city has one mayor. */
  readonly advisory?: true;
  readonly what: Text;
  /** What was found, in GitHub's words, absent if nothing was found. */
  readonly is?: string;
  readonly should?: string;
  /** What a person must do, if `--apply` cannot do it or needs it first. It is absent if `--apply` does everything. */
  readonly advice?: Text;
  readonly remedy?: Remedy;
  /** What the remedy did, if it did not fix the finding at once: a person or a workflow must act first. */
  readonly done?: Text;
  /** What a person must do if GitHub refuses the remedy, if that is more than to check the token. */
  readonly ifRefused?: Text;
}

/** The result of a rule: one finding, several, or none. */
type Found = SetupFinding | false | undefined | readonly Found[];

export type SetupRule = (situation: RepositorySituation) => Found;

/** Returns all findings of a rule, in its order. */
export const findingsIn = (found: Found): readonly SetupFinding[] =>
  isList(found) ? found.flatMap(findingsIn) : found ? [found] : [];

const isList = (found: Found): found is readonly Found[] => Array.isArray(found);

export const call = (route: string, parameters: Call['parameters'] = {}): Remedy => ({
  do: 'call',
  calls: [{ route, parameters }],
});
