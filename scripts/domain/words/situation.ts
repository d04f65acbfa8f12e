import type { Punctuality } from '#domain/case/on-time.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Allowance } from '#domain/clock/working-days.ts';
import type { Row } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import type { Joiner } from './language.ts';

/**
 * Where a case stands, in the terms of the sentences and of nothing else. What the public may not see (R11) is simply
 * absent, and the sentence then says less.
 */
export type Situation = Waiting | Event | Ending | RunError;

/** Where in the procedure: "langkah 3 dari 10, putaran ke-2". */
export interface RowPlace {
  readonly row: Row;
  readonly rows: number;
  /** Which visit to the step; from the second on it is said. */
  readonly visit?: number;
}

/** Who opened the case, as its procedure calls them (R39); absent: the applicant. */
interface Opened {
  readonly opener?: Text;
}

/** A deadline as far as sentences need it; the rest explains it (R23). */
export interface Due extends Pick<Allowance, 'due' | 'clock' | 'closedHours' | 'limit' | 'carried' | 'extensions'> {
  /** Office clock: the working days counted, local dates. */
  readonly countedDays?: readonly string[];
}

/** Somebody's turn. */
export interface Waiting extends RowPlace, Opened {
  readonly kind: 'waiting';
  readonly withApplicant: boolean;
  /** Names of the roles on turn; none with the applicant, and where they are not public. */
  readonly who: readonly Text[];
  readonly joiner: Joiner;
  /** The step's phrase, after "Menunggu {P}" / "Waiting for {P} to". */
  readonly short?: Text;
  /** Absent: no limit. */
  readonly deadline?: Due;
  /** Where the visit's clock begins later than the act that led to it (R20). */
  readonly begins?: Instant;
  /** Where several must approve and some have (R5). */
  readonly approvals?: {
    readonly given: number;
    readonly needed: number;
    readonly missing: readonly Text[];
    readonly joiner: Joiner;
  };
  /** true: the journal already holds that the time has passed; for texts made without a clock. */
  readonly overdue?: boolean;
  /** Times over several steps that run or are paused (R44). */
  readonly spans?: readonly WaitingSpan[];
  /** Times that have passed without a decision (R44). */
  readonly noDecisions?: readonly NoDecision[];
  /** What led here, where that needs a sentence of its own. */
  readonly after?: Event;
}

/** A time over several steps, under the name that the procedure gives it. */
export interface WaitingSpan {
  readonly name: Text;
  readonly deadline: Due;
  /** Present: it stands still, and so much is left, in seconds of its clock's own time. */
  readonly left?: number | undefined;
  /** Since when it runs or stands still; absent where only the index was read. */
  readonly since?: Instant | undefined;
  readonly overdue: boolean;
}

/** That a time has passed without a decision: what the procedure says that means, and what the opener may now start. */
export interface NoDecision {
  readonly words: Text;
  readonly opens: readonly Text[];
}

/** What happened, told before whose turn it is. */
export type Event =
  | { readonly kind: 'submission-refused'; readonly count: number }
  | (RowPlace & Opened & { readonly kind: 'returned'; readonly by?: Text; readonly reason?: string })
  | (RowPlace & Opened & { readonly kind: 'passed-on'; readonly by?: Text })
  /** In the procedure's words. */
  | { readonly kind: 'led'; readonly row: Row; readonly because: Text }
  /** `postponed`: another time was asked for (R53). */
  | (Opened & { readonly kind: 'superseded'; readonly lost: number; readonly row: Row; readonly postponed?: true })
  | { readonly kind: 'time-passed'; readonly row: Row; readonly to: Row };

/** How a case ended. */
export type Ending =
  | { readonly kind: 'rejected'; readonly at: Instant; readonly by?: Text; readonly reason?: string }
  | (Opened & { readonly kind: 'withdrawn'; readonly at: Instant })
  | (Named & Why & { readonly kind: 'refused'; readonly at: Instant; readonly by?: Text })
  | (Named & Why & { readonly kind: 'failed' | 'lapsed'; readonly at: Instant; readonly row: Row })
  | (Named & {
      readonly kind: 'completed';
      readonly at: Instant;
      /** From the first submission, wall time. */
      readonly seconds: number;
      readonly punctual?: Punctuality;
    })
  | { readonly kind: 'abandoned' | 'ended-outside'; readonly at: Instant; readonly name?: string }
  /** A narrowed case: the public is not told how (R11). */
  | { readonly kind: 'ended'; readonly at: Instant };

/** What the procedure calls an end (R43): said instead of our word. */
interface Named {
  readonly as?: Text;
}

interface Why {
  /** Which somebody typed. */
  readonly reason?: string;
  /** In the procedure's words: said instead. */
  readonly because?: Text;
}

/** The case cannot be read or decided (R31). */
interface RunError {
  readonly kind: 'error';
  readonly cause: Text;
}

/** A rung of the ladder (R22), as it is told. */
export interface EscalationLevel {
  readonly share: number;
  readonly action: 'remind' | 'overdue' | 'superior';
  /** Names of the roles that are told. */
  readonly notified: readonly Text[];
  /** Of its own visit. */
  readonly deadline: Due;
  /** The rung's planned instant. */
  readonly at: Instant;
  /** What the procedure calls the span whose rung it is (R44). */
  readonly span?: Text;
}

const ENDINGS = [
  'rejected',
  'withdrawn',
  'refused',
  'failed',
  'lapsed',
  'completed',
  'abandoned',
  'ended-outside',
  'ended',
];

export const isEnding = (situation: Situation): situation is Ending => ENDINGS.includes(situation.kind);
