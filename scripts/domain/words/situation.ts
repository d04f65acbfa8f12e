import type { Punctuality } from '#domain/case/course/passage.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Allowance } from '#domain/clock/working-days.ts';
import type { Row } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import type { Joiner } from './language.ts';

/** The state of a case, for sentences only. What is not public is absent (R11). */
export type Situation = Waiting | Event | Ending | { readonly kind: 'error'; readonly cause: Text };

/** The place of a case in its procedure: "langkah 3 dari 10, putaran ke-2". */
export interface RowPlace {
  readonly row: Row;
  readonly rows: number;
  /** The number of the visit, which is shown from the second visit on. */
  readonly visit?: number;
}

/** The procedure's word for the opener; without it, the opener is called the applicant (R39). */
interface Opened {
  readonly opener?: Text;
}

export interface Due extends Pick<Allowance, 'due' | 'clock' | 'closedHours' | 'limit' | 'carried' | 'extensions'> {
  /** The local dates that count, if the clock is an office clock. */
  readonly countedDays?: readonly string[];
}

export interface Waiting extends RowPlace, Opened {
  readonly kind: 'waiting';
  readonly withApplicant: boolean;
  /** The roles or persons on turn; empty while the case is with the applicant, and if they are not public. */
  readonly who: readonly Text[];
  readonly joiner: Joiner;
  readonly short?: Text;
  readonly deadline?: Due;
  /** The start of the visit's time, if it is later than the opening of the visit (R20). */
  readonly begins?: Instant;
  readonly approvals?: {
    readonly given: number;
    readonly needed: number;
    readonly missing: readonly Text[];
    readonly joiner: Joiner;
  };
  /** Does the journal say that the visit is overdue (R22)? */
  readonly overdue?: boolean;
  readonly spans?: readonly WaitingSpan[];
  readonly noDecisions?: readonly NoDecision[];
  /** What led the case to this step; absent if it was an ordinary Approve or a submission. */
  readonly after?: Event;
}

export interface WaitingSpan {
  readonly name: Text;
  readonly deadline: Due;
  /** The seconds that are left by the clock of the span, if the span is paused. */
  readonly left?: number | undefined;
  /** The instant since which the span runs or is paused; absent if only the index was read. */
  readonly since?: Instant | undefined;
  readonly overdue: boolean;
}

/** The procedure's words for the time that passed, and the titles of the procedures that may now be started. */
export interface NoDecision {
  readonly words: Text;
  readonly opens: readonly Text[];
}

export type Event =
  | { readonly kind: 'submission-refused'; readonly count: number }
  | (RowPlace & Opened & { readonly kind: 'returned'; readonly by?: Text; readonly reason?: string })
  | (RowPlace & Opened & { readonly kind: 'passed-on'; readonly by?: Text })
  | { readonly kind: 'led'; readonly row: Row; readonly because: Text }
  | (Opened & { readonly kind: 'superseded'; readonly lost: number; readonly row: Row; readonly postponed?: true })
  | { readonly kind: 'time-passed'; readonly row: Row; readonly to: Row };

export type Ending =
  | { readonly kind: 'rejected'; readonly at: Instant; readonly by?: Text; readonly reason?: string }
  | (Opened & { readonly kind: 'withdrawn'; readonly at: Instant })
  | (Named & Why & { readonly kind: 'refused'; readonly at: Instant; readonly by?: Text })
  | (Named & Why & { readonly kind: 'failed' | 'lapsed'; readonly at: Instant; readonly row: Row })
  | (Named & {
      readonly kind: 'completed';
      readonly at: Instant;
      readonly seconds: number;
      readonly punctual?: Punctuality;
    })
  | { readonly kind: 'abandoned' | 'ended-outside'; readonly at: Instant; readonly name?: string }
  /** The end of a restricted case (R11). */
  | { readonly kind: 'ended'; readonly at: Instant };

interface Named {
  readonly as?: Text;
}

interface Why {
  readonly reason?: string;
  readonly because?: Text;
}

export interface EscalationLevel {
  readonly share: number;
  readonly action: 'remind' | 'overdue' | 'superior';
  readonly notified: readonly Text[];
  /** The deadline of the visit or, with `span`, of the span in which the level was reached. */
  readonly deadline: Due;
  readonly at: Instant;
  /** The words of the span; absent if the level is one of the visit's own ladder (R44). */
  readonly span?: Text;
}

const EVENTS = ['submission-refused', 'returned', 'passed-on', 'led', 'superseded', 'time-passed'];

export const isEvent = (situation: Situation): situation is Event => EVENTS.includes(situation.kind);

export const isEnding = (situation: Situation): situation is Ending =>
  !isEvent(situation) && situation.kind !== 'waiting' && situation.kind !== 'error';
