import { epochSeconds, toInstant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import type { Booking } from '#domain/room/bookings.ts';
import type { PublicEvent } from './events.ts';
import type { PublicNames } from './names.ts';
import type { ArchiveLine, PlannedPage, Props, PublicRegister, RowReality } from './page-props.ts';
import { type RoomUse, roomUses } from './room-uses.ts';
import { byUrgency, isOpen, type Summary } from './summary.ts';

/** What the pages that show several cases are made of. */
export interface Lists {
  readonly register: PublicRegister;
  readonly names: PublicNames;
  /** In order of case numbers. */
  readonly cases: readonly Summary[];
  /** The newest first; only the newest hundred need be there. */
  readonly events: readonly PublicEvent[];
  readonly bookings: readonly Booking[];
}

/** Every page that shows several cases, or none. */
export function listPages(lists: Lists): PlannedPage[] {
  const { names, register } = lists;
  const months = byMonth(lists.cases);
  return [
    { url: '/', props: overview(lists) },
    { url: '/sop/', props: { page: 'procedures' } },
    ...names.procedures.map((procedure): PlannedPage => {
      const props = { page: 'procedure', procedure, reality: reality(lists.cases, procedure) } as const;
      return { url: `/sop/${procedure.id}/`, props };
    }),
    ...roomPages(lists),
    {
      url: '/arsip/',
      props: {
        page: 'archive',
        months: months.map(([month, cases]) => ({ month, cases: cases.length })),
        filters: filterValues(lists.cases),
      },
    },
    ...months.map(([month, cases]): PlannedPage => ({
      url: `/arsip/${month}/`,
      props: { page: 'archive-month', month, cases: cases.map(archiveLine) },
    })),
    { url: '/periksa/', props: { page: 'verify', register } },
    { url: '/perubahan.atom', props: { page: 'feed', register, events: lists.events.slice(0, 50) } },
    { url: '/404', props: { page: 'not-found' } },
  ];
}

function overview({ register, cases, events }: Lists): Props<'overview'> {
  const month = (at: string, zone: string) => localDate(at, zone).slice(0, 7);
  const done = cases.filter(
    ({ status, ended, zone }) =>
      status === 'completed' && ended !== undefined && month(ended, zone) === month(register.readAt, zone),
  );
  const ended = cases.filter((each) => !isOpen(each)).sort(latestEnd);
  return {
    page: 'overview',
    register,
    open: cases.filter(isOpen).sort(byUrgency),
    ended: ended.slice(0, 5),
    figures: {
      done: done.length,
      kept: cases.reduce((sum, { punctual }) => sum + punctual.kept, 0),
      of: cases.reduce((sum, { punctual }) => sum + punctual.of, 0),
    },
    events: events.slice(0, 5),
  };
}

function latestEnd(a: Summary, b: Summary): number {
  const [left, right] = [a.ended ?? '', b.ended ?? ''];
  return left < right ? 1 : left > right ? -1 : b.number - a.number;
}

/** Ended cases by the month in which they ended, in their own zone; the newest first. */
export function byMonth(cases: readonly Summary[]): [month: string, cases: Summary[]][] {
  const months = Map.groupBy(
    cases.filter((each) => !isOpen(each)),
    ({ ended, updated, zone }) => localDate(ended ?? updated, zone).slice(0, 7),
  );
  return [...months].sort(([a], [b]) => (a < b ? 1 : -1)).map(([month, each]) => [month, each.sort(latestEnd)]);
}

function archiveLine(summary: Summary): ArchiveLine {
  const { id, title, procedure, zone, status, submitted, ended, situation, filters, punctual } = summary;
  return {
    ...{ id, procedure, zone, status, submitted, situation, filters, punctual },
    ...(title === undefined ? {} : { title }),
    ...(ended === undefined ? {} : { ended }),
  };
}

/**
 * Median and 90th percentile of each row's measured visits (nearest rank), by what its limit counts by now; of a row that
 * several steps share, for each of them.
 */
export function reality(cases: readonly Summary[], { id, steps }: Procedure): RowReality[] {
  const times = cases.filter(({ procedure }) => procedure === id).flatMap((each) => each.times);
  const place = ({ step }: RowReality): number => steps.findIndex((each) => each.id === step);
  return [...Map.groupBy(times, ([row, , , , step]) => `${row} ${step}`).values()]
    .flatMap((visits): RowReality[] => {
      const last = visits.at(-1);
      if (!last) return [];
      const [row, , limit, measure, step] = last;
      const used = visits.flatMap(([, each, , by]) => (by === measure ? [each] : [])).sort((a, b) => a - b);
      const rank = (share: number) => used[Math.max(0, Math.ceil(share * used.length) - 1)] ?? 0;
      return [{ row, step, n: used.length, measure, limit, median: rank(0.5), p90: rank(0.9) }];
    })
    .sort((a, b) => compareRows(a.row, b.row) || place(a) - place(b));
}

/** The rooms' calendars, each in its room's zone: the month of the data, and every other month in which it is used. */
function roomPages({ names, register, cases, bookings }: Lists): PlannedPage[] {
  const uses = roomUses(cases, bookings);
  return names.rooms.flatMap(({ id, zone }): PlannedPage[] => {
    const today = localDate(register.readAt, zone);
    const current = today.slice(0, 7);
    const own = uses.filter(({ room }) => room === id);
    const used = Map.groupBy(
      own.flatMap((use) => monthsOf(use, zone).map((month) => ({ month, use }))),
      ({ month }) => month,
    );
    const months = [...new Set([current, ...used.keys()])].sort();
    const page = (month: string): Props<'room'> => ({
      page: 'room',
      room: id,
      zone,
      month,
      current,
      ...(month === current ? { today } : {}),
      months,
      uses: (used.get(month) ?? []).map(({ use }) => use),
    });
    return [
      { url: `/ruang/${id}/`, props: page(current) },
      { url: `/ruang/${id}.ics`, props: { page: 'calendar', room: id, register, uses: own } },
      ...months.map((month) => ({ url: `/ruang/${id}/${month}/`, props: page(month) })),
    ];
  });
}

/** The values that ended cases have in the fields that the archive filters by. */
function filterValues(cases: readonly Summary[]): Record<string, string[]> {
  const values = new Map<string, Set<string>>();
  for (const each of cases) {
    if (isOpen(each)) continue;
    for (const [pointer, value] of Object.entries(each.filters)) {
      values.set(pointer, (values.get(pointer) ?? new Set()).add(value));
    }
  }
  return Object.fromEntries([...values].sort().map(([pointer, known]) => [pointer, [...known].sort()]));
}

/** The months, `YYYY-MM`, in which a use has at least a second; no procedure books for more than a year, which touches fourteen. */
export function monthsOf({ start, end }: RoomUse, zone: string): string[] {
  const last = localDate(toInstant((epochSeconds(end) - 1) * 1000), zone).slice(0, 7);
  const months: string[] = [];
  let [year, month] = localDate(start, zone).split('-').map(Number) as [number, number];
  for (let i = 0; i < 14; i += 1) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > last) break;
    months.push(name);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return months;
}
