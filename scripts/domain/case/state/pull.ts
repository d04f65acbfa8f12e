import type { Instant } from '#domain/clock/instant.ts';
import type { Account } from './facts.ts';

/** The branch that receives the requests of cases (R8). */
export const MAIN_BRANCH = 'main';

/** The full name of main. For a short name, git prefers a tag to a branch, and everybody who can push can make tags. */
export const MAIN_REF = `refs/heads/${MAIN_BRANCH}`;

/** The branch of the successor of a case, if the forge does not make the branch of the case again (R1). */
export const successorBranch = (number: number): string => `lanjutan-${number}`;

/** The data of the forge about a pull request, in addition to the facts. */
export interface PullView {
  /** The number of the pull request that opened the case. */
  readonly number: number;
  readonly successor?: number;
  /** The pull request that was cut off, while it has no successor (R1). */
  readonly cutOff?: number;
  readonly nodeId: string;
  readonly title: string;
  readonly url: string;
  readonly branch: string;
  /** The head of the pull request; if it is closed, its head at the close. */
  readonly head: string;
  /** The present head of the branch; undefined if the branch was deleted. */
  readonly branchHead: string | undefined;
  readonly base: string;
  /** The head of the base when the forge last updated the pull request. */
  readonly baseHead: string;
  readonly baseExists: boolean;
  /** The commit of main by its id, since a tag may also be called `main`. */
  readonly main: string;
  /** Is the pull request from a fork? Then it is never a case. */
  readonly foreign: boolean;
  readonly draft: boolean;
  readonly state: 'open' | 'closed' | 'merged';
  /** The opener of the case, also on a successor. */
  readonly opener: Account;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly labels: readonly string[];
  readonly requested: readonly string[];
  /** The status that the process set on the head. */
  readonly status:
    { readonly state: string; readonly description: string; readonly url: string | undefined } | undefined;
  readonly reviews: readonly {
    readonly id: number;
    readonly dismissed: boolean;
    readonly verdict: 'approve' | 'changes' | 'comment';
  }[];
  /** Comments of the process, oldest first. */
  readonly ownComments: readonly {
    readonly id: number;
    readonly body: string;
    /** Set if the comment was last changed by another account, or by an unknown one. */
    readonly isDefaced?: true;
  }[];
  /** The first hundred changed files. If `fileCount` is higher, any other file may be under `requests/` (R8). */
  readonly files: readonly { readonly path: string; readonly status: 'added' | 'modified' | 'removed' | 'renamed' }[];
  readonly fileCount: number;
}
