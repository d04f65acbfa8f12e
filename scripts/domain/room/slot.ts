import type { CalendarData } from '#domain/clock/calendar.ts';
import { standstill } from '#domain/clock/deadline.ts';
import type { Instant, Interval } from '#domain/clock/instant.ts';
import { epochSeconds } from '#domain/clock/instant.ts';
import type { Booking } from './bookings.ts';
import { clashes, contains } from './bookings.ts';
import type { Room } from './room.ts';
import { openingClock } from './room.ts';

export interface Slot extends Interval {
  case: string;
  /** null: another place, which books nothing. */
  room: string | null;
  attendees?: number | undefined;
  /** Ids. */
  equipment?: readonly string[] | undefined;
  /** The slot must contain it. */
  request?: Interval | undefined;
}

/** `room-taken` is a clash (R25); others can be corrected. */
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

/** Of a schedule after the booking. */
export type ScheduleReason =
  | Extract<SlotReason, { code: 'slot-order' }>
  | { code: 'schedule-outside-booking'; schedule: Interval; booking: Booking };

/** In days: a mistyped year must not hold a room. */
export const MOST_DAYS = 366;

/** See R24. @param at of the act */
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

/** Capacity and equipment. */
export function lackingReasons({ id, capacity, equipment: pieces }: Room, slot: Slot): SlotReason[] {
  const reasons: SlotReason[] = [];
  const attendees = slot.attendees ?? 0;
  if (attendees > capacity) reasons.push({ code: 'room-too-small', room: id, capacity, attendees });
  const equipment = pieces.map((piece) => piece.id);
  const missing = (slot.equipment ?? []).filter((wanted) => !equipment.includes(wanted));
  if (missing.length > 0) reasons.push({ code: 'room-without-equipment', room: id, missing, equipment });
  return reasons;
}

/** See R25. */
export function takenReason(bookings: readonly Booking[], { room, start, end, case: id }: Slot): SlotReason[] {
  const taken = room === null ? [] : clashes(bookings, { room, start, end, case: id });
  return room === null || taken.length === 0 ? [] : [{ code: 'room-taken', room, bookings: taken }];
}

/** Inside the case's booking (R24); without one only the order counts. */
export function checkSchedule(bookings: readonly Booking[], caseId: string, schedule: Interval): ScheduleReason[] {
  const { start, end } = schedule;
  if (end <= start) return [{ code: 'slot-order', start, end }];
  const booking = bookings.find((booking) => booking.case === caseId);
  if (!booking || contains(booking, schedule)) return [];
  return [{ code: 'schedule-outside-booking', schedule, booking }];
}

/** @param at of the act */
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
