import type { Text } from '#domain/problem.ts';
import type { BranchBeginning } from '#engine/forge/branches.ts';
import type { RepositorySituation } from './read-situation.ts';

/** One call that puts something right: a route of GitHub's API, with its parameters besides owner and repo. */
export interface Call {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What `--apply` does about a finding. Data: it is printed, tested and applied alike. */
type Remedy =
  | { readonly do: 'call'; readonly calls: readonly Call[] }
  | { readonly do: 'begin-branch'; readonly beginning: BranchBeginning }
  /** What anybody could write until now begins anew before the calls close it. */
  | { readonly do: 'protect-branch'; readonly beginning: BranchBeginning; readonly calls: readonly Call[] }
  | { readonly do: 'make-log-key' }
  | { readonly do: 'write-app-page' };

export interface SetupFinding {
  /** Kebab-case and stable. */
  readonly code: string;
  /** Not there; there but so that it does not work; there and working, but open to what it should keep out. */
  readonly severity: 'missing' | 'wrong' | 'weaker';
  /** Worth knowing, but an office may well leave it so: a city has one mayor. */
  readonly advisory?: true;
  readonly what: Text;
  /** What was found, in GitHub's words; absent: nothing. */
  readonly is?: string;
  readonly should?: string;
  /** What a person does, where `--apply` cannot, or before it can; absent: `--apply` does all. */
  readonly advice?: Text;
  readonly remedy?: Remedy;
}

/** What a rule finds: one finding, several, or none. */
type Found = SetupFinding | false | undefined | readonly Found[];

export type SetupRule = (situation: RepositorySituation) => Found;

/** All findings of a rule, in its order. */
export const listed = (found: Found): readonly SetupFinding[] =>
  isList(found) ? found.flatMap(listed) : found ? [found] : [];

const isList = (found: Found): found is readonly Found[] => Array.isArray(found);

export const call = (route: string, parameters: Call['parameters'] = {}): Remedy => ({
  do: 'call',
  calls: [{ route, parameters }],
});
