import { localDate } from '#domain/clock/wall.ts';
import { given } from '#domain/request/given.ts';
import type { Booking, Offer } from '#domain/room/bookings.ts';
import type { PublicNames } from '#public/export/names.ts';
import type { PublicRegister } from '#public/export/publication.ts';
import {
  byTime,
  closedUses,
  heldUses,
  monthAfter,
  monthsOf,
  type RoomUse,
  withHeld,
} from '#public/export/room-uses.ts';
import type { Catalogue } from '../memory/catalogue.ts';
import type { PlannedPage, Props, TitledUse } from './page-props.ts';
import type { Gone } from './parted-pages.ts';

export interface Rooms {
  readonly register: PublicRegister;
  readonly names: Pick<PublicNames, 'rooms'>;
  readonly bookings: readonly (Booking & Partial<Offer>)[];
  readonly catalogue: Catalogue;
}

/**
 * The months for which each room has a page even if no case uses the room: the months around now, those of bookings,
 * and those of closures.
 */
export type ShownMonths = Readonly<Record<string, readonly string[]>>;

/**
 * Months around the current one that have a page whether the room is used or not, so that people can find a free day:
 * the month before, and twelve months to come. Their number does not depend on the archive (R38).
 */
const AROUND = Array.from({ length: 14 }, (_, i) => i - 1);

/** Returns the uses in the feeds and in the current data: future ones, and those of this month and the one before. */
export function usesNow({ register, bookings, catalogue }: Omit<Rooms, 'names'>): RoomUse[] {
  const uses = catalogue.usesSince(monthBefore(register.readAt));
  return withHeld(
    heldUses(bookings, (id) => catalogue.publicSummaryOf(id)?.procedure),
    bookings,
    uses,
  );
}

/** Returns when the month before that of an instant began, in UTC. */
const monthBefore = (at: string): string => `${monthAfter(at.slice(0, 7), -1)}-01T00:00:00Z`;

/**
 * Returns the months that have a page even if no case uses the room. The next publication compares its own months with
 * these.
 */
export function shownMonths({ register, names, bookings }: Omit<Rooms, 'catalogue'>): ShownMonths {
  return Object.fromEntries(
    names.rooms.map((named) => {
      const { id, zone } = named;
      const held = [...bookings.filter(({ room }) => room === id), ...closedUses(named)].flatMap((each) =>
        monthsOf({ ...each, state: 'held' }, zone),
      );
      const current = localDate(register.readAt, zone).slice(0, 7);
      return [id, [...new Set([...AROUND.map((months) => monthAfter(current, months)), ...held])].sort()];
    }),
  );
}

/**
 * Makes the calendar of each room: an iCalendar file and, in the room's zone, a page for each month around the current
 * one and for every other month with a use.
 * @param touched for each room the months that may have changed; without it, all months are made
 * @returns the pages; a page without props must be removed, since it has nothing to show now
 */
export function* roomPages(
  rooms: Rooms,
  touched?: ReadonlyMap<string, ReadonlySet<string>>,
): Generator<PlannedPage | Gone> {
  const now = usesNow(rooms);
  const shown = shownMonths(rooms);
  for (const named of rooms.names.rooms) {
    const { id, zone } = named;
    const closed = closedUses(named);
    const since = monthBefore(rooms.register.readAt);
    const uses = [...now.filter(({ room }) => room === id), ...closed.filter(({ end }) => end > since)].sort(byTime);
    yield { url: `/ruang/${id}.ics`, props: { page: 'calendar', room: id, register: rooms.register, uses } };
    const always = shown[id] ?? [];
    const months = [...new Set([...always, ...rooms.catalogue.usedMonths(id)])].sort();
    const some = touched ? new Set([...always, ...(touched.get(id) ?? [])]) : months;
    // The neighbouring months are made again too, since their pages link to these months.
    const near = new Set([...some].flatMap((month) => [month, ...Object.values(neighbours(months, month))]));
    for (const month of near) yield* monthPages(rooms, { room: id, zone, month, closed }, months);
  }
}

function* monthPages(
  { register, bookings, catalogue }: Rooms,
  { room, zone, month, closed }: Pick<Props<'room'>, 'room' | 'zone' | 'month'> & { readonly closed: RoomUse[] },
  months: readonly string[],
): Generator<PlannedPage | Gone> {
  const url = `/ruang/${room}/${month}/`;
  if (!months.includes(month)) return yield { url };
  const today = localDate(register.readAt, zone);
  const isCurrent = today.startsWith(month);
  const held = heldUses(
    bookings.filter((each) => each.room === room && monthsOf({ ...each, state: 'held' }, zone).includes(month)),
    (each) => catalogue.publicSummaryOf(each)?.procedure,
  );
  const props: Props<'room'> = {
    ...{ page: 'room', room, zone, month },
    ...(isCurrent ? { today } : {}),
    ...neighbours(months, month),
    uses: [
      ...withHeld(held, bookings, catalogue.usesIn(room, month)).map(titled(catalogue)),
      ...closed.filter((each) => monthsOf(each, zone).includes(month)),
    ].sort(byTime),
  };
  if (isCurrent) yield { url: `/ruang/${room}/`, props };
  yield { url, props };
}

/** Adds the title of a use's case. A use that names no case has no title. */
const titled =
  (catalogue: Catalogue) =>
  (use: RoomUse): TitledUse => ({
    ...use,
    ...given({ title: use.case === undefined ? undefined : catalogue.publicSummaryOf(use.case)?.title }),
  });

/** Returns the nearest months with a page before and after a month. `months` is sorted. */
const neighbours = (months: readonly string[], month: string): Pick<Props<'room'>, 'before' | 'after'> =>
  given({ before: months.findLast((each) => each < month), after: months.find((each) => each > month) });
