import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Booking } from '#domain/room/bookings.ts';
import { defined } from './public-entry.ts';

/** A line of the rooms' calendar. Without a case: the room is taken, and that is all the public learns (R11). */
export interface RoomUse {
  readonly room: string;
  readonly start: string;
  readonly end: string;
  readonly state: 'held' | 'asked' | 'past';
  readonly case?: string;
}

/**
 * The rooms' calendar (R32), by time: rooms held by open cases, rooms that open cases only ask for, and rooms that
 * completed cases have used. A booking of a case that is narrowed, or not known, names no case.
 */
export function roomUses(
  cases: readonly { readonly id: string; readonly narrowed: boolean; readonly uses: readonly RoomUse[] }[],
  bookings: readonly Booking[],
): RoomUse[] {
  const shown = new Map(cases.map((each) => [each.id, !each.narrowed]));
  const held = bookings.map(({ room, start, end, case: id }): RoomUse => ({
    ...{ room, start, end, state: 'held' },
    ...defined('case', shown.get(id) ? id : undefined),
  }));
  return [...held, ...cases.flatMap(({ uses }) => uses)].sort(byTime);
}

/** What a case itself adds to the calendar: what it asks for and does not hold yet, or what it has used. */
export function ownUses({ id, narrowed, status, booking, slot }: PublicCase): RoomUse[] {
  if (narrowed) return [];
  if (status === 'completed') return use(booking, 'past', id);
  const open = status === 'running' || status === 'applicant';
  return open && !booking ? use(slot, 'asked', id) : [];
}

/** Nothing for a place that is no room. */
function use(slot: PublicCase['slot'], state: RoomUse['state'], id: string): RoomUse[] {
  if (slot?.room === undefined || slot.start === undefined || slot.end === undefined) return [];
  return [{ room: slot.room, start: slot.start, end: slot.end, state, case: id }];
}

function byTime(a: RoomUse, b: RoomUse): number {
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  const [left, right] = [a, b].map(({ room, state, case: id }) => `${room} ${state} ${id ?? ''}`);
  return (left ?? '') < (right ?? '') ? -1 : left === right ? 0 : 1;
}
