import { describe, expect, it } from 'vitest';
import { localDate } from '#domain/clock/wall.ts';
import fc from '#tests/support/fast-check.ts';
import type { RowReality } from '../pages/page-props.ts';
import { Catalogue } from './catalogue.ts';
import { monthsOf } from '#public/export/room-uses.ts';
import { isOpen, monthOf, type Summary } from '#public/export/summary.ts';
import { shareOf } from '#public/figures/tally.ts';

const ZONE = 'Asia/Pontianak';
const STEPS = ['penerimaan', 'disposisi'];
const procedure = { id: 'sop', steps: STEPS.map((id) => ({ id })) };

/** Generates a case as lists show it. */
const summaries = fc
  .record({
    number: fc.integer({ min: 1, max: 6 }),
    status: fc.constantFrom('running', 'completed', 'rejected'),
    narrowed: fc.boolean(),
    hour: fc.integer({ min: 0, max: 400 * 24 }),
    kept: fc.integer({ min: 0, max: 3 }),
    kind: fc.constantFrom('rapat', 'siaran', undefined),
    row: fc.constantFrom(3, '3a'),
    revision: fc.constantFrom('a', 'b'),
    times: fc.array(
      fc.tuple(
        fc.constantFrom(...STEPS),
        fc.integer({ min: 0, max: 20_000 }),
        fc.constantFrom(0, 60, 900, 7_200),
        fc.boolean(),
      ),
      { maxLength: 4 },
    ),
    use: fc.option(fc.integer({ min: 1, max: 900 })),
    due: fc.option(fc.integer({ min: 0, max: 3 })),
    overdue: fc.boolean(),
  })
  .map(({ number, status, narrowed, hour, kept, kind, row, revision, times, use, due, overdue }): Summary => {
    const at = (hours: number) => new Date(Date.UTC(2025, 10, 1, hours)).toISOString().replace('.000Z', 'Z');
    const id = `X-2026-${number}`;
    return {
      ...{
        id,
        number,
        procedure: 'sop',
        zone: ZONE,
        isRestricted: narrowed,
        status: status as Summary['status'],
        row,
        rows: 10,
      },
      revision,
      ...{ year: 2025 + (number % 2), submitted: at(0), updated: at(hour), situation: {} as Summary['situation'] },
      ...(status === 'running'
        ? {
            turn: {
              ...{ opened: at(hour), begins: at(hour), clock: 'continuous', overdue, near: false },
              ...(due === null ? {} : { due: at(hour + due) }),
            },
          }
        : { ended: at(hour) }),
      punctual: { kept, of: 3 },
      times: narrowed
        ? []
        : times.map(([step, used, allowed, days]) => [
            ...([STEPS.indexOf(step) + 2, used, allowed] as const),
            ...([days ? 'working-days' : 'time', step] as const),
          ]),
      uses:
        use === null || narrowed
          ? []
          : [
              {
                room: 'tcm',
                start: at(hour),
                end: at(hour + use),
                state: status === 'running' ? 'asked' : 'past',
                case: id,
              },
            ],
      filters: kind === undefined ? {} : { '/kegiatan/jenis': kind },
      words: '',
    };
  });

