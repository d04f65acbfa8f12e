import { type Booking, clashes } from '#domain/room/bookings.ts';
import type { RoomUse } from '#public/export/room-uses.ts';

/** That a case which everybody may know of holds a room, or asks for it. */
export type NamedUse = Omit<RoomUse, 'case'> & { readonly case: string };

/** Uses whose case may be named: of a restricted one the site's data say only that the room is taken (R11). */
export const namedUses = (uses: readonly RoomUse[]): NamedUse[] =>
  uses.flatMap((use) => (use.case === undefined ? [] : [{ ...use, case: use.case }]));

/** Ids of the other cases that ask for what a wish asks for, and have no room yet (R25). */
export const othersAsking = (uses: readonly NamedUse[], wish: Omit<Booking, 'number'>): string[] =>
  clashes(
    uses.filter(({ state }) => state === 'asked'),
    wish,
  ).map((other) => other.case);
