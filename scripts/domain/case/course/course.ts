import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import type { Deadline, Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { rowCount } from '#domain/procedure/steps.ts';
import { given } from '#domain/request/given.ts';
import { approvalOf, type Progress, progressOf } from '../state/parties.ts';
import { type SpansOfCourse, spanRunsOf, spansOfRuns } from '../state/span-runs.ts';
import { voids } from '../state/voided.ts';
import {
  approvalsOf,
  type InRole,
  isOverdue,
  type Passage,
  type PassageEntry,
  passagesOf,
  type Punctuality,
  punctualityOf,
} from './passage.ts';

/** The course of a case: whose turn it is and why, or how it ended. All texts about a case are made from it (R35). */
export type Course = CurrentCourse | EndedCourse;

export interface CurrentCourse extends SpansOfCourse {
  readonly is: 'current';
  /** The highest row number of the procedure. */
  readonly rows: number;
  /** The current step; absent if it is not public (R11). */
  readonly step?: string;
  readonly row: Passage['row'];
  readonly visit: number;
  readonly withApplicant: boolean;
  readonly deadline?: Pick<Deadline, 'due' | 'clock'>;
  /** The start of the visit's time, if it is later than the opening of the visit (R20). */
  readonly begins?: Instant;
  /** Does the journal say that the visit is overdue (R22)? */
  readonly overdue: boolean;
  /** The progress of the visit; absent on the applicant's turn, and if it is not public. */
  readonly progress?: Progress;
  readonly cause?: Cause;
}

/** The reason why the case is in its current visit. After an ordinary step forward, there is no cause. */
export type Cause =
  /** @property count number of problems */
  | { readonly kind: 'submission-refused'; readonly count: number }
  | (InRole & {
      readonly kind: 'returned';
      readonly row: Passage['row'];
      readonly visit: number;
      readonly reason?: string;
    })
  | (InRole & { readonly kind: 'passed-on'; readonly row: Passage['row']; readonly visit: number })
  | { readonly kind: 'led'; readonly row: Passage['row']; readonly because: Text }
  /** @property lost number of approvals that no longer count (R18) */
  | {
      readonly kind: 'superseded';
      readonly lost: number;
      readonly to: Passage['row'];
      readonly postponed?: true;
    }
  | { readonly kind: 'time-passed'; readonly row: Passage['row']; readonly to: Passage['row'] };

export interface EndedCourse extends InRole {
  readonly is: 'ended';
  /** The end of the case; absent if it is not public (R11). */
  readonly kind?: NonNullable<Entry['end']>;
  readonly at: Instant;
  readonly row: Passage['row'];
  /** The seconds from the first submission to the end. Nights and days off count too. */
  readonly seconds: number;
  readonly punctual: Punctuality;
  readonly name?: string;
  readonly reason?: string;
  readonly because?: Text;
  readonly as?: Text;
}

/**
 * Returns the course of a case.
 * @param entries entries of a journal, or their public parts; not empty
 */
export const courseOf = (entries: readonly PassageEntry[], procedure: Procedure): Course =>
  courseOfPassages(passagesOf(entries, procedure), procedure);

/**
 * Does the same as {@link courseOf}, from passages.
 * @throws Error if there are no passages
 */
export function courseOfPassages(passages: readonly Passage[], procedure: Procedure): Course {
  const last = passages.at(-1);
  if (!last) throw new Error('A course begins with a submission.');
  return last.closing?.end ? endedCourse(passages, last, last.closing) : currentCourse(passages, last, procedure);
}

function currentCourse(passages: readonly Passage[], current: Passage, procedure: Procedure): CurrentCourse {
  const { step, row, visit, withApplicant, assigned, deadline, begins, opened } = current;
  const actor = procedure.steps.find(({ id }) => id === step)?.actor;
  const approvals = approvalsOf(current).map(approvalOf);
  return {
    is: 'current',
    rows: rowCount(procedure),
    ...{ step, row, visit, withApplicant },
    ...given({
      deadline,
      begins: begins > opened ? begins : undefined,
      progress: withApplicant || !actor ? undefined : progressOf(actor, approvals, assigned),
      cause: causeOf(passages, current, procedure),
    }),
    overdue: isOverdue(current),
    ...spansOfRuns(spanRunsOf(passages.flatMap(({ entries }) => entries)), current.entries),
  };
}

function causeOf(passages: readonly Passage[], current: Passage, procedure: Procedure): Cause | undefined {
  const refused = current.withApplicant && current.entries.findLast(({ kind }) => kind === 'submission-refused');
  if (refused) return { kind: 'submission-refused', count: Math.max(1, refused.problems?.length ?? 0) };
  const before = passages.at(-2);
  const entry = before?.closing;
  if (!before || !entry) return undefined;
  const { row, visit } = before;
  if (entry.kind === 'superseded')
    return {
      kind: 'superseded',
      lost: approvalsLost(passages.slice(0, -1)),
      to: current.row,
      ...(entry.postpones ? { postponed: true } : {}),
    };
  if (entry.kind === 'timed-out') return { kind: 'time-passed', row, to: current.row };
  // Other times are offered because of what led the case to the step that offers them.
  const offers = procedure.steps.some((step) => step.id === before.step && step.offers);
  const led = offers && entry.kind === 'accepted' && entry.gesture === 'approve' ? passages.at(-3) : before;
  if (led?.closing?.because) return { kind: 'led', row: led.row, because: led.closing.because };
  if (entry.kind !== 'accepted') return undefined;
  if (!current.withApplicant) return undefined;
  if (entry.gesture !== 'changes') return { kind: 'passed-on', row, visit, ...roleOf(entry) };
  return { kind: 'returned', row, visit, ...roleOf(entry), ...given({ reason: entry.note }) };
}

const roleOf = ({ who }: PassageEntry): InRole =>
  given({ role: who?.role, acting: who?.acting && { kind: who.acting.kind } });

/** Counts the approvals that the closing entry of the last passage voided. */
function approvalsLost(passages: readonly Passage[]): number {
  let counting: readonly Passage[] = [];
  for (const passage of passages.slice(0, -1)) {
    const { closing } = passage;
    counting = [...counting, passage];
    if (closing?.supersedes || closing?.postpones) counting = counting.filter(({ step }) => !voids(closing, step));
  }
  const last = passages.at(-1);
  return [...counting, ...(last ? [last] : [])]
    .filter(({ step }) => last?.closing && voids(last.closing, step))
    .flatMap(approvalsOf).length;
}

function endedCourse(passages: readonly Passage[], last: Passage, entry: PassageEntry): EndedCourse {
  const { at, note, who, because, as } = entry;
  return {
    is: 'ended',
    ...given({ kind: entry.end }),
    at,
    row: last.row,
    seconds: epochSeconds(at) - epochSeconds(passages[0]?.opened ?? at),
    punctual: punctualityOf(passages),
    ...roleOf(entry),
    ...given({ name: who?.name ?? who?.login, reason: note, because, as }),
  };
}
