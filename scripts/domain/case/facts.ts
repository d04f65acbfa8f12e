import type { Instant } from '#domain/clock/instant.ts';

/** An account as the forge names it; `id` 0 is an account that no longer exists. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly kind: 'user' | 'bot' | 'ghost';
}

interface FactBase {
  /** The server's time. */
  readonly at: Instant;
  /** Unique within its kind, stable over readings. */
  readonly id: string;
  /** Ascending within its kind: an activity or review number, or the place in the pull request's timeline. */
  readonly order: number;
  readonly actor: Account;
  readonly link?: string;
}

/** The branch came to stand at a commit. */
export interface PushFact extends FactBase {
  readonly kind: 'push';
  readonly head: string;
  /** The commit at which the branch stood before, where the forge tells it; zeros where there was no branch. */
  readonly before?: string;
}

/**
 * A label was set or removed, or the pull request was opened, reopened, taken in or out of draft, or pointed at another
 * base.
 */
export interface LabelFact extends FactBase {
  readonly kind: 'label';
  readonly what: 'labeled' | 'unlabeled' | 'opened' | 'ready' | 'draft' | 'reopened' | 'based';
  readonly label?: string;
  /** Of `based`: the branches that it was and is to be merged into. */
  readonly base?: { readonly from: string; readonly to: string };
}

/** A review with a verdict, or a comment-only one. A dismissed review keeps the verdict that it had. */
export interface ReviewFact extends FactBase {
  readonly kind: 'review';
  readonly verdict: 'approve' | 'changes' | 'comment';
  readonly body: string;
  /**
   * Where the text is not known as it was sent, what a journal keeps of it (R29): the digest of gesture and text, and
   * perhaps the result as it was read.
   */
  readonly kept?: { readonly words: string; readonly result?: unknown };
  /** The commit that the forge shows for it; after a force-push that may be another one than it was made on. */
  readonly commit: string | undefined;
  /** Its text was last changed by an account that is not known to be its author's (R19). */
  readonly editedByOther?: true;
}

/** The pull request was closed, or merged. */
export interface CloseFact extends FactBase {
  readonly kind: 'close';
  readonly merged: boolean;
  /** Of a merge: the branch that it came to. */
  readonly into?: string;
}

/** A review was dismissed or edited (R19): flagged in the journal if it had been accepted, and nothing else. */
export interface NoticeFact extends FactBase {
  readonly kind: 'notice';
  readonly what: 'edited' | 'dismissed';
  /** Id of the review. */
  readonly about: string;
}

/** What a person did on the forge, with a server's timestamp (R14). What the process itself did is no fact. */
export type Fact = PushFact | LabelFact | ReviewFact | CloseFact | NoticeFact;

const RANK: Record<Fact['kind'], number> = { push: 0, label: 1, review: 2, close: 3, notice: 4 };

/** Where a fact stands in the order of R14. */
export type Position = Pick<Fact, 'at' | 'kind' | 'order'>;

/**
 * Order of facts (R14): second, then kind (push, label, review, close, notice), then number.
 * @returns negative where `a` comes first
 */
export function compareFacts(a: Position, b: Position): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return RANK[a.kind] - RANK[b.kind] || a.order - b.order;
}

/** After every fact of a second: where its computed instants stand (R14). */
export const endOfSecond = (at: Instant): Position => ({ at, kind: 'notice', order: Number.MAX_SAFE_INTEGER });
