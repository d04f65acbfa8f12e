import type { Instant } from '#domain/clock/instant.ts';

/** An account of the forge; `id` 0: it no longer exists. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly kind: 'user' | 'bot' | 'ghost';
}

interface FactBase {
  readonly at: Instant;
  /** Unique within its kind, and the same in every reading. */
  readonly id: string;
  /** Ascending within its kind. */
  readonly order: number;
  readonly actor: Account;
  readonly link?: string;
}

/** The branch was set to a commit. */
export interface PushFact extends FactBase {
  readonly kind: 'push';
  readonly head: string;
  /** Where the branch was before; zeros where there was none. Absent where the forge does not say it. */
  readonly before?: string;
}

/** A label was set or removed, or the pull request was opened, reopened, made ready or draft, or given another base. */
export interface LabelFact extends FactBase {
  readonly kind: 'label';
  readonly what: 'labeled' | 'unlabeled' | 'opened' | 'ready' | 'draft' | 'reopened' | 'based';
  readonly label?: string;
  readonly base?: { readonly from: string; readonly to: string };
}

/** A dismissed review keeps its verdict. */
export interface ReviewFact extends FactBase {
  readonly kind: 'review';
  readonly verdict: 'approve' | 'changes' | 'comment';
  readonly body: string;
  /** Where the original text is not known: what the journal has of it (R29). */
  readonly kept?: { readonly words: string; readonly result?: unknown };
  /** As the forge shows it; a force-push may have changed that. */
  readonly commit: string | undefined;
  /** Somebody other than its author changed the text last, or may have (R19). */
  readonly editedByOther?: true;
}

export interface CloseFact extends FactBase {
  readonly kind: 'close';
  readonly merged: boolean;
  readonly into?: string;
}

/** A review was dismissed or edited (R19): flagged in the journal if it had been accepted. */
export interface NoticeFact extends FactBase {
  readonly kind: 'notice';
  readonly what: 'edited' | 'dismissed';
  readonly about: string;
}

/** What a person did on the forge, with the server's time (R14). Acts of the process are no facts. */
export type Fact = PushFact | LabelFact | ReviewFact | CloseFact | NoticeFact;

const RANK: Record<Fact['kind'], number> = { push: 0, label: 1, review: 2, close: 3, notice: 4 };

/** Place in the order of R14. */
export type Position = Pick<Fact, 'at' | 'kind' | 'order'>;

/** Order of facts (R14): by second, kind, number. */
export function compareFacts(a: Position, b: Position): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return RANK[a.kind] - RANK[b.kind] || a.order - b.order;
}

/** After every fact of a second: the place of computed instants (R14). */
export const endOfSecond = (at: Instant): Position => ({ at, kind: 'notice', order: Number.MAX_SAFE_INTEGER });
