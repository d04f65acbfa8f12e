import type { Instant } from '#domain/clock/instant.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { chooseOutcome } from '#domain/procedure/steps.ts';
import type { Problem } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { checkSchedule, checkTimes, type ScheduleReason, type Slot, type SlotReason } from '#domain/room/slot.ts';
import { latestResults } from './entry.ts';
import { slotProblem } from './slot-problems.ts';
import type { CaseState } from './state.ts';
import { instantAt, textAt } from './world.ts';

/** A step whose result may book a room, or set a schedule within a booking (R24). */
export interface SlotSubject {
  readonly state: CaseState;
  readonly procedure: Procedure;
  readonly step: Step;
  /** Of the step's result. */
  readonly schema: Schema | undefined;
}

/** Does this result lead where no room is needed (R6, R24), or only extend the time (R44)? */
export function givesRoomBack({ state, step }: Pick<SlotSubject, 'state' | 'step'>, result: unknown): boolean {
  const results = { ...latestResults(state), [step.id]: result };
  const { releases, adds } = chooseOutcome(step, { request: state.request, results });
  return releases === true || adds !== undefined;
}

/** Undefined where the step books nothing, or its times cannot be read. */
export function wantedSlot(subject: SlotSubject, result: unknown): Slot | undefined {
  const { state, procedure, step } = subject;
  const { start, end } = procedure.request.pointers;
  const [from, until] = [instantAt(state.request, start), instantAt(state.request, end)];
  const slot = step.requires?.books && slotAt(result, step.requires.books);
  return (
    slot && {
      ...slotNeeds(subject),
      room: slot.room ?? null,
      start: slot.start,
      end: slot.end,
      ...(from && until ? { request: { start: from, end: until } } : {}),
    }
  );
}

/** What a slot's room must have, as the request says. */
export function slotNeeds({ state, procedure }: SlotSubject): Pick<Slot, 'case' | 'attendees' | 'equipment'> {
  const { participants, equipment } = procedure.request.pointers;
  const attendees = participants === undefined ? undefined : valueAt(state.request, participants);
  const needed = equipment === undefined ? undefined : valueAt(state.request, equipment);
  return {
    case: state.opens.case,
    ...(typeof attendees === 'number' ? { attendees } : {}),
    ...(Array.isArray(needed) ? { equipment: needed.map(String) } : {}),
  };
}

/** Problems of a schedule within the case's booking (R24). */
export function scheduleReasons({ state, step }: SlotSubject, result: unknown): ScheduleReason[] {
  const { opens, booking } = state;
  const schedule = step.requires?.within && slotAt(result, step.requires.within);
  return schedule && booking
    ? checkSchedule([{ ...booking, case: opens.case, number: opens.number }], opens.case, schedule)
    : [];
}

/** Problems of times and room that a person can correct. A taken room is a reason of its own. */
export function slotProblems(
  { step, schema }: SlotSubject,
  result: unknown,
  reasons: { readonly slot: readonly SlotReason[]; readonly schedule: readonly ScheduleReason[] },
): Problem[] {
  const { books, within } = step.requires ?? {};
  const problems = (
    pointers: typeof books | typeof within,
    found: readonly (SlotReason | ScheduleReason)[],
  ): Problem[] => (pointers ? found.flatMap((reason) => slotProblem(reason, { pointers, result, schema })) : []);
  const mendable = reasons.slot.filter(({ code }) => code !== 'room-taken');
  return [...problems(books, mendable), ...problems(within, reasons.schedule)];
}

/** Problems of the times alone, which the desk can check before sending. */
export function timeProblems(subject: SlotSubject, result: unknown, at: Instant): Problem[] {
  if (givesRoomBack(subject, result)) return [];
  const slot = wantedSlot(subject, result);
  return slotProblems(subject, result, {
    slot: slot ? checkTimes(slot, at) : [],
    schedule: scheduleReasons(subject, result),
  });
}

function slotAt(
  result: unknown,
  pointers: { start: string; end: string; room?: string },
): { start: string; end: string; room?: string } | undefined {
  const [start, end, room] = [
    instantAt(result, pointers.start),
    instantAt(result, pointers.end),
    textAt(result, pointers.room),
  ];
  return start && end ? { start, end, ...(room ? { room } : {}) } : undefined;
}
