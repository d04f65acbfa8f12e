import { localDate } from '#domain/clock/wall.ts';
import type { Booking, Offer } from '#domain/room/bookings.ts';
import type { Catalogue } from './catalogue.ts';
import type { PublicNames } from '#public/export/names.ts';
import type { PublicRegister } from '#public/export/publication.ts';
import type { PlannedPage, Props, TitledUse } from './page-props.ts';
import { defined } from '#public/export/defined.ts';
import { heldUses, monthAfter, monthsOf, type RoomUse, withHeld } from '#public/export/room-uses.ts';

/** What the rooms' pages are made of. */
export interface Rooms {
  readonly register: PublicRegister;
  readonly names: Pick<PublicNames, 'rooms'>;
  readonly bookings: readonly (Booking & Partial<Offer>)[];
  readonly catalogue: Catalogue;
}

/** Months of rooms that pages show although no case has a use there: those around the current one, and of bookings. */
export type ShownMonths = Readonly<Record<string, readonly string[]>>;

/**
 * Months around the current one that have a page whether the room is used in them or not, so that a person who looks for a free
 * day finds one: the month before, and a year to come. Always as many, whatever lies in the archive (R38).
 */
const AROUND = Array.from({ length: 14 }, (_, i) => i - 1);

/** The uses that the feeds and the data of now hold: all to come, and the past ones of this month and the one before. */
export function usesNow({ register, bookings, catalogue }: Omit<Rooms, 'names'>): RoomUse[] {
  const uses = catalogue.usesSince(monthBefore(register.readAt));
  return withHeld(
    heldUses(bookings, (id) => catalogue.shownBy(id)),
    bookings,
    uses,
  );
}

/** When the month before an instant's began, in UTC. */
const monthBefore = (at: string): string => `${monthAfter(at.slice(0, 7), -1)}-01T00:00:00Z`;

/** What rooms show now besides the uses that cases state. The next publication compares with it. */
export function shownMonths({ register, names, bookings }: Omit<Rooms, 'catalogue'>): ShownMonths {
  return Object.fromEntries(
    names.rooms.map(({ id, zone }) => {
      const held = bookings
        .filter(({ room }) => room === id)
        .flatMap((each) => monthsOf({ ...each, state: 'held' }, zone));
      const current = localDate(register.readAt, zone).slice(0, 7);
      return [id, [...new Set([...AROUND.map((months) => monthAfter(current, months)), ...held])].sort()];
    }),
  );
}

/**
 * The rooms' calendars, each in its room's zone: the months around that of the data, and every other in which it is used.
 * @param touched months in which something may differ, by room; absent: all are asked for
 * @returns the pages, and without props the addresses of months that show nothing any more
 */
export function* roomPages(
  rooms: Rooms,
  touched?: ReadonlyMap<string, ReadonlySet<string>>,
): Generator<PlannedPage | Gone> {
  const now = usesNow(rooms);
  const shown = shownMonths(rooms);
  for (const { id, zone } of rooms.names.rooms) {
    const uses = now.filter(({ room }) => room === id);
    yield { url: `/ruang/${id}.ics`, props: { page: 'calendar', room: id, register: rooms.register, uses } };
    const months = new RoomMonths(rooms.catalogue, id, shown[id] ?? []);
    for (const month of months.near(touched && (touched.get(id) ?? [])))
      yield* monthPages(rooms, { room: id, zone, month }, months);
  }
}

/** An address that shows nothing any more. */
interface Gone {
  readonly url: string;
  readonly props?: undefined;
}

function* monthPages(
  { register, bookings, catalogue }: Rooms,
  { room, zone, month }: Pick<Props<'room'>, 'room' | 'zone' | 'month'>,
  months: RoomMonths,
): Generator<PlannedPage | Gone> {
  const url = `/ruang/${room}/${month}/`;
  if (!months.has(month)) return yield { url };
  const today = localDate(register.readAt, zone);
  const isCurrent = today.startsWith(month);
  const held = heldUses(
    bookings.filter((each) => each.room === room && monthsOf({ ...each, state: 'held' }, zone).includes(month)),
    (each) => catalogue.shownBy(each),
  );
  const props: Props<'room'> = {
    ...{ page: 'room', room, zone, month },
    ...(isCurrent ? { today } : {}),
    ...defined('before', months.neighbour(month, -1)),
    ...defined('after', months.neighbour(month, 1)),
    uses: withHeld(held, bookings, catalogue.usesIn(room, month)).map(titled(catalogue)),
  };
  if (isCurrent) yield { url: `/ruang/${room}/`, props };
  yield { url, props };
}

/** A use with what its case is called; one that names no case has no title either. */
const titled =
  (catalogue: Catalogue) =>
  (use: RoomUse): TitledUse => ({
    ...use,
    ...defined('title', use.case === undefined ? undefined : catalogue.titleOf(use.case)),
  });

/** The months that a room has a page of. */
class RoomMonths {
  readonly #catalogue: Catalogue;
  readonly #room: string;
  /** Those that have one whatever cases there are. */
  readonly #always: readonly string[];

  constructor(catalogue: Catalogue, room: string, always: readonly string[]) {
    this.#catalogue = catalogue;
    this.#room = room;
    this.#always = always;
  }

  has(month: string): boolean {
    return this.#always.includes(month) || this.#catalogue.isUsedIn(this.#room, month);
  }

  /** The month with a page before (-1) or after (1) one. */
  neighbour(month: string, way: -1 | 1): string | undefined {
    const isNeighbour = (each: string | undefined): each is string =>
      each !== undefined && (way < 0 ? each < month : each > month);
    const found = [...this.#always, this.#catalogue.neighbourUse(this.#room, month, way)].filter(isNeighbour).sort();
    return found.at(way < 0 ? -1 : 0);
  }

  /** Some months, those that have a page always, and those that lead to one of them; absent: all. */
  near(months: Iterable<string> | undefined): ReadonlySet<string> {
    if (!months) return new Set([...this.#always, ...this.#catalogue.usedMonths(this.#room)].sort());
    const some = [...this.#always, ...months];
    return new Set([
      ...some,
      ...some.flatMap((month) => [this.neighbour(month, -1) ?? [], this.neighbour(month, 1) ?? []].flat()),
    ]);
  }
}
