/** Linked cases (R45): which case a request may take as its origin. */
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

export type OriginFault =
  | { readonly fault: 'own' | 'unknown' }
  | { readonly fault: 'not-taken'; readonly origin: OriginCase }
  | { readonly fault: 'late'; readonly deadline: Deadline }
  /** @property first the open case that has it already */
  | { readonly fault: 'again'; readonly first: string };

/** Undefined: the request has no origin. */
export const originNamed = ({ origin }: Pick<Procedure, 'origin'>, request: unknown): string | undefined =>
  textAt(request, origin?.field);

/** @param isRestricted by its nature (R11) */
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

/** Ends that no office decided. */
const UNDECIDED: ReadonlySet<EndKind> = new Set(['withdrawn', 'ended-outside', 'abandoned']);

/** Who decided a case: by an act in its last or current visit, or by rejecting it. Nobody if it ended otherwise. */
function decidersOf({ acts, visit, end }: CaseState): Who[] {
  if (end && (!end.who || UNDECIDED.has(end.kind))) return [];
  const acted = acts.filter((act) => act.step === visit.step && act.visit === visit.visit).map(({ who }) => who);
  const closer = end?.kind === 'rejected' && end.who ? [end.who] : [];
  return [...new Map([...acted, ...closer].map((who) => [who.id, who])).values()];
}

interface Asking {
  readonly procedure: Procedure;
  readonly config: Config;
  readonly number: number;
  readonly opener: number;
  readonly at: Instant;
}

/**
 * Why a request may not take the case that it names; undefined: it may. A case that is restricted, or somebody else's,
 * appears as unknown (R11).
 * @throws Undecidable where the calendar for the time is missing (R31)
 */
export function originFault(
  rule: OriginRule,
  named: string,
  found: OriginCase | undefined,
  asking: Asking,
): OriginFault | undefined {
  if (numberInCaseId(named) === asking.number) return { fault: 'own' };
  if (!found || !mayName(rule, found, asking.opener)) return { fault: 'unknown' };
  const taken = mayBeOrigin({ id: asking.procedure.id, origin: rule }, found);
  if (!taken) return { fault: 'not-taken', origin: found };
  if (rule.within === undefined || taken.from === undefined) return undefined;
  const until = originDeadline(asking, rule.within, taken.from);
  return asking.at > until.due ? { fault: 'late', deadline: until } : undefined;
}

const mayName = ({ by = 'opener' }: OriginRule, { opener, person, narrowed }: OriginCase, asker: number): boolean =>
  [opener, person].includes(asker) || (by === 'anyone' && !narrowed);

function originDeadline(
  { procedure, config }: Pick<Asking, 'procedure' | 'config'>,
  within: string,
  ended: Instant,
): Deadline {
  const clock = toClock(procedure.clock, procedure.zone);
  const calendar = calendarOf(clock, config);
  if (!calendar) throw new Undecidable('The office has not the days off by which the time from the origin’s end runs.');
  return deadline(ended, within, clock, calendar);
}

const CASE_ID = /^[A-Z][A-Z0-9]{1,9}-\d{4}-([1-9]\d{0,8})$/;

/** The number of the case in a case id; undefined where it is none (R13). */
export const numberInCaseId = (id: string): number | undefined => {
  const [, number] = CASE_ID.exec(id) ?? [];
  return number === undefined ? undefined : Number(number);
};

/** May this case be the origin of such a request (R44)? Then `from` says when its time begins, if any runs. */
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

/** The origin that they decided, if so: then they take no step that can end the case, and reject nothing. */
export function decidedOrigin(
  { origin }: Pick<CaseState, 'origin'>,
  step: Step,
  gesture: 'approve' | 'changes' | 'close',
  { id }: Pick<Account, 'id'>,
): string | undefined {
  const decides = gesture === 'close' || canEnd(step);
  return decides && origin?.decidedBy.some((who) => who.id === id) ? origin.case : undefined;
}
