import { type Booking, clashes } from '#domain/room/bookings.ts';
import type { RoomUse } from '#public/export/room-uses.ts';

/** The use of a room by a case that may be named. The room is booked or asked for. */
export type NamedUse = Omit<RoomUse, 'case'> & { readonly case: string };

/** A file of uses, as the site publishes it. */
export interface PublishedUses {
  /** In the file of newer uses, the cases whose uses in the other file no longer count. */
  readonly cases?: readonly string[];
  readonly uses: readonly RoomUse[];
}

/** Returns the uses whose case may be named. The site's data do not name a restricted case (R11). */
export function newestUses(all: PublishedUses, { cases = [], uses }: PublishedUses): NamedUse[] {
  const isNamed = (use: RoomUse): use is NamedUse => use.case !== undefined;
  return [...all.uses.filter((use) => !cases.includes(use.case ?? '')), ...uses].filter(isNamed);
}

/** Returns the ids of other cases that ask for the same room at the same time and have no room yet (R25). */
export const othersAsking = (uses: readonly NamedUse[], wish: Omit<Booking, 'number'>): string[] =>
  clashes(
    uses.filter(({ state }) => state === 'asked'),
    wish,
  ).map((other) => other.case);
