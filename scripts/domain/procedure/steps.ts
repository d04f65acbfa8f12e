/** Pure functions that answer questions about a verified procedure (R4-R6). */
import { given } from '#domain/request/given.ts';
import { type Clock, toClock } from '#domain/clock/clock.ts';
import { sumLimits } from '#domain/clock/limit.ts';
import type { Actor, Condition, Outcome, Procedure, Row, Step } from '#domain/generated/procedure.ts';
import { segmentsOf, valueAt } from '#domain/request/pointer.ts';
import { compareRows, numberOf } from './rows.ts';

/** The built-in role of the opener, which has no holders. */
export const APPLICANT = 'applicant';

/**
 * Returns the step with this id.
 * @throws Error if there is no such step
 */
export function stepOf(procedure: Procedure, id: string): Step {
  const step = procedure.steps.find((each) => each.id === id);
  if (!step) throw new Error(`Procedure ${procedure.id} has no step "${id}".`);
  return step;
}

/** Returns the step in which a case begins: the applicant's submission. */
export function firstStep(procedure: Procedure): Step {
  const [first] = procedure.steps;
  if (!first) throw new Error(`Procedure ${procedure.id} has no steps.`);
  return first;
}

/** Returns the step that gives the agenda number, and to which a changed request returns (R13, R18). */
export const receiptStep = (procedure: Procedure): Step => stepOf(procedure, procedure.receipt);

/**
 * Returns the step to which Request changes at receipt leads, and to which an invalid request returns (R18).
 * @throws Error if there is no such step
 */
export function returnStep(procedure: Procedure): Step {
  const to = receiptStep(procedure).outcomes.changes?.to;
  if (to === undefined) throw new Error(`In procedure ${procedure.id}, receipt returns nothing to the applicant.`);
  return stepOf(procedure, to);
}

/** Returns the rows of the official table that a step serves, in order. */
export const rowsOf = (step: Step): Row[] => [step.row].flat();

/** Returns the row by which sentences name a step: its first row. */
export function rowOf(step: Step): Row {
  const [first] = rowsOf(step);
  if (first === undefined) throw new Error(`Step "${step.id}" has no row.`);
  return first;
}

/** Returns every row of the official table, in order. */
export const tableRows = ({ steps }: Procedure): Row[] => [...new Set(steps.flatMap(rowsOf))].sort(compareRows);

/** Returns the highest number in the official table, whether a letter follows it or not ("baris 3a dari 10"). */
export const rowCount = (procedure: Procedure): number => Math.max(...procedure.steps.flatMap(rowsOf).map(numberOf));

/**
 * Returns the roles that an actor names, in order (R5), including the roles of people to be assigned (R42), and the
 * role that records an act (R41).
 */
export function rolesOf(actor: Actor): string[] {
  if (typeof actor === 'string') return [actor];
  if ('all' in actor) return [...actor.all];
  if ('any' in actor) return [...actor.any];
  if ('assigned' in actor) return [...actor.assigned.of];
  return 'external' in actor ? [actor.recordedBy] : [...actor.of];
}

/** Returns the measured time limit of a step, which is the sum over its rows (R4); undefined if no time is measured. */
export function limitOf(step: Step): string | undefined {
  const times = [step.time, ...(step.furtherRows ?? []).map((row) => row.time)];
  const limits = times.flatMap((time) => (time.limit !== undefined && time.measured !== false ? [time.limit] : []));
  const [only, ...others] = limits;
  return others.length === 0 ? only : sumLimits(limits);
}

/**
 * Returns the clock of a step or a span (R20): its own clock or the procedure's, in the procedure's zone.
 * @throws Error if there is no such clock
 */
export function clockOf(procedure: Procedure, { clock }: { readonly clock?: string }): Clock {
  const written = clock === undefined ? procedure.clock : ownClock(procedure, clock);
  if (!written) throw new Error(`Procedure ${procedure.id} has no clock "${clock}".`);
  return toClock(written, procedure.zone);
}