/** Counts from all cases what the catalogue keeps as counts. */
function counted(cases: readonly Summary[], now: string) {
  const ended = cases.filter((each) => !isOpen(each));
  const latest = (a: Summary, b: Summary) =>
    (a.ended ?? '') < (b.ended ?? '') ? 1 : a.ended === b.ended ? b.number - a.number : -1;
  const dueOf = ({ turn }: Summary) => turn?.due ?? '9';
  const soonest = (a: Summary, b: Summary) =>
    dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : a.number - b.number;
  const sum = (of: (each: Summary) => number, some = cases) => some.reduce((total, each) => total + of(each), 0);
  const ids = (some: readonly Summary[]) => some.map(({ id }) => id);
  const visits = cases.flatMap(({ times }) => times);
  return {
    sums: {
      ...{ cases: cases.length, open: cases.length - ended.length },
      late: sum(({ turn }) => Number(turn?.overdue ?? false)),
      lettered: sum(({ row }) => Number(typeof row === 'string')),
    },
    running: cases.length === ended.length ? {} : { sop: cases.length - ended.length },
    urgent: ids(cases.filter(isOpen).sort(soonest).slice(0, 3)),
    dues: cases
      .flatMap(({ turn }) => (turn?.due === undefined || turn.overdue ? [] : [turn.due]))
      .sort()
      .slice(0, 2),
    lastEnded: ids([...ended].sort(latest).slice(0, 2)),
    done: ended.filter((each) => each.status === 'completed' && monthOf(each) === localDate(now, ZONE).slice(0, 7))
      .length,
    months: [...Map.groupBy(ended, monthOf)]
      .map(([month = '', some]) => ({ month, cases: some.length, ids: ids([...some].sort(latest)) }))
      .sort((a, b) => (a.month < b.month ? 1 : -1)),
    revisions: [...Map.groupBy(cases, ({ revision }) => revision)]
      .map(([revision, some]) => ({
        ...{ revision, cases: some.length, open: some.filter(isOpen).length },
        newest: ids(some.slice(-2).reverse()),
      }))
      .sort((a, b) => (a.revision < b.revision ? -1 : 1)),
    keeping: ids(cases.filter((each) => isOpen(each) && each.revision !== 'b')),
    filters: [...new Set(cases.flatMap(({ filters }) => Object.values(filters)))].sort(),
    uses: Object.fromEntries(
      [
        ...Map.groupBy(
          cases
            .flatMap(({ uses }) => uses)
            .flatMap((use) => monthsOf(use, ZONE).map((month) => ({ month, id: use.case ?? '' }))),
          ({ month }) => month,
        ),
      ]
        .map(([month, each]) => [month, each.map(({ id }) => id).sort()] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    reality: STEPS.flatMap((step, i) =>
      (['time', 'working-days'] as const).flatMap((measure) => {
        const own = visits.filter((each) => each[3] === measure && each[4] === step);
        const allowed = own.map((each) => each[2]);
        const spread = (of: (each: (typeof own)[number]) => number) => {
          const sorted = own.map(of).sort((a, b) => a - b);
          const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
          return { n: sorted.length, median: rank(0.5), p90: rank(0.9) };
        };
        const line: RowReality = {
          ...{ row: i + 2, step, measure, limits: [...new Set([Math.min(...allowed), Math.max(...allowed)])] },
          ...{ spread: spread((each) => each[1]), share: spread((each) => shareOf(each[1], each[2])) },
        };
        return own.length === 0 ? [] : [line];
      }),
    ),
  };
}

function reported(catalogue: Catalogue, now: string): ReturnType<typeof counted> {
  const months = catalogue.months();
  return {
    sums: catalogue.sums,
    running: catalogue.running(),
    urgent: catalogue.openCases.first(3).map(({ id }) => id),
    dues: catalogue.openCases.dues(2),
    lastEnded: catalogue.lastEnded(2).map(({ id }) => id),
    done: catalogue.completedIn(now),
    months: months.map((each) => ({ ...each, ids: catalogue.pageOf(each.month, 1).map(({ id }) => id) })),
    revisions: catalogue
      .revisionsOf('sop')
      .map(({ revision, cases, open }) => ({
        ...{ revision, cases, open },
        newest: catalogue.casesUnder('sop', revision, 2).map(({ id }) => id),
      }))
      .sort((a, b) => (a.revision < b.revision ? -1 : 1)),
    keeping: catalogue.openUnderOthers('sop', 'b', 25).map(({ id }) => id),
    filters: Object.values(catalogue.filters()).flat(),
    uses: Object.fromEntries(
      catalogue.rooms
        .usedMonths('tcm')
        .map((month) => [month, (catalogue.rooms.fewIn('tcm', month, 100) ?? []).map((use) => use.case ?? '').sort()]),
    ),
    reality: catalogue.reality(procedure),
  };
}

describe('R38: the kept counts of all cases', () => {
  it('R38: the kept counts equal counts over all cases, whatever is added, changed, ended and restricted', () => {
    fc.assert(
      fc.property(fc.array(summaries, { minLength: 1, maxLength: 25 }), (moves) => {
        const catalogue = new Catalogue(Catalogue.database(), () => ZONE);
        const cases = new Map<number, Summary>();
        for (const one of moves) {
          catalogue.put({ summary: one });
          cases.set(one.number, one);
          // A read writes the held changes into the database. Later cases then change counts in the database and held
          // counts.
          if (one.number % 2 === 0) catalogue.months();
        }
        const ordered = [...cases.values()].sort((a, b) => a.number - b.number);
        for (const now of ['2025-12-31T17:30:00Z', '2026-01-01T00:00:00Z', '2026-06-10T00:00:00Z'])
          expect(reported(catalogue, now)).toEqual(counted(ordered, now));
      }),
      { numRuns: 150 },
    );
  });
});

describe('R7, R32: how long steps took when a new version of the SOP changed a limit', () => {
  const took = (...times: [used: number, allowed: number][]) => {
    const catalogue = new Catalogue(Catalogue.database(), () => ZONE);
    times.forEach(([used, allowed], i) => {
      const base = { number: i + 1, id: `X-2026-${i + 1}`, procedure: 'sop', zone: ZONE, status: 'running', uses: [] };
      const one = {
        ...base,
        revision: String(allowed),
        times: [[2, used, allowed, 'time', 'penerimaan']],
        filters: {},
      };
      catalogue.put({ summary: { ...one, year: 2026, submitted: '2026-11-01T00:00:00Z' } as unknown as Summary });
    });
    return catalogue.reality(procedure);
  };

  it('R7, R32: turns that kept a limit of five minutes are within it, whatever limit the newest case has', () => {
    expect(took([240, 300], [150, 300], [299, 300], [50, 60])).toEqual([
      {
        ...{ row: 2, step: 'penerimaan', measure: 'time', limits: [60, 300] },
        ...{ spread: { n: 4, median: 150, p90: 299 }, share: { n: 4, median: 800, p90: 997 } },
      },
    ]);
  });

  it('R7, R32: a turn that was late stays late when a new version gives more time', () => {
    expect(took([90, 60], [90, 300])).toMatchObject([{ limits: [60, 300], share: { n: 2, median: 300, p90: 1_500 } }]);
  });
});
