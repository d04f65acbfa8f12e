/** Questions to a verified procedure (R4-R6). An unknown name is a bug and throws. */
import { given } from '#domain/request/given.ts';
import { type Clock, toClock } from '#domain/clock/clock.ts';
import { sumLimits } from '#domain/clock/limit.ts';
import type { Actor, Condition, Outcome, Procedure, Row, Step } from '#domain/generated/procedure.ts';
import { segmentsOf, valueAt } from '#domain/request/pointer.ts';
import { compareRows, numberOf } from './rows.ts';

/** @throws if there is none */
export function stepOf(procedure: Procedure, id: string): Step {
  const step = procedure.steps.find((each) => each.id === id);
  if (!step) throw new Error(`Procedure ${procedure.id} has no step "${id}".`);
  return step;
}

/** The applicant's submission. */
export function firstStep(procedure: Procedure): Step {
  const [first] = procedure.steps;
  if (!first) throw new Error(`Procedure ${procedure.id} has no steps.`);
  return first;
}

/** See R13, R18. */
export const receiptStep = (procedure: Procedure): Step => stepOf(procedure, procedure.receipt);

/** Where an invalid request returns (R18). @throws if receipt leads to none */
export function returnStep(procedure: Procedure): Step {
  const to = receiptStep(procedure).outcomes.changes?.to;
  if (to === undefined) throw new Error(`In procedure ${procedure.id}, receipt returns nothing to the applicant.`);
  return stepOf(procedure, to);
}

/** In order. */
export const rowsOf = (step: Step): Row[] => [step.row].flat();

/** In sentences: the first. */
export function rowOf(step: Step): Row {
  const [first] = rowsOf(step);
  if (first === undefined) throw new Error(`Step "${step.id}" has no row.`);
  return first;
}

/** In order. */
export const tableRows = ({ steps }: Procedure): Row[] => [...new Set(steps.flatMap(rowsOf))].sort(compareRows);

/** "baris 3 dari 10", "baris 3a dari 10". */
export const rowCount = (procedure: Procedure): number => Math.max(...procedure.steps.flatMap(rowsOf).map(numberOf));

/** In order (R5); who may be assigned (R42), or who records (R41). */
export function rolesOf(actor: Actor): string[] {
  if (typeof actor === 'string') return [actor];
  if ('all' in actor) return [...actor.all];
  if ('any' in actor) return [...actor.any];
  if ('assigned' in actor) return [...actor.assigned.of];
  return 'external' in actor ? [actor.recordedBy] : [...actor.of];
}

/** Sum over its rows (R4). ISO 8601; undefined: not measured. */
export function limitOf(step: Step): string | undefined {
  const times = [step.time, ...(step.furtherRows ?? []).map((row) => row.time)];
  const limits = times.flatMap((time) => (time.limit !== undefined && time.measured !== false ? [time.limit] : []));
  const [only, ...others] = limits;
  return others.length === 0 ? only : sumLimits(limits);
}

/** Its own or the procedure's, in the procedure's zone (R20). @throws if it names an unknown clock */
export function clockOf(procedure: Procedure, { clock }: { readonly clock?: string }): Clock {
  const written = clock === undefined ? procedure.clock : ownClock(procedure, clock);
  if (!written) throw new Error(`Procedure ${procedure.id} has no clock "${clock}".`);
  return toClock(written, procedure.zone);
}

function ownClock({ clocks = {} }: Procedure, name: string): Procedure['clock'] | undefined {
  return Object.hasOwn(clocks, name) ? clocks[name] : undefined;
}

/** By which conditions are decided; results by step id. */
export interface Answers {
  readonly request: unknown;
  readonly results: Readonly<Record<string, unknown>>;
}

/** An outcome without its condition. */
export type Taken = Pick<
  Outcome,
  'to' | 'end' | 'as' | 'because' | 'releases' | 'keeps' | 'continues' | 'adds' | 'atMost'
>;

/** See R43. */
export const endOf = ({ end, as }: Pick<Taken, 'end' | 'as'>): Pick<Taken, 'end' | 'as'> => ({
  ...(end ? { end } : {}),
  ...(end && as ? { as } : {}),
});

/** The first forward outcome whose condition holds (R6). @throws if none holds */
export function chooseOutcome(step: Step, answers: Answers): Taken {
  const outcome = step.outcomes.approve.find(({ when }) => !when || holds(when, answers));
  if (!outcome) throw new Error(`No outcome of step "${step.id}" applies.`);
  const { when: _when, ...target } = outcome;
  return target;
}

/** An absent field only meets `exists: false` (R6). */
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

/** More would block a room for others (R24). */
export const MOST_OFFERS = 3;

/** Those of the request's own fields (R24). */
export function offerNames({ request: { pointers } }: Pick<Procedure, 'request'>): {
  start?: string;
  end?: string;
  room?: string;
} {
  const name = (pointer: string | undefined): string | undefined => segmentsOf(pointer ?? '').at(-1);
  return given({ start: name(pointers.start), end: name(pointers.end), room: name(pointers.room) });
}