function ownClock({ clocks = {} }: Procedure, name: string): Procedure['clock'] | undefined {
  return Object.hasOwn(clocks, name) ? clocks[name] : undefined;
}

/** The data with which conditions are compared: the request, and the latest result of each step by the step's id. */
export interface Answers {
  readonly request: unknown;
  readonly results: Readonly<Record<string, unknown>>;
}

/** An outcome without its condition. */
export type Taken = Pick<
  Outcome,
  'to' | 'end' | 'as' | 'because' | 'releases' | 'keeps' | 'continues' | 'adds' | 'atMost'
>;

/** Returns the end to which an outcome leads, with the procedure's name for it (R43); `{}` if it leads to no end. */
export const endOf = ({ end, as }: Pick<Taken, 'end' | 'as'>): Pick<Taken, 'end' | 'as'> => ({
  ...(end ? { end } : {}),
  ...(end && as ? { as } : {}),
});

/**
 * Returns the first forward outcome whose condition is met (R6), without the condition.
 * @throws Error if there is none; a verified step always has one
 */
export function chooseOutcome(step: Step, answers: Answers): Taken {
  const outcome = step.outcomes.approve.find(({ when }) => !when || holds(when, answers));
  if (!outcome) throw new Error(`No outcome of step "${step.id}" applies.`);
  const { when: _when, ...target } = outcome;
  return target;
}

/** Checks whether a condition is met (R6). If the field is missing or null, only `exists: false` is met. */
export function holds(condition: Condition, { request, results }: Answers): boolean {
  const { result: step, field } = condition;
  const document = step === undefined ? request : Object.hasOwn(results, step) ? results[step] : undefined;
  const value = valueAt(document, field) ?? undefined;
  if (condition.exists !== undefined) return condition.exists === (value !== undefined);
  if (condition.equals !== undefined) return value === condition.equals;
  if (condition.in !== undefined) return condition.in.some((each) => each === value);
  if (typeof value !== 'number') return false;
  if (condition.atLeast !== undefined) return value >= condition.atLeast;
  return condition.atMost !== undefined && value <= condition.atMost;
}

/** The most slots that a step may offer (R24). More slots would keep rooms from other cases. */
export const MOST_OFFERS = 3;

/**
 * Returns the names of the fields in which an item of a step's offers contains its slot (R24). They are the names of
 * the request's own fields for start, end and room.
 */
export function offerNames({ request: { pointers } }: Pick<Procedure, 'request'>): {
  start?: string;
  end?: string;
  room?: string;
} {
  const name = (pointer: string | undefined): string | undefined => segmentsOf(pointer ?? '').at(-1);
  return given({ start: name(pointers.start), end: name(pointers.end), room: name(pointers.room) });
}

/** Checks whether a step has a measured time limit (R4). Whether the limit is valid is checked elsewhere. */
export const isTimed = ({ time, furtherRows = [] }: Pick<Step, 'time' | 'furtherRows'>): boolean =>
  [time, ...furtherRows.map((row) => row.time)].some(
    ({ limit, measured }) => limit !== undefined && measured !== false,
  );

/** Returns the pointers to the attachments in a request (R8, R40): one, several, or none. */
export const attachmentPointers = ({
  attachments = [],
}: Pick<Procedure['request']['pointers'], 'attachments'>): readonly string[] => [attachments].flat();

/** Compares two procedures, so that a sort puts drafts last and otherwise keeps the order. */
export const draftsLast = (
  { identity: a }: Pick<Procedure, 'identity'>,
  { identity: b }: Pick<Procedure, 'identity'>,
) => Number(a.draft !== undefined) - Number(b.draft !== undefined);

/** Returns pointers to the accounts of informed people in a result, with `*` for list items. */
export const accountPointers = ({ informs = [] }: Step): string[] =>
  informs.flatMap((party) => ('result' in party && party.account ? [`${party.result}/*/${party.account}`] : []));
