import { given } from '#domain/request/given.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Outcome, Procedure, Step } from '#domain/generated/procedure.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { type Booking, clashes } from '#domain/room/bookings.ts';
import { type CaseClosure, type Closure, closuresIn } from '#domain/room/closures.ts';
import type { Room } from '#domain/room/room.ts';
import { period } from '#domain/words/time.ts';
import type { CaseState } from '../state/state.ts';
import { instantAt, textAt } from '../state/world.ts';

/** Returns the room, start and end that a request asks for. A value that is absent or cannot be read is left out. */
export function slotOf(procedure: Procedure, request: unknown): NonNullable<Entry['slot']> {
  const { room, start, end } = procedure.request.pointers;
  return given({ room: textAt(request, room), start: instantAt(request, start), end: instantAt(request, end) });
}

/**
 * Returns a warning for each other case that has the room of a request at an overlapping time (R25).
 * @param bookings bookings, and rooms reserved by offers
 * @param caseId id of the case of the request, which causes no warning; empty before the first submission
 */
export function clashProblems(
  bookings: readonly Booking[],
  procedure: Procedure,
  content: { readonly request: unknown; readonly path?: string | undefined },
  caseId: string,
): Problem[] {
  const { room, start, end } = slotOf(procedure, content.request);
  if (!room || !start || !end || end <= start) return [];
  return clashes(bookings, { room, start, end, case: caseId }).map((booking) => ({
    file: content.path ?? '',
    path: procedure.request.pointers.start ?? '',
    code: 'room-taken',
    received: `${booking.start} – ${booking.end}`,
    message: {
      id: 'Ruang sudah dipesan pada waktu yang bersamaan; petugas akan memeriksanya',
      en: 'The room is booked at an overlapping time; the officers will check',
    },
  }));
}

/**
 * Finds the closures of a case's room during the case's time (R51). Room and time are those of the booking. Without a
 * booking, they are those that the request asks for. An ended case without a booking has no room.
 * @param state the case; undefined before the first submission
 */
export function caseClosures(
  rooms: readonly Room[],
  procedure: Procedure,
  request: unknown,
  state: Pick<CaseState, 'booking' | 'end'> | undefined,
): CaseClosure[] {
  const { room: id, start, end } = state?.booking ?? (state?.end ? {} : slotOf(procedure, request));
  const room = rooms.find((each) => each.id === id);
  if (!room || !start || !end || end <= start) return [];
  const isBooked = state?.booking !== undefined;
  return closuresIn(room, { start, end }).map((closure) => ({ ...closure, room: room.id, isBooked }));
}

/** Writes when a room is closed, and why (R51). */
export function closedWhen({ start, end, reason }: Closure, zone: string): Text {
  const when = period(start, end, zone);
  return {
    id: `Ruang ditutup ${when.id} (${reason.id})`,
    en: `The room is closed ${when.en} (${reason.en})`,
  };
}

/** Returns a warning for each of these closures (R51). */
export const closureProblems = (
  closures: readonly CaseClosure[],
  { request, zone }: Pick<Procedure, 'request' | 'zone'>,
  file = '',
): Problem[] =>
  closures.map((closure) => ({
    file,
    path: request.pointers.start ?? '',
    code: 'room-closure',
    message: closedWhen(closure, zone),
  }));

/** Checks whether a case gives back its room if an outcome leads to this step (R24, R40). */
export const givesBookingBack = (
  { receipt }: Pick<Procedure, 'receipt'>,
  next: Pick<Step, 'id' | 'kind'>,
  { releases, keeps }: Pick<Outcome, 'releases' | 'keeps'>,
): boolean => releases === true || (keeps === undefined && (next.kind !== 'review' || next.id === receipt));

/**
 * Returns the field `holds` of an entry. The field says that an ended case keeps its room (R24). It is set if the
 * outcome completes the case before the booked time begins and does not release the room.
 */
export const holdsField = (
  { booking }: Pick<CaseState, 'booking'>,
  { end, releases }: Pick<Outcome, 'end' | 'releases'>,
  at: Instant,
): Pick<Entry, 'holds'> => (end === 'completed' && !releases && booking && at < booking.start ? { holds: true } : {});
