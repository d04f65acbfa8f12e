import type { PublicFiguresNow as Now } from '#domain/generated/public-figures-now.ts';
import { duration, percent } from '#domain/words/duration.ts';
import { numberOf } from '#domain/procedure/rows.ts';
import { tableRows } from '#domain/procedure/steps.ts';
import { longTime, shortTime } from '#domain/words/time.ts';
import { keptOf } from '#public/figures/month-figures.ts';
import { monthName } from '../month.ts';
import { TEXT } from '../text.ts';
import type { PageView } from '../view.ts';
import type { CaseLine, RowReality } from '#public/site/pages/page-props.ts';
import { type Station, stationsOf } from '../route.ts';
import { FEWEST_DRAWN, type FigurePart, type FigureTable, type Whisker } from './figure-part.ts';
import { Sayings } from './sayings.ts';

/** Returns the part about the steps at which cases wait. */
export function waitingPart(view: PageView, { waiting, readAt }: Now): FigurePart {
  const wordsOf = (id: string) => new Sayings(view, view.procedure(id));
  const words = wordsOf('');
  const several = new Set(waiting.map(({ procedure }) => procedure)).size > 1;
  const { language, names } = view;
  const { zone } = names;
  return {
    ...{ id: 'menunggu', title: words.say('waiting'), how: words.say('waitingHow') },
    none: waiting.length === 0 ? words.say('noneWaiting') : undefined,
    ...{ bars: [], legend: [] },
    tables: [
      {
        caption: words.say('waiting'),
        csv: 'waiting',
        activity: several ? 2 : 1,
        head: [
          ...(several ? ['SOP'] : []),
          ...words.heads('step', 'activity', 'roles', 'cases', 'overdue', 'since', 'medianWait'),
        ],
        rows: waiting.map((one) => [
          ...(several ? [view.procedure(one.procedure)?.short ?? one.procedure] : []),
          ...[String(one.row), wordsOf(one.procedure).activity(one.step), words.roles(one.roles), words.n(one.n)],
          ...[words.n(one.late), ...waitedCells(words, one, zone)],
        ]),
      },
    ],
    basis: [
      words.say('basis', { n: words.cases(waiting.reduce((sum, { n }) => sum + n, 0)) }),
      `${TEXT.dataAsOf[language]} ${longTime(readAt, zone)[language]}.`,
    ],
  };
}

/**
 * Returns the cells for the earliest start and the median length of the wait. If none of the turns has begun yet, the
 * first cell has the words "not begun".
 */
const waitedCells = (words: Sayings, { since, median }: Now['waiting'][number], zone: string): [string, string] =>
  since === undefined
    ? [words.say('notBegun'), '–']
    : [shortTime(since, zone)[words.language], duration(median)[words.language]];

/** An open case, as the axis of steps shows it. */
export type LaneCase = CaseLine;

/** What waits at a station of an SOP's axis. */
export interface LaneStep {
  readonly n: number;
  readonly late: number;
  /** The cases, if they are named. */
  readonly cases: readonly LaneCase[];
}

/** The axis of an SOP with open cases. */
export interface Lane {
  readonly id: string;
  readonly title: string;
  readonly stations: readonly Station[];
  readonly steps: ReadonlyMap<number, LaneStep>;
}

/** Returns the axes of the SOPs that have open cases, and the greatest number of cases at one step of any of them. */
export function waitingLanes(
  view: PageView,
  { waiting }: Pick<Now, 'waiting'>,
  open: readonly LaneCase[] = [],
): { readonly lanes: readonly Lane[]; readonly most: number } {
  const lanes = view.names.procedures.flatMap((procedure): Lane[] => {
    const groups = Map.groupBy(
      waiting.filter((one) => one.procedure === procedure.id),
      ({ row }) => numberOf(row),
    );
    if (groups.size === 0) return [];
    const steps = [...groups].map(([number, ones]): [number, LaneStep] => [
      number,
      {
        n: ones.reduce((sum, { n }) => sum + n, 0),
        late: ones.reduce((sum, { late }) => sum + late, 0),
        cases: open.filter((one) => one.procedure === procedure.id && numberOf(one.row) === number),
      },
    ]);
    const rows = Math.max(...tableRows(procedure).map(numberOf), ...groups.keys());
    const stations = stationsOf(rows, 1, undefined, 'running', procedure, view.roleName);
    return [{ id: procedure.id, title: procedure.title[view.language], stations, steps: new Map(steps) }];
  });
  return { lanes, most: Math.max(1, ...lanes.flatMap(({ steps }) => [...steps.values()].map(({ n }) => n))) };
}

/** Returns the table of the given months of a procedure or, if its id is empty, of the whole office. */
export function courseView(view: PageView, { procedure, months }: Now['course'][number]) {
  const words = new Sayings(view, view.procedure(procedure));
  const { language } = view;
  const all = keptOf(months);
  return {
    title: procedure === '' ? words.say('wholeOffice') : (view.procedure(procedure)?.title[language] ?? procedure),
    isEmpty: months.every(({ submitted, ended, of }) => submitted + ended + of === 0),
    table: {
      caption: words.say('course'),
      csv: 'course',
      head: words.heads('month', 'submitted', 'ended', 'onTime', 'late', 'share'),
      // Months before the first one with figures would be rows of zeros.
      rows: months
        .slice(firstMonth(months))
        .map(({ month, kept, of, submitted, ended }) => [
          ...[monthName(month, language), words.n(submitted), words.n(ended), words.n(kept), words.n(of - kept)],
          of > 0 ? percent(kept, of)[language] : '–',
        ]),
    } satisfies FigureTable,
    basis: words.say('basis', { n: words.turns(all.of) }),
  };
}

/** Returns the index of the first month with figures; the last one if there are none. */
export function firstMonth(months: Now['course'][number]['months']): number {
  const first = months.findIndex(({ submitted, ended, of }) => submitted + ended + of > 0);
  return first < 0 ? months.length - 1 : first;
}

/**
 * Returns how long the steps of a procedure took against their limits; an empty list if too few visits were measured
 * to draw them.
 */
export function realityWhiskers(view: PageView, procedure: string, reality: readonly RowReality[]): Whisker[] {
  if (reality.reduce((sum, { spread }) => sum + spread.n, 0) < FEWEST_DRAWN) return [];
  const words = new Sayings(view, view.procedure(procedure));
  return reality.flatMap((each) => words.whisker(each));
}
