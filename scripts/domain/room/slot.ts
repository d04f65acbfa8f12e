import type { CalendarData } from '#domain/clock/calendar.ts';
import { standstill } from '#domain/clock/deadline.ts';
import type { Instant, Interval } from '#domain/clock/instant.ts';
import { epochSeconds } from '#domain/clock/instant.ts';
import type { Booking } from './bookings.ts';
import { clashes, contains } from './bookings.ts';
import type { Room } from './room.ts';
import { openingClock } from './room.ts';

/** What a result, or a request, wants of a room. */
export interface Slot extends Interval {
  case: string;
  /** Id of a room; null for a place that is no room: it books nothing, and only its times are judged. */
  room: string | null;
  /** How many people come. */
  attendees?: number | undefined;
  /** Ids of the equipment that is needed in the room. */
  equipment?: readonly string[] | undefined;
  /** The time that the request asks for, where the slot is a result's: the slot must contain it. */
  request?: Interval | undefined;
}

/** Why a slot cannot be had. `room-taken` is a clash with another case (R25); every other is something to correct. */
export type SlotReason =
  | { code: 'slot-order'; start: Instant; end: Instant }
  | { code: 'slot-too-long'; mostDays: number }
  | { code: 'slot-over'; end: Instant; at: Instant }
  | { code: 'slot-misses-request'; slot: Interval; request: Interval }
  | { code: 'unknown-room'; room: string; rooms: string[] }
  | { code: 'room-closed'; room: string; closed: Interval[] }
  | { code: 'room-too-small'; room: string; capacity: number; attendees: number }
  | { code: 'room-without-equipment'; room: string; missing: string[]; equipment: string[] }
  | { code: 'room-taken'; room: string; bookings: Booking[] };

/** Why a schedule agreed after the booking cannot stand. */
export type ScheduleReason =
  | Extract<SlotReason, { code: 'slot-order' }>
  | { code: 'schedule-outside-booking'; schedule: Interval; booking: Interval };

/** The longest slot, in days: a mistyped year must not hold a room for ever, nor start a long search. */
export const MOST_DAYS = 366;

/** Judges a slot (R24): every reason against it, none if it can be had. What ended by `at` is over. */
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
  return [...reasons, ...lackingReasons(room, slot), ...(sane ? takenReason(bookings, slot) : [])];
}

/** What the people of a slot need and its room has not. */
export function lackingReasons({ id, capacity, equipment: pieces }: Room, slot: Slot): SlotReason[] {
  const reasons: SlotReason[] = [];
  const attendees = slot.attendees ?? 0;
  if (attendees > capacity) reasons.push({ code: 'room-too-small', room: id, capacity, attendees });
  const equipment = pieces.map((piece) => piece.id);
  const missing = (slot.equipment ?? []).filter((wanted) => !equipment.includes(wanted));
  if (missing.length > 0) reasons.push({ code: 'room-without-equipment', room: id, missing, equipment });
  return reasons;
}

/** That other cases hold the room (R25); nothing for a place that is no room. */
export function takenReason(bookings: readonly Booking[], { room, start, end, case: id }: Slot): SlotReason[] {
  const taken = room === null ? [] : clashes(bookings, { room, start, end, case: id });
  return room === null || taken.length === 0 ? [] : [{ code: 'room-taken', room, bookings: taken }];
}

/** What speaks against a schedule that was agreed after the room was booked (R24): it must lie inside the booking. */
export function checkSchedule(booking: Interval, schedule: Interval): ScheduleReason[] {
  const { start, end } = schedule;
  if (end <= start) return [{ code: 'slot-order', start, end }];
  return contains(booking, schedule) ? [] : [{ code: 'schedule-outside-booking', schedule, booking }];
}

/** What speaks against a slot's times by themselves. @param at the time of the act; what ended by then is over */
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
