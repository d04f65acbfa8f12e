import { localDate } from '#domain/clock/wall.ts';
import { given } from '#domain/request/given.ts';
import type { PublicNames } from '#public/export/names.ts';
import type { PublicRegister } from '#public/export/publication.ts';
import { byTime, closedUses, monthAfter, monthsOf, type RoomUse } from '#public/export/room-uses.ts';
import type { Catalogue, Touched } from '../memory/catalogue.ts';
import { daysOfUse } from '../memory/room-days.ts';
import { MOST_AT_ONCE } from '../memory/whole-lists.ts';
import { dayAddress, roomMonthAddress } from './addresses.ts';
import type { PlannedPage, Props, TitledUse } from './page-props.ts';
import { type Gone, partedPages } from './parted-pages.ts';

export interface Rooms {
  readonly register: PublicRegister;
  readonly names: Pick<PublicNames, 'rooms'>;
  readonly catalogue: Catalogue;
}

/**
 * What the pages of rooms show besides uses: the local date of each room, and the months that have a page even if no
 * case uses the room, that is the months around now and those of closures.
 */
export type ShownDays = Readonly<Record<string, { readonly today: string; readonly months: readonly string[] }>>;

/** Checks whether a room has another date, or other months, than it had at an earlier publication. */
export const isOtherDay = (room: string, now: ShownDays, before: ShownDays): boolean =>
  before[room]?.today !== now[room]?.today || before[room]?.months.join() !== now[room]?.months.join();

/** What may differ since the last publication. */
export interface RoomChanges {
  readonly uses: Touched['rooms'];
  readonly before: ShownDays;
  /** The rooms whose calendar file is not up to date and is written now, however long it is. */
  readonly calendars: ReadonlySet<string>;
}

/**
 * Months around the current one that have a page whether the room is used or not, so that people can find a free day:
 * the month before, and twelve months to come. Their number does not depend on the archive (R38).
 */
const AROUND = Array.from({ length: 14 }, (_, i) => i - 1);

/** Uses that a month shows itself. A month with more uses shows how many each day has, and each day has pages. */
const IN_A_MONTH = 25;
/** Uses on one page of a day. */
const ON_A_DAY = 50;

/**
 * Returns the uses in the current data, in order: future ones, and those of this month and the one before.
 * @param most if given, and there are more uses, nothing is returned
 */
export function usesNow({ register, names, catalogue }: Rooms, most?: number): RoomUse[] | undefined {
  const known = new Map(names.rooms.map(({ id, zone }) => [id, zone]));
  const uses: RoomUse[] = [];
  for (const room of [...new Set([...known.keys(), ...catalogue.rooms.rooms()])].sort()) {
    const since = firstOfLastMonth(register, known.get(room) ?? 'UTC');
    const left = most === undefined ? undefined : most - uses.length + 1;
    uses.push(...catalogue.rooms.since(room, since, left).map(untitled));
    if (most !== undefined && uses.length > most) return undefined;
  }
  return uses.sort(byTime);
}

/** Returns a use without the title of its case. */
export const untitled = ({ title: _title, ...use }: TitledUse): RoomUse => use;

/** Returns the first day of the month before that of the data, in a zone. */
const firstOfLastMonth = ({ readAt }: PublicRegister, zone: string): string =>
  `${monthAfter(localDate(readAt, zone).slice(0, 7), -1)}-01`;

/** Returns what the pages of rooms show besides uses. The next publication compares its own with this. */
export function shownDays({ register, names }: Omit<Rooms, 'catalogue'>): ShownDays {
  return Object.fromEntries(
    names.rooms.map((named) => {
      const { id, zone } = named;
      const today = localDate(register.readAt, zone);
      const closed = closedUses(named).flatMap((each) => monthsOf(each, zone));
      const around = AROUND.map((months) => monthAfter(today.slice(0, 7), months));
      return [id, { today, months: [...new Set([...around, ...closed])].sort() }];
    }),
  );
}

/**
 * Makes the calendar of each room: an iCalendar file and, in the room's zone, a page for each month around the current
 * one and for every other month with a use. The days of a month with many uses have pages of their own.
 * @param changes what may differ since the last publication; without it, everything is made
 * @returns the pages; a page without props must be removed, since it has nothing to show now
 */
