import type { CalendarData } from '#domain/clock/calendar.ts';
import { standstill } from '#domain/clock/deadline.ts';
import type { Instant, Interval } from '#domain/clock/instant.ts';
import { epochSeconds } from '#domain/clock/instant.ts';
import type { Booking } from './bookings.ts';
import { clashes, contains, MOST_DAYS } from './bookings.ts';
import { type Closure, closuresIn } from './closures.ts';
import type { Room } from './room.ts';
import { openingClock } from './room.ts';

/** A place and time that a result or a request asks for, and what is needed in the room. */
export interface Slot extends Interval {
  case: string;
  /** The id of the room; null for a place that is no room, of which only the times are checked. */
  room: string | null;
  /** The number of participants. */
  attendees?: number | undefined;
  /** The ids of the equipment that is needed in the room. */
  equipment?: readonly string[] | undefined;
  /** The time that the request asks for, if the slot is the slot of a result. The slot must contain this time. */
  request?: Interval | undefined;
}

/** A reason against a slot. Only `room-taken` depends on other cases (R25). */
export type SlotReason =
  | { code: 'slot-order'; start: Instant; end: Instant }
  | { code: 'slot-too-long'; mostDays: number }
  | { code: 'slot-over'; end: Instant; at: Instant }
  | { code: 'slot-misses-request'; slot: Interval; request: Interval }
  | { code: 'unknown-room'; room: string; rooms: string[] }
  | { code: 'room-closed'; room: string; closed: Interval[] }
  | { code: 'room-closure'; room: string; closures: Closure[] }
  | { code: 'room-too-small'; room: string; capacity: number; attendees: number }
  | { code: 'room-without-equipment'; room: string; missing: string[]; equipment: string[] }
  | { code: 'room-taken'; room: string; bookings: Booking[] };

/** A reason against a schedule that was agreed after the booking. */
export type ScheduleReason =
  | Extract<SlotReason, { code: 'slot-order' }>
  | { code: 'schedule-outside-booking'; schedule: Interval; booking: Interval };

/**
 * Returns the reasons against a slot (R24). A slot that is too long, or ends before it starts, is not compared with
 * opening hours and bookings.
 * @param bookings bookings, and offers that are still reserved
 * @param at time of the act, after which the slot must end
 */
export function checkSlot(
  rooms: readonly Room[],
  bookings: readonly Booking[],
  slot: Slot,
  at: Instant,
  calendar: CalendarData,
): SlotReason[] {
  const times = checkTimes(slot, at);
  if (slot.room === null) return times;
  const { room: id, start, end } = slot;
  const room = rooms.find((known) => known.id === id);
  if (!room) return [...times, { code: 'unknown-room', room: id, rooms: rooms.map((known) => known.id) }];

  const reasons: SlotReason[] = [...times];
  const sane = !times.some(({ code }) => code === 'slot-order' || code === 'slot-too-long');
  const closed = sane ? standstill(start, end, openingClock(room), calendar) : [];
  if (closed.length > 0) reasons.push({ code: 'room-closed', room: id, closed });
  const closures = sane ? closuresIn(room, slot) : [];
  if (closures.length > 0) reasons.push({ code: 'room-closure', room: id, closures });
  return [...reasons, ...lackingReasons(room, slot), ...(sane ? takenReason(bookings, slot) : [])];
}

/** Returns a reason if a room is too small for a slot, and a reason if the room lacks equipment. */
export function lackingReasons({ id, capacity, equipment: pieces }: Room, slot: Slot): SlotReason[] {
  const reasons: SlotReason[] = [];
  const attendees = slot.attendees ?? 0;
  if (attendees > capacity) reasons.push({ code: 'room-too-small', room: id, capacity, attendees });
  const equipment = pieces.map((piece) => piece.id);
  const missing = (slot.equipment ?? []).filter((wanted) => !equipment.includes(wanted));
  if (missing.length > 0) reasons.push({ code: 'room-without-equipment', room: id, missing, equipment });
  return reasons;
}

/** Returns the reason that other cases have the room (R25). A place that is no room has no such reason. */
export function takenReason(bookings: readonly Booking[], { room, start, end, case: id }: Slot): SlotReason[] {
  const taken = room === null ? [] : clashes(bookings, { room, start, end, case: id });
  return room === null || taken.length === 0 ? [] : [{ code: 'room-taken', room, bookings: taken }];
}

/** Checks that a schedule that was agreed after the room was booked is inside the booking (R24). */
export function checkSchedule(booking: Interval, schedule: Interval): ScheduleReason[] {
  const { start, end } = schedule;
  if (end <= start) return [{ code: 'slot-order', start, end }];
  return contains(booking, schedule) ? [] : [{ code: 'schedule-outside-booking', schedule, booking }];
}

/**
 * Returns the reasons against the times of a slot.
 * @param at time of the act, after which the slot must end
 */
export function checkTimes({ start, end, request }: Slot, at: Instant): SlotReason[] {
  const reasons: SlotReason[] = [];
  if (end <= start) reasons.push({ code: 'slot-order', start, end });
  else if (epochSeconds(end) - epochSeconds(start) > MOST_DAYS * 86_400) {
    reasons.push({ code: 'slot-too-long', mostDays: MOST_DAYS });
  }
  if (end <= at) reasons.push({ code: 'slot-over', end, at });
  if (request && !contains({ start, end }, request)) {
    reasons.push({ code: 'slot-misses-request', slot: { start, end }, request });
  }
  return reasons;
}
