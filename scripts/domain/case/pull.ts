import type { Instant } from '#domain/clock/instant.ts';
import type { Account } from './facts.ts';

/** The branch that holds requests and configuration: every case is a change of it (R8). */
export const MAIN_BRANCH = 'main';

/** Its full name. By the short one git finds a tag before it finds the branch, and whoever may write makes tags. */
export const MAIN_REF = `refs/heads/${MAIN_BRANCH}`;

/** What the forge shows of a pull request, beside the facts: what the planner compares with. */
export interface PullView {
  /** The case's: of the pull request that opened it. */
  readonly number: number;
  /** The pull request on which it is decided by now, where the first one was cut off (R1). */
  readonly successor?: number;
  /** The pull request that was cut off, where no other has taken its place yet (R1). */
  readonly cutOff?: number;
  /** The forge's own opaque id, for calls that want it. */
  readonly nodeId: string;
  readonly title: string;
  readonly url: string;
  readonly branch: string;
  /** The head as it stands; of a closed one, as it stood at the close. */
  readonly head: string;
  /** Where the branch itself stands; undefined where it is gone. */
  readonly branchHead: string | undefined;
  readonly base: string;
  /** Where the base stood when the pull request was last looked at by the forge, and whether its branch is there. */
  readonly baseHead: string;
  readonly baseExists: boolean;
  /** Where main stood when this was read. Its name may be a tag's, its commit's id is nothing else. */
  readonly main: string;
  /** From another repository (a fork): never a case. */
  readonly foreign: boolean;
  readonly draft: boolean;
  readonly state: 'open' | 'closed' | 'merged';
  /** Of a case always who opened it, whoever opened its successor. */
  readonly opener: Account;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly labels: readonly string[];
  /** Logins whose review is asked for. */
  readonly requested: readonly string[];
  /** The process's own status on the head, by its context. */
  readonly status:
    { readonly state: string; readonly description: string; readonly url: string | undefined } | undefined;
  /** Reviews with a verdict, and whether each stands. */
  readonly reviews: readonly {
    readonly id: number;
    readonly dismissed: boolean;
    readonly verdict: 'approve' | 'changes' | 'comment';
  }[];
  /** Comments of the process itself, oldest first. */
  readonly ownComments: readonly {
    readonly id: number;
    readonly body: string;
    /** Another account, or one that is not known, has changed it last: it is not the process's word. */
    readonly isDefaced?: true;
  }[];
  /**
   * Paths that differ from the base, at the head: the first hundred of `fileCount`. Where there are more, whether any
   * lies under `requests/` is not known, so that such a pull request is never "no case" (R8).
   */
  readonly files: readonly { readonly path: string; readonly status: 'added' | 'modified' | 'removed' | 'renamed' }[];
  readonly fileCount: number;
}
