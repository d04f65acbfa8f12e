/** Small questions to a verified procedure (R4-R6). Every one is pure; an unknown name is a bug and throws. */
import { given } from '#domain/request/given.ts';
import { type Clock, toClock } from '#domain/clock/clock.ts';
import { sumLimits } from '#domain/clock/limit.ts';
import type { Actor, Condition, Outcome, Procedure, Row, Step } from '#domain/generated/procedure.ts';
import { segmentsOf, valueAt } from '#domain/request/pointer.ts';
import { compareRows, numberOf } from './rows.ts';

/** The step of that id. @throws if there is none */
export function stepOf(procedure: Procedure, id: string): Step {
  const step = procedure.steps.find((each) => each.id === id);
  if (!step) throw new Error(`Procedure ${procedure.id} has no step "${id}".`);
  return step;
}

/** Where a case begins: the applicant's submission. */
export function firstStep(procedure: Procedure): Step {
  const [first] = procedure.steps;
  if (!first) throw new Error(`Procedure ${procedure.id} has no steps.`);
  return first;
}

/** The step that gives the agenda number, and to which a changed request returns (R13, R18). */
export const receiptStep = (procedure: Procedure): Step => stepOf(procedure, procedure.receipt);

/** The applicant's revise step before receipt, where an invalid request returns (R18). @throws if there is none */
export function returnStep(procedure: Procedure): Step {
  const to = receiptStep(procedure).outcomes.changes?.to;
  if (to === undefined) throw new Error(`In procedure ${procedure.id}, receipt returns nothing to the applicant.`);
  return stepOf(procedure, to);
}

/** The rows of the official table that a step serves, in order. */
export const rowsOf = (step: Step): Row[] => [step.row].flat();

/** The row by which sentences call a step: its first. */
export function rowOf(step: Step): Row {
  const [first] = rowsOf(step);
  if (first === undefined) throw new Error(`Step "${step.id}" has no row.`);
  return first;
}

/** Every row of the official table, in its order. */
export const tableRows = ({ steps }: Procedure): Row[] => [...new Set(steps.flatMap(rowsOf))].sort(compareRows);

/** The highest number in the official table, with or without a letter ("baris 3 dari 10", "baris 3a dari 10"). */
export const rowCount = (procedure: Procedure): number => Math.max(...procedure.steps.flatMap(rowsOf).map(numberOf));

/** The roles that an actor names, in its order (R5): those that may be assigned (R42), or the one that records (R41). */
export function rolesOf(actor: Actor): string[] {
  if (typeof actor === 'string') return [actor];
  if ('all' in actor) return [...actor.all];
  if ('any' in actor) return [...actor.any];
  if ('assigned' in actor) return [...actor.assigned.of];
  return 'external' in actor ? [actor.recordedBy] : [...actor.of];
}

/** The measured time limit of a step, those of its rows added up (R4); undefined where nothing is measured. */
export function limitOf(step: Step): string | undefined {
  const times = [step.time, ...(step.furtherRows ?? []).map((row) => row.time)];
  const limits = times.flatMap((time) => (time.limit !== undefined && time.measured !== false ? [time.limit] : []));
  const [only, ...others] = limits;
  return others.length === 0 ? only : sumLimits(limits);
}

/** The clock of a step or a span (R20): its own or the procedure's, in its zone. @throws if there is no such clock */
export function clockOf(procedure: Procedure, { clock }: { readonly clock?: string }): Clock {
  const written = clock === undefined ? procedure.clock : ownClock(procedure, clock);
  if (!written) throw new Error(`Procedure ${procedure.id} has no clock "${clock}".`);
  return toClock(written, procedure.zone);
}

function ownClock({ clocks = {} }: Procedure, name: string): Procedure['clock'] | undefined {
  return Object.hasOwn(clocks, name) ? clocks[name] : undefined;
}

/** What conditions are held against: the request, and the latest result of each step by the step's id. */
export interface Answers {
  readonly request: unknown;
  readonly results: Readonly<Record<string, unknown>>;
}

/** Where an Approve leads, why, and whether it gives the room back: an outcome without its condition. */
export type Taken = Pick<
  Outcome,
  'to' | 'end' | 'as' | 'because' | 'releases' | 'keeps' | 'continues' | 'adds' | 'atMost'
>;

/** The end to which an outcome leads, and what the procedure calls it (R43); nothing where it leads to a step. */
export const endOf = ({ end, as }: Pick<Taken, 'end' | 'as'>): Pick<Taken, 'end' | 'as'> => ({
  ...(end ? { end } : {}),
  ...(end && as ? { as } : {}),
});

/** Where an Approve leads: the first outcome whose condition holds (R6). The last one of a verified step has none. */
export function chooseOutcome(step: Step, answers: Answers): Taken {
  const outcome = step.outcomes.approve.find(({ when }) => !when || holds(when, answers));
  if (!outcome) throw new Error(`No outcome of step "${step.id}" applies.`);
  const { when: _when, ...target } = outcome;
  return target;
}

/** Whether a condition holds (R6). Of a field that is not there, only `exists: false` does. */
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

/** How many slots a step may offer (R24): more would keep too much of a room from others. */
export const MOST_OFFERS = 3;

/** The names of the fields in which an item of a step's offers says its slot (R24): those of the request's own start, end and room. */
export function offerNames({ request: { pointers } }: Pick<Procedure, 'request'>): {
  start?: string;
  end?: string;
  room?: string;
} {
  const name = (pointer: string | undefined): string | undefined => segmentsOf(pointer ?? '').at(-1);
  return given({ start: name(pointers.start), end: name(pointers.end), room: name(pointers.room) });
}

/** Has a step a limit that is measured (R4)? Whether it is a sound one is another matter. */
export const isTimed = ({ time, furtherRows = [] }: Pick<Step, 'time' | 'furtherRows'>): boolean =>
  [time, ...furtherRows.map((row) => row.time)].some(
    ({ limit, measured }) => limit !== undefined && measured !== false,
  );

/** Where a request names its attachments (R8, R40): one place, several, or none. */
export const attachmentPointers = ({
  attachments = [],
}: Pick<Procedure['request']['pointers'], 'attachments'>): readonly string[] => [attachments].flat();

/** The order in which an office's procedures are listed: as their files are named, drafts after those in force. */
export const draftsLast = (
  { identity: a }: Pick<Procedure, 'identity'>,
  { identity: b }: Pick<Procedure, 'identity'>,
) => Number(a.draft !== undefined) - Number(b.draft !== undefined);