export function* roomPages(rooms: Rooms, changes?: RoomChanges): Generator<PlannedPage | Gone> {
  const shown = shownDays(rooms);
  for (const named of rooms.names.rooms) {
    const { id, zone } = named;
    const { today = '', months: always = [] } = shown[id] ?? {};
    const before = changes?.before ?? {};
    const isOther = isOtherDay(id, shown, before);
    const days = changes?.uses.get(id) ?? new Map<string, ReadonlySet<string>>();
    const isDue = !changes || changes.calendars.has(id);
    if (isDue || isOther || days.size > 0) {
      const calendar = calendarOf(rooms, named, today, isDue ? undefined : MOST_AT_ONCE);
      if (calendar) yield calendar;
    }
    const months = [...new Set([...always, ...rooms.catalogue.rooms.usedMonths(id)])].sort();
    const touched = Array.from(days.keys(), (day) => day.slice(0, 7));
    const some = changes ? [...touched, ...(isOther ? [...always, ...(before[id]?.months ?? [])] : [])] : months;
    // The neighbouring months are made again too, since their pages link to these months.
    const near = new Set(some.flatMap((month) => [month, ...Object.values(neighbours(months, month))]));
    const room = { room: id, zone, today, closed: closedUses(named), months };
    for (const month of near) yield* monthPages(rooms, { ...room, month }, changes && days);
  }
}

interface RoomMonth extends Pick<Props<'room'>, 'room' | 'zone' | 'month'> {
  readonly today: string;
  readonly closed: readonly RoomUse[];
  /** The months of the room that have a page, in order. */
  readonly months: readonly string[];
}

/**
 * Makes the calendar file of a room. It has the uses since the beginning of last month or, if these are many, the
 * current and coming ones.
 * @param most if given, and the file has more uses, nothing is returned
 */
function calendarOf(
  { register, catalogue }: Rooms,
  named: PublicNames['rooms'][number],
  today: string,
  most?: number,
): PlannedPage | undefined {
  const { id, zone } = named;
  const since = firstOfLastMonth(register, zone);
  const recent = catalogue.rooms.since(id, since, MOST_AT_ONCE + 1);
  const isShort = recent.length <= MOST_AT_ONCE;
  const from = isShort ? since : today;
  const coming = isShort ? recent : catalogue.rooms.since(id, today, most && most + 1);
  if (most !== undefined && coming.length > most) return undefined;
  const closed = closedUses(named).filter((each) => (daysOfUse(each, zone).at(-1) ?? '') >= from);
  const uses = [...coming.map(untitled), ...closed].sort(byTime);
  return { url: `/ruang/${id}.ics`, props: { page: 'calendar', room: id, register, uses } };
}

/** @param days the days with changed uses, and the keys of these uses; without it, all days are made */
function* monthPages(
  { catalogue }: Rooms,
  { room, zone, month, today, closed, months }: RoomMonth,
  days?: ReadonlyMap<string, ReadonlySet<string>>,
): Generator<PlannedPage | Gone> {
  const url = roomMonthAddress(room, month);
  if (!months.includes(month)) return yield { url, until: `${url}~` };
  const isCurrent = today.startsWith(month);
  const few = catalogue.rooms.fewIn(room, month, IN_A_MONTH);
  const isClosed = closed.filter((each) => monthsOf(each, zone).includes(month));
  const props: Props<'room'> = {
    ...{ page: 'room', room, zone, month },
    ...(isCurrent ? { today } : {}),
    ...neighbours(months, month),
    uses: [...(few ?? []), ...isClosed].sort(byTime),
    ...(few ? {} : { days: catalogue.rooms.countsIn(room, month) }),
  };
  if (isCurrent) yield { url: `/ruang/${room}/`, props };
  yield { url, props };
  if (few) return yield { url: `${url}0`, until: `${url}~` };
  // If the days of this month have no pages yet, all are made.
  const hasDays = catalogue.pagesAround(url, url).after !== undefined;
  if (!days || !hasDays)
    for (const { day } of catalogue.rooms.countsIn(room, month))
      yield* dayPages(catalogue, { room, zone, day, closed });
  else
    for (const [day, touched] of days)
      if (day.startsWith(month)) yield* dayPages(catalogue, { room, zone, day, closed }, touched);
}

/** Makes the pages of a day with many uses in its month. */
function dayPages(
  catalogue: Catalogue,
  { room, zone, day, closed }: Pick<RoomMonth, 'room' | 'zone' | 'closed'> & { readonly day: string },
  touched?: Iterable<string>,
): Generator<PlannedPage | Gone> {
  const isClosed = closed.filter((each) => daysOfUse(each, zone).includes(day));
  return partedPages<Props<'room-day'>>(
    {
      url: dayAddress(room, day),
      keys: catalogue.rooms.keysOn(room, day),
      most: ON_A_DAY,
      props: ({ from, to }, path, near) => ({
        ...{ page: 'room-day', room, zone, day, path, ...near },
        uses: [...catalogue.rooms.on(room, day, from, to), ...isClosed].sort(byTime),
      }),
    },
    catalogue,
    touched,
  );
}

/** Returns the nearest months with a page before and after a month. `months` is sorted. */
const neighbours = (months: readonly string[], month: string): Pick<Props<'room'>, 'before' | 'after'> =>
  given({ before: months.findLast((each) => each < month), after: months.find((each) => each > month) });
