import type { FileId } from '../state/content.ts';

/** A change that the process makes on the forge (R30). */
export type Effect =
  | {
      readonly do: 'status';
      readonly oid: string;
      readonly state: StatusState;
      readonly description: string;
      readonly url: string | undefined;
    }
  | { readonly do: 'labels'; readonly labels: readonly string[] }
  | { readonly do: 'comment'; readonly body: string }
  | { readonly do: 'edit-comment'; readonly id: number; readonly body: string }
  | { readonly do: 'request-reviews'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly do: 'dismiss'; readonly review: number; readonly message: string }
  | { readonly do: 'ready' }
  | { readonly do: 'restore-branch'; readonly branch: string; readonly oid: string; readonly exists: boolean }
  /**
   * Moves the branch to the valid commit (R48). If there is none, or the forge refuses it, moves the branch to a commit on
   * `onto` with `files`.
   */
  | {
      readonly do: 'set-back';
      readonly branch: string;
      /** The present head of the branch; undefined if the branch was deleted. */
      readonly from: string | undefined;
      readonly oid: string | undefined;
      readonly onto: string;
      readonly files: readonly FileId[];
    }
  | { readonly do: 'reopen' }
  /**
   * Opens a successor of a pull request that was cut off (R1). The branch is set to the valid commit, or to a commit on
   * `onto` with the same files.
   */
  | {
      readonly do: 'open-successor';
      readonly branch: string;
      /** The present head of the branch; undefined if the branch was deleted. */
      readonly from: string | undefined;
      readonly oid: string;
      readonly onto: string;
      readonly files: readonly FileId[];
      readonly title: string;
      readonly body: string;
      /** The number of the pull request that was cut off. */
      readonly old: number;
      /** The comment on the old pull request, with {@link SUCCESSOR} in place of the new number. */
      readonly comment: string;
    }
  | { readonly do: 'base' }
  /**
   * Merges a completed case (R34) by a commit on `onto` with these files. The second parent is the judged commit or, if
   * there is none, the commit to which the branch was set before.
   */
  | {
      readonly do: 'merge';
      readonly oid: string | undefined;
      readonly onto: string;
      readonly message: string;
      readonly files: readonly FileId[];
    }
  | { readonly do: 'close' };

export type StatusState = 'error' | 'failure' | 'pending' | 'success';

/** The placeholder for the number of a successor, which the forge gives when the successor is opened. */
export const SUCCESSOR = '{successor}';
