import { assignmentProblems } from '#domain/case/time/assignment.ts';
import { recordedActProblems, firstDayOf } from '#domain/case/people/recorded-act.ts';
import { latestResults } from '#domain/case/state/entry.ts';
import { externalOf } from '#domain/case/state/parties.ts';
import { offerProblems } from '#domain/case/act/offers.ts';
import { timeProblems } from '#domain/case/room/slot-checks.ts';
import { unknownRooms } from '#domain/request/named-rooms.ts';
import { resultProblems } from '#domain/case/act/result-problems.ts';
import { applyingAccounts } from '#domain/case/state/world.ts';
import { checkTimes, lackingReasons, takenReason } from '#domain/room/slot.ts';
import { inFieldOrder, type Schema } from '#domain/request/annotations.ts';
import { type Fault, faultAt } from './problem-words.ts';
import { checkValue } from './check-value.ts';
import type { DeskCase, CurrentState } from './desk-case.ts';

/** The accounts that were looked up: none, because only the process asks the forge whether an account exists (R52). */
const NOT_LOOKED_UP: ReadonlyMap<string, number | undefined> = new Map();

/**
 * Finds errors that the judge would find in a result, by its schema and by the other rules, each with its field, in
 * the order of the fields. Only the judge checks the opening hours of a room, and whether the accounts in a result exist.
 */
export function resultFaults(
  { office: { roles, rooms }, index }: DeskCase,
  { state, step, procedure }: CurrentState,
  { schema, result, now }: { readonly schema: Schema; readonly result: unknown; readonly now: string },
): Fault[] {
  const { zone } = procedure;
  const office = { roles, zone };
  const naming = { step: step.id, file: '', schema, applicants: applyingAccounts(state) };
  const times = { at: now, begins: state.visit.begins, results: latestResults(state) };
  const external = externalOf(step);
  const stated = [
    ...assignmentProblems(procedure, result, { ...office, at: now }, naming),
    ...(external
      ? recordedActProblems(result, external.deed, { file: '', schema, at: now, zone, since: firstDayOf(state, zone) })
      : []),
    ...resultProblems(step, result, times, office, schema, NOT_LOOKED_UP),
    ...unknownRooms(schema, result, rooms, { file: '', pointers: { room: step.requires?.books?.room } }),
    ...timeProblems({ state, procedure, step, schema }, result, now),
    // Only the process checks whether the room is open, because the desk does not read the calendar (see
    // `configurationOf`).
    ...offerProblems({ state, procedure, step, schema }, result, now, (wish) => [
      ...checkTimes(wish, now),
      ...rooms.filter(({ id }) => id === wish.room).flatMap((room) => lackingReasons(room, wish)),
      ...takenReason(index.bookings, wish),
    ]),
  ];
  const own = checkValue(schema, result);
  // An empty field has no other fault.
  const others = stated.filter(({ path }) => own.every((each) => each.path !== path));
  return inFieldOrder(schema, [...own, ...others.map((problem) => faultAt(problem, zone))]);
}
