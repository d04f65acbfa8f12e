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

/** A step of a case whose result may book a room, or set a schedule within a booking (R24). */
export interface SlotSubject {
  readonly state: CaseState;
  readonly procedure: Procedure;
  readonly step: Step;
  /** Of the step's result. */
  readonly schema: Schema | undefined;
}

/** Does an Approve with this result lead where no room is needed (R6, R24), or nowhere yet (R44)? Then none need be free. */
export function givesRoomBack({ state, step }: Pick<SlotSubject, 'state' | 'step'>, result: unknown): boolean {
  const results = { ...latestResults(state), [step.id]: result };
  const { releases, adds } = chooseOutcome(step, { request: state.request, results });
  return releases === true || adds !== undefined;
}

/** The slot that a result wants; undefined where its step books nothing, or its times cannot be read. */
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

/** Whose a slot is, and what its room must have, whatever its time: as the request says. */
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

/** What speaks against the schedule that a result sets within the case's booking (R24). */
export function scheduleReasons({ state, step }: SlotSubject, result: unknown): ScheduleReason[] {
  const { opens, booking } = state;
  const schedule = step.requires?.within && slotAt(result, step.requires.within);
  return schedule && booking
    ? checkSchedule([{ ...booking, case: opens.case, number: opens.number }], opens.case, schedule)
    : [];
}

/** What a person can correct about the times and the room of a result: everything but a room that is taken. */
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

/**
 * What speaks against the times of a result by themselves: whatever the rooms are. The desk says so before it is sent.
 * @param at instant of the act
 */
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
