import type { Instant } from '#domain/clock/instant.ts';
import type { Account } from './facts.ts';

/** Every case is a change of this branch (R8). */
export const MAIN_BRANCH = 'main';

/** Git prefers a tag to a branch of the same short name, and every writer can make tags. */
export const MAIN_REF = `refs/heads/${MAIN_BRANCH}`;

/** What the forge shows of a pull request, besides the facts. */
export interface PullView {
  /** Of the pull request that opened the case. */
  readonly number: number;
  readonly successor?: number;
  /** The pull request that was cut off, while it has no successor (R1). */
  readonly cutOff?: number;
  readonly nodeId: string;
  readonly title: string;
  readonly url: string;
  readonly branch: string;
  /** Of a closed one, at the close. */
  readonly head: string;
  /** Undefined where the branch is gone. */
  readonly branchHead: string | undefined;
  readonly base: string;
  /** At the forge's last look. */
  readonly baseHead: string;
  readonly baseExists: boolean;
  /** By id: its name may be a tag's. */
  readonly main: string;
  /** From a fork: never a case. */
  readonly foreign: boolean;
  readonly draft: boolean;
  readonly state: 'open' | 'closed' | 'merged';
  /** Of the case, also on its successor. */
  readonly opener: Account;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly labels: readonly string[];
  readonly requested: readonly string[];
  /** The process's status on the head. */
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
    /** Changed last by another account, or by an unknown one. */
    readonly isDefaced?: true;
  }[];
  /** The first hundred of `fileCount`. With more, any may lie under `requests/` (R8). */
  readonly files: readonly { readonly path: string; readonly status: 'added' | 'modified' | 'removed' | 'renamed' }[];
  readonly fileCount: number;
}
