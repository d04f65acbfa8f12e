import { epochSeconds, toInstant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import { given } from '#domain/request/given.ts';
import type { Booking, Offer } from '#domain/room/bookings.ts';
import { byTime, heldUses, type RoomUse } from '#public/export/room-uses.ts';
import type { Summary } from '#public/export/summary.ts';
import { secondsIn } from '#public/figures/room-figures.ts';
import type { DayCounts, TitledUse } from '../pages/page-props.ts';
import { PLACES } from './case-counts.ts';
import type { Count, CountTable } from './counts.ts';
import { type ListKeys, listKey } from './parts.ts';
import type { SiteDatabase } from './site-database.ts';

/**
 * The uses of rooms: a row for each day of each use. `place` is the key by which a day has the uses that began first.
 * `held` has the bookings and offers of each case, as the register's index had them at the last publication.
 */
export const ROOM_DAYS = `
CREATE TABLE room_days (number INTEGER NOT NULL, room TEXT NOT NULL, day TEXT NOT NULL, place TEXT NOT NULL,
  state TEXT NOT NULL, use TEXT NOT NULL) STRICT;
CREATE INDEX room_days_of ON room_days (number);
CREATE INDEX room_days_on ON room_days (room, day, place);
CREATE TABLE held (number INTEGER PRIMARY KEY, bookings TEXT NOT NULL) STRICT;
`;

type Held = Booking & Partial<Offer>;

/** A use lasts at most 366 days (R24). An invalid one has at most as many days as fourteen months. */
const MOST_DAYS = 14 * 31;
const DAY = 86_400_000;

/** Keeps the uses of rooms by day, so that a change of one use does not read the others (R38). */
export class RoomDays {
  readonly #database: SiteDatabase;
  readonly #counts: CountTable;
  readonly #zoneOf: (room: string) => string;
  readonly #tracks: boolean;
  /** For each room the days, and for each day the keys, of uses that were added, changed or removed. */
  readonly touched = new Map<string, Map<string, Set<string>>>();

  /**
   * @param zoneOf returns the zone in which a room's days are counted
   * @param tracks whether `touched` is filled
   */
  constructor(database: SiteDatabase, counts: CountTable, zoneOf: (room: string) => string, tracks: boolean) {
    this.#database = database;
    this.#counts = counts;
    this.#zoneOf = zoneOf;
    this.#tracks = tracks;
  }

  /**
   * Remembers which rooms are held now.
   * @param summaryOf returns a case that is known, by its number
   */
  hold(bookings: readonly Held[], summaryOf: (number: number) => Summary | undefined): void {
    const now = new Map(
      [...Map.groupBy(bookings, ({ number }) => number)].map(([number, own]) => [number, JSON.stringify(own)]),
    );
    const before = this.#database.all<{ number: number; bookings: string }>('SELECT number, bookings FROM held');
    for (const { number, bookings: known } of before) {
      if (now.get(number) === known) now.delete(number);
      else if (!now.has(number)) now.set(number, '[]');
    }
    for (const [number, own] of now) {
      if (own === '[]') this.#database.run('DELETE FROM held WHERE number = ?', number);
      else this.#database.put('held', { number, bookings: own });
      this.renew(number, summaryOf(number));
    }
  }

  /** Replaces the uses of a case. A case that is not known may still hold a room. */
  renew(number: number, summary: Summary | undefined): void {
    const rows = this.#database.all<{ use: string }>('SELECT DISTINCT use FROM room_days WHERE number = ?', number);
    const before = new Set(rows.map(({ use }) => use));
    const uses = new Map(this.#usesOf(number, summary).map((use) => [JSON.stringify(use), use]));
    for (const use of before) if (!uses.has(use)) this.#change(number, use, -1);
    for (const use of uses.keys()) if (!before.has(use)) this.#change(number, use, 1);
  }

  /** Returns the months in which a room is used, in their order. */
  usedMonths(room: string): string[] {
    return this.#counts.of<string>(PLACES.usedMonths(room)).map(({ value }) => value);
  }

  /** Returns how many uses a month has for which a room is or was booked, and how many seconds of the month they take. */
  booked(room: string, month: string): { readonly uses: number; readonly booked: number } {
    const place = PLACES.booked(room, month);
    return { uses: this.#counts.at(place, 'uses'), booked: this.#counts.at(place, 'seconds') };
  }

  /** Returns the uses of a room in a month, or undefined if they are more than a number. */
  fewIn(room: string, month: string, most: number): TitledUse[] | undefined {
    const uses = this.#uses('room = ? AND day >= ? AND day < ?', most + 1, room, ...daysOf(month));
    return uses.length > most ? undefined : uses;
  }

  /** Returns how many uses each day of a month has, by state. Days without a use are left out. */
  countsIn(room: string, month: string): { readonly day: string; readonly counts: DayCounts }[] {
    const sql = `SELECT day, state, COUNT(*) AS n FROM room_days WHERE room = ? AND day >= ? AND day < ?
      GROUP BY day, state ORDER BY day, state`;
    const rows = this.#database.all<{ day: string; state: RoomUse['state']; n: number }>(sql, room, ...daysOf(month));
    return [...Map.groupBy(rows, ({ day }) => day)].map(([day, own]) => ({
      day,
      counts: Object.fromEntries(own.map(({ state, n }) => [state, n])),
    }));
  }

  /** Returns the uses of a room on a day with keys in a range, the one that began first first. */
  on(room: string, day: string, from: string, to: string): TitledUse[] {
    return this.#uses('room = ? AND day = ? AND place >= ? AND place < ?', undefined, room, day, from, to);
  }

  /** Returns the keys of a day's uses. */
  keysOn(room: string, day: string): ListKeys {
    const key = (sql: string, bound: string): string | undefined =>
      this.#database.get<{ place: string }>(
        `SELECT place FROM room_days WHERE room = ? AND day = ? AND ${sql}`,
        ...[room, day, bound],
      )?.place;
    return {
      count: (from, to, most) =>
        this.#database.get<{ n: number }>(
          `SELECT COUNT(*) AS n FROM
            (SELECT 1 FROM room_days WHERE room = ? AND day = ? AND place >= ? AND place < ? LIMIT ?)`,
          ...[room, day, from, to, most],
        )?.n ?? 0,
      next: (from) => key('place >= ? ORDER BY place LIMIT 1', from),
      previous: (to) => key('place < ? ORDER BY place DESC LIMIT 1', to),
    };
  }

  /**
   * Returns the uses of a room on a day and after it, in order.
   * @param most if given, at most this number of uses; which ones are left out is not said
   */
  since(room: string, day: string, most?: number): TitledUse[] {
    return this.#uses('room = ? AND day >= ?', most, room, day);
  }

  /** Returns the rooms that have a use. */
  rooms(): string[] {
    return this.#database.all<{ room: string }>('SELECT DISTINCT room FROM room_days').map(({ room }) => room);
  }

  /** Returns the uses of a case. */
  of(number: number): TitledUse[] {
    return this.#uses('number = ?', undefined, number);
  }

  /** A room that an ended case still holds is only held. */
  #usesOf(number: number, summary: Summary | undefined): TitledUse[] {
    const sql = 'SELECT bookings FROM held WHERE number = ?';
    const bookings = this.#database.get<{ bookings: string }>(sql, number)?.bookings ?? '[]';
    const shown = summary?.isRestricted ? undefined : summary;
    const held = heldUses(JSON.parse(bookings) as Held[], () => shown?.procedure);
    const own = (summary?.uses ?? []).filter(({ state }) => state !== 'past' || held.length === 0);
    return [...held, ...own].map((use) => ({
      ...use,
      ...given({ title: use.case === undefined ? undefined : shown?.title }),
    }));
  }

  /** @param by 1 if the use is added, -1 if it is removed */
  #change(number: number, text: string, by: 1 | -1): void {
    const use = JSON.parse(text) as TitledUse;
    const { room, start, state } = use;
    const place = listKey(epochSeconds(start), number);
    const days = daysOfUse(use, this.#zoneOf(room));
    if (this.#tracks) {
      const touched = this.touched.get(room) ?? new Map<string, Set<string>>();
      this.touched.set(room, touched);
      for (const day of days) touched.set(day, (touched.get(day) ?? new Set()).add(place));
    }
    if (by < 0) this.#database.run('DELETE FROM room_days WHERE number = ? AND use = ?', number, text);
    else for (const day of days) this.#database.insert('room_days', { number, room, day, place, state, use: text });
    const added = [...countsOfUse(use, days, this.#zoneOf(room))];
    this.#counts.replace(by < 0 ? added : [], by < 0 ? [] : added);
  }

  #uses(where: string, most: number | undefined, ...values: readonly (string | number)[]): TitledUse[] {
    const limit = most === undefined ? '' : ` LIMIT ${most}`;
    return this.#database
      .all<{ use: string }>(`SELECT DISTINCT number, use FROM room_days WHERE ${where}${limit}`, ...values)
      .map(({ use }) => JSON.parse(use) as TitledUse)
      .sort(byTime);
  }
}

/** Returns the texts between which the days of a month are. */
const daysOf = (month: string): readonly [from: string, to: string] => [`${month}-`, `${month}.`];

/** Returns the local days on which a use has at least one second. */
export function daysOfUse({ start, end }: Pick<RoomUse, 'start' | 'end'>, zone: string): string[] {
  const last = localDate(toInstant((epochSeconds(end) - 1) * 1000), zone);
  const first = Date.parse(localDate(start, zone));
  const days = Math.min(MOST_DAYS, (Date.parse(last) - first) / DAY + 1);
  return Array.from({ length: Math.max(0, days) }, (_, i) => new Date(first + i * DAY).toISOString().slice(0, 10));
}

function* countsOfUse(use: TitledUse, days: readonly string[], zone: string): Generator<Count> {
  for (const month of new Set(days.map((day) => day.slice(0, 7)))) {
    yield { place: PLACES.usedMonths(use.room), value: month, n: 1 };
    // A room that is only offered may never be used.
    if (use.state !== 'held' && use.state !== 'past') continue;
    const seconds = secondsIn(month, zone, use);
    yield { place: PLACES.booked(use.room, month), value: 'uses', n: seconds > 0 ? 1 : 0 };
    yield { place: PLACES.booked(use.room, month), value: 'seconds', n: seconds };
  }
}
