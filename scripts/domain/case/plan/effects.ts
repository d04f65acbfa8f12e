import type { FileId } from '../state/content.ts';

/** A change that the process wants on the forge (R30): only differences, so applying it twice changes nothing more. */
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
  /** Moves the branch back to the commit that counts (R48), or to one of `onto` with these files if that is refused. */
  | {
      readonly do: 'set-back';
      readonly branch: string;
      readonly from: string;
      readonly oid: string;
      readonly onto: string;
      readonly files: readonly FileId[];
    }
  | { readonly do: 'reopen' }
  /** Opens a successor of a pull request that was cut off (R1), from the commit that counts, or from one like it. */
  | {
      readonly do: 'open-successor';
      readonly branch: string;
      /** Undefined where the branch is gone. */
      readonly from: string | undefined;
      readonly oid: string;
      readonly onto: string;
      readonly files: readonly FileId[];
      readonly title: string;
      readonly body: string;
      /** The pull request that was cut off. In `comment`, {@link SUCCESSOR} is replaced by the new number. */
      readonly old: number;
      readonly comment: string;
    }
  | { readonly do: 'base' }
  /** Merges a completed case (R34): a commit on `onto` with these files; its second parent is the judged commit. */
  | {
      readonly do: 'merge';
      readonly oid: string;
      readonly onto: string;
      readonly title: string;
      readonly files: readonly FileId[];
    }
  | { readonly do: 'close' };

export type StatusState = 'error' | 'failure' | 'pending' | 'success';

/** Replaced by the successor's number once it has one. */
export const SUCCESSOR = '{successor}';
