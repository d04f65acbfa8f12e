import type { Instant } from '#domain/clock/instant.ts';

/** An account of the forge. `id` is 0 if the account no longer exists. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly kind: 'user' | 'bot' | 'ghost';
}

interface FactBase {
  readonly at: Instant;
  /** An id that is unique among facts of this kind, and the same each time the forge is read. */
  readonly id: string;
  /** The number by which facts of one kind and second are ordered (R14). A later push has a higher number. */
  readonly order: number;
  readonly actor: Account;
  readonly link?: string;
}

/** The branch was set to a commit. */
export interface PushFact extends FactBase {
  readonly kind: 'push';
  readonly head: string;
  /** The head before the push; zeros if the push made the branch. Absent if the forge does not record it. */
  readonly before?: string;
}

/** A change of a label, draft state or base, or the opening or reopening of the pull request. */
export interface LabelFact extends FactBase {
  readonly kind: 'label';
  readonly what: 'labeled' | 'unlabeled' | 'opened' | 'ready' | 'draft' | 'reopened' | 'based';
  readonly label?: string;
  readonly base?: { readonly from: string; readonly to: string };
}

/** A review. If it is dismissed later, it keeps its verdict. */
export interface ReviewFact extends FactBase {
  readonly kind: 'review';
  readonly verdict: 'approve' | 'changes' | 'comment';
  readonly body: string;
  /** The fields of the review that the journal has, if the original text is not known (R29). */
  readonly kept?: { readonly words: string; readonly result?: unknown };
  /** The commit that the forge shows for the review. A force-push may have changed it. */
  readonly commit: string | undefined;
  /** Set if the account that last changed the text is unknown, or is not the author's account (R19). */
  readonly editedByOther?: true;
}

export interface CloseFact extends FactBase {
  readonly kind: 'close';
  readonly merged: boolean;
  /** The branch into which the pull request was merged. */
  readonly into?: string;
}

/** The dismissal or edit of a review (R19). The journal notes it if the review was accepted. */
export interface NoticeFact extends FactBase {
  readonly kind: 'notice';
  readonly what: 'edited' | 'dismissed';
  /** The id of the review. */
  readonly about: string;
}

/** An action of a person on the forge, with the server's time (R14). Actions of the process are no facts. */
export type Fact = PushFact | LabelFact | ReviewFact | CloseFact | NoticeFact;

const RANK: Record<Fact['kind'], number> = { push: 0, label: 1, review: 2, close: 3, notice: 4 };

/** A place in the order of R14. */
export type Position = Pick<Fact, 'at' | 'kind' | 'order'>;

/** Orders facts by second, kind and number (R14). */
export function compareFacts(a: Position, b: Position): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return RANK[a.kind] - RANK[b.kind] || a.order - b.order;
}

/** Returns the position after every fact of a second, which is the position of a computed instant (R14). */
export const endOfSecond = (at: Instant): Position => ({ at, kind: 'notice', order: Number.MAX_SAFE_INTEGER });
