/** Decides which case a request may take as its origin (R45). */
import { given } from '#domain/request/given.ts';
import { calendarOf } from '#domain/clock/calendar.ts';
import { toClock } from '#domain/clock/clock.ts';
import { type Deadline, deadline } from '#domain/clock/deadline.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Who } from '#domain/generated/journal-entry.ts';
import type { CaseEnd as EndKind, Procedure, Step } from '#domain/generated/procedure.ts';
import type { Config } from './config.ts';
import type { Account } from './facts.ts';
import type { CaseState } from './state.ts';
import { type OriginCase, textAt, Undecidable } from './world.ts';

type OriginRule = NonNullable<Procedure['origin']>;

/** The reason why a request may not take a case as its origin. */
export type OriginFault =
  /** `own`: the request names its own case. `unknown`: there is no case of this number that the opener may name. */
  | { readonly fault: 'own' | 'unknown' }
  /** The procedure does not accept this case as an origin. */
  | { readonly fault: 'not-taken'; readonly origin: OriginCase }
  /** The time for such a request has passed. */
  | { readonly fault: 'late'; readonly deadline: Deadline }
  /** @property first open case of the applicant that already has this origin */
  | { readonly fault: 'again'; readonly first: string };

/** Returns the case that a request names as its origin; undefined if it names none. */
export const originNamed = ({ origin }: Pick<Procedure, 'origin'>, request: unknown): string | undefined =>
  textAt(request, origin?.field);

/**
 * Returns a case as a case of origin, in the form that entries keep.
 * @param isRestricted whether the nature of the letter restricts the case (R11)
 */
export function originCaseOf(state: CaseState, isRestricted: boolean): OriginCase {
  const { opens, request, end, onBehalf } = state;
  const opened = Object.entries(state.opened).map(([procedure, at]) => ({ procedure, at }));
  return {
    case: opens.case,
    procedure: String(request['sop'] ?? ''),
    opener: opens.applicant.id,
    ...given({
      person: onBehalf?.account,
      narrowed: isRestricted || undefined,
      end: end?.kind,
      at: end?.at,
      opened: opened.length > 0 ? opened : undefined,
    }),
    decidedBy: decidersOf(state),
  };
}

/** The ends that no holder decided. */
const UNDECIDED: ReadonlySet<EndKind> = new Set(['withdrawn', 'ended-outside', 'abandoned']);

/**
 * Returns the people who acted in the current visit (for an ended case, the last visit), and the person who rejected
 * the case. Nobody decided a case that ended by time, by its applicant, or outside the procedure.
 */
function decidersOf({ acts, visit, end }: CaseState): Who[] {
  if (end && (!end.who || UNDECIDED.has(end.kind))) return [];
  const acted = acts.filter((act) => act.step === visit.step && act.visit === visit.visit).map(({ who }) => who);
  const closer = end?.kind === 'rejected' && end.who ? [end.who] : [];
  return [...new Map([...acted, ...closer].map((who) => [who.id, who])).values()];
}

/** The request that names an origin: its procedure, the number of its pull request, its opener and its submission. */
interface OriginRequest {
  readonly procedure: Procedure;
  readonly config: Config;
  readonly number: number;
  readonly opener: number;
  readonly at: Instant;
}

/**
 * Returns why a request may not take the case that it names. A case that the opener may not name is reported as unknown
 * (R11).
 * @returns undefined if the request may take the case
 * @throws Undecidable if the calendar by which the time is counted is missing (R31)
 */
export function originFault(
  rule: OriginRule,
  named: string,
  found: OriginCase | undefined,
  asking: OriginRequest,
): OriginFault | undefined {
  if (numberInCaseId(named) === asking.number) return { fault: 'own' };
  if (!found || ![found.opener, found.person].includes(asking.opener)) return { fault: 'unknown' };
  const taken = mayBeOrigin({ id: asking.procedure.id, origin: rule }, found);
  if (!taken) return { fault: 'not-taken', origin: found };
  if (rule.within === undefined || taken.from === undefined) return undefined;
  const until = originDeadline(asking, rule.within, taken.from);
  return asking.at > until.due ? { fault: 'late', deadline: until } : undefined;
}

function originDeadline(
  { procedure, config }: Pick<OriginRequest, 'procedure' | 'config'>,
  within: string,
  ended: Instant,
): Deadline {
  const clock = toClock(procedure.clock, procedure.zone);
  const calendar = calendarOf(clock, config);
  if (!calendar)
    throw new Undecidable('The office’s calendar has no days off for the clock of the time from the origin’s end.');
  return deadline(ended, within, clock, calendar);
}

const CASE_ID = /^[A-Z][A-Z0-9]{1,9}-\d{4}-([1-9]\d{0,8})$/;

/** Reads the number of a case from its id (R13); undefined if the text is no case id. */
export const numberInCaseId = (id: string): number | undefined => {
  const [, number] = CASE_ID.exec(id) ?? [];
  return number === undefined ? undefined : Number(number);
};

/**
 * Checks whether a case may be the origin of requests under a procedure (R44, R45).
 * @returns undefined if the case may not be the origin; otherwise `from`, the instant from which a time limit for such
 * requests counts: the end of the case, or the time without a decision that opened this procedure
 */
export function mayBeOrigin(
  { id, origin }: Pick<Procedure, 'id' | 'origin'>,
  { procedure, end, at, opened }: Pick<OriginCase, 'procedure' | 'end' | 'at' | 'opened'>,
): { from?: Instant } | undefined {
  const isTaken = origin?.from.some(
    ({ procedure: other, ends, waiting = false }) =>
      other === procedure && (end === undefined ? waiting : (ends?.includes(end) ?? !waiting)),
  );
  if (isTaken) return given({ from: at });
  const noDecision = origin && opened?.find((each) => each.procedure === id);
  return noDecision && { from: noDecision.at };
}

const canEnd = ({ outcomes: { approve, changes } }: Step): boolean =>
  [...approve, ...(changes ? [changes] : [])].some(({ end }) => end !== undefined);

/**
 * Returns the case of origin if the account decided it and the gesture could end the case. Such an account may not act
 * in a step that can end the case, and may not reject (R45).
 */
export function decidedOrigin(
  { origin }: Pick<CaseState, 'origin'>,
  step: Step,
  gesture: 'approve' | 'changes' | 'close',
  { id }: Pick<Account, 'id'>,
): string | undefined {
  const decides = gesture === 'close' || canEnd(step);
  return decides && origin?.decidedBy.some((who) => who.id === id) ? origin.case : undefined;
}
