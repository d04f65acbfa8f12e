import type { FileId } from './content.ts';

/**
 * What the process wants to change on the forge (R30). The planner names only differences, so
 * carrying out the same plan twice changes nothing the second time.
 */
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
   * Sets the branch back from a foreign commit, and from no other, to the one that counts (R48). Where the forge refuses that
   * one, to a commit of `onto` with these files added.
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
   * Opens a pull request in the place of one that was cut off (R1), from the branch set on the commit that counts. Where the forge
   * refuses that one, on a commit of `onto` with these files added.
   */
  | {
      readonly do: 'open-successor';
      readonly branch: string;
      /** Where the branch stands; undefined where it is gone. */
      readonly from: string | undefined;
      readonly oid: string;
      readonly onto: string;
      readonly files: readonly FileId[];
      readonly title: string;
      readonly body: string;
      /** The pull request that was cut off, and what is written there, {@link SUCCESSOR} standing for the new one. */
      readonly old: number;
      readonly comment: string;
    }
  /** Points the pull request at main again (R8). */
  | { readonly do: 'base' }
  /**
   * Brings a completed case to main (R34): one commit on top of `onto`, whose tree is that of `onto` with these files
   * added, and whose second parent is the judged commit `oid`.
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

/** What stands for the number of a successor in a text that is written before it has one. */
export const SUCCESSOR = '{successor}';
