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
  /**
   * Moves the branch from a foreign commit back to the one that counts (R48); if the forge refuses that commit, to a
   * commit of `onto` with these files.
   */
  | {
      readonly do: 'set-back';
      readonly branch: string;
      readonly from: string;
      readonly oid: string;
      readonly onto: string;
      readonly files: readonly FileId[];
    }
  | { readonly do: 'reopen' }
  /**
   * Opens a pull request in place of one that was cut off (R1), from the commit that counts; if the forge refuses that
   * commit, from a commit of `onto` with these files.
   */
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
  /**
   * Brings a completed case to main (R34): a commit on `onto` that adds these files, with the judged commit `oid` as
   * second parent.
   */
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
