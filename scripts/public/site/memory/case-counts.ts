import { localDate } from '#domain/clock/wall.ts';
import type { Row } from '#domain/generated/procedure.ts';
import type { Measure } from '#domain/words/duration.ts';
import { monthOf, type Summary } from '#public/export/summary.ts';
import { type CaseFacts, movedMonths } from '#public/figures/facts.ts';
import type { RecordingFact } from '#public/figures/recording.ts';
import { ranksOf, shareOf, talliesOf } from '#public/figures/tally.ts';
import { type Count, placeNamed, ranked } from './counts.ts';

export interface CaseRecord {
  readonly summary: Summary;
  readonly facts?: CaseFacts | undefined;
  readonly recordings?: readonly RecordingFact[];
  /** The case that this case names as its origin, if the public may know the origin (R11, R45). */
  readonly origin?: string | undefined;
}

/** The places of the counts. Each comment says which values are counted at a place. */
export const PLACES = {
  /** `all`, `open`, `late` for open cases that the journal calls late, and `lettered` for cases in a row such as 3a. */
  cases: placeNamed('cases'),
  /** Years in the numbers of cases. */
  years: placeNamed('years'),
  /** Years in which past uses of rooms began. */
  roomYears: placeNamed('room years'),
  months: placeNamed('months'),
  /** Month and zone in which cases were completed, with a space between them. */
  completed: placeNamed('completed'),
  procedures: placeNamed('procedures'),
  /** Procedures of open cases. */
  open: placeNamed('open'),
  /** Revisions of a procedure that cases began with. `openRevisions` counts only the open cases. */
  revisions: (procedure: string): string => placeNamed('revisions', procedure),
  openRevisions: (procedure: string): string => placeNamed('open revisions', procedure),
  /** Pointer and value of the fields that the archive filters by, as JSON. */
  filters: placeNamed('filters'),
  /** Months in which a room is used. `booked` has the uses of a month for which it is booked, and their seconds. */
  usedMonths: (room: string): string => placeNamed('used months', room),
  booked: (room: string, month: string): string => placeNamed('booked', room, month),
  /** Numbers of the cases that name a case as their origin. */
  linked: (origin: string): string => placeNamed('linked', origin),
  /** Row, step and measure, as JSON, of a procedure's measured visits, over all months. */
  measured: (procedure: string): string => placeNamed('measured', procedure),
  /**
   * Lengths of these visits, and the shares that they used of their own limits (`Ranked`). `visitLimits` has the limits.
   */
  visits: (procedure: string, row: Row, step: string, measure: Measure): string =>
    placeNamed('visits', procedure, row, step, measure),
  shares: (procedure: string, row: Row, step: string, measure: Measure): string =>
    placeNamed('shares', procedure, row, step, measure),
  visitLimits: (procedure: string, row: Row, step: string, measure: Measure): string =>
    placeNamed('visit limits', procedure, row, step, measure),
  /** Months with figures. `figureProcedures` has the procedures of a month, `tallies` their counts (`Tally`). */
  figureMonths: placeNamed('figure months'),
  figureProcedures: (month: string): string => placeNamed('figure procedures', month),
  tallies: (month: string, procedure: string): string => placeNamed('tallies', month, procedure),
  /** The lengths of time of one kind in a month (`Ranked`). */
  ranked: (month: string, procedure: string, kind: string): string => placeNamed('ranked', month, procedure, kind),
  /** Numbers of the cases of a procedure with an event in a month. `movers` counts them by procedure. */
  moved: (month: string, procedure: string): string => placeNamed('moved', month, procedure),
  movers: (month: string): string => placeNamed('movers', month),
  /** Seconds until a month's entries were recorded. `unrecorded` counts entries for which they are unknown. */
  recorded: (procedure: string, month: string, what: string): string => placeNamed('recorded', procedure, month, what),
  unrecorded: (procedure: string, month: string): string => placeNamed('unrecorded', procedure, month),
} as const;

/** Returns the months whose figures a case is part of. */
export const figureMonths = (facts: CaseFacts): Set<string> =>
  new Set([...movedMonths(facts), ...Array.from(talliesOf(facts), ({ month }) => month)]);

/**
 * Returns what a case adds to the counts.
 * @param zoneOf returns the zone in which a room's days are counted
 */
export function* addedBy(record: CaseRecord, zoneOf: (room: string) => string): Generator<Count> {
  const { summary, facts, recordings = [], origin } = record;
  const { number, procedure } = summary;
  yield* listed(summary);
  if (origin !== undefined) yield one(PLACES.linked(origin), number);
  for (const [row, used, allowed, measure, step] of summary.times) {
    const visit = [procedure, row, step, measure] as const;
    yield one(PLACES.measured(procedure), placeNamed(row, step, measure));
    yield* ranked(PLACES.visits(...visit), used);
    yield* ranked(PLACES.shares(...visit), shareOf(used, allowed));
    yield one(PLACES.visitLimits(...visit), allowed);
  }
  for (const use of summary.uses) if (use.state === 'past') yield one(PLACES.roomYears, yearOfUse(use, zoneOf));
  if (facts) yield* figured(facts, number);
  for (const [month, what, seconds] of recordings)
    if (seconds < 0) yield one(PLACES.unrecorded(procedure, month), what);
    else yield* ranked(PLACES.recorded(procedure, month, what), seconds);
}

/** Returns the year in which a use began. */
export const yearOfUse = ({ room, start }: Summary['uses'][number], zoneOf: (room: string) => string): string =>
  localDate(start, zoneOf(room)).slice(0, 4);

const one = (place: string, value: string | number): Count => ({ place, value, n: 1 });

function* listed(summary: Summary): Generator<Count> {
  const { procedure, revision, year, zone, status, row, filters, turn } = summary;
  const month = monthOf(summary);
  yield one(PLACES.cases, 'all');
  if (typeof row === 'string') yield one(PLACES.cases, 'lettered');
  yield one(PLACES.years, String(year));
  yield one(PLACES.procedures, procedure);
  yield one(PLACES.revisions(procedure), revision);
  if (month === undefined) {
    yield one(PLACES.cases, 'open');
    yield one(PLACES.open, procedure);
    if (turn?.overdue) yield one(PLACES.cases, 'late');
    yield one(PLACES.openRevisions(procedure), revision);
  } else yield one(PLACES.months, month);
  if (status === 'completed') yield one(PLACES.completed, `${month} ${zone}`);
  for (const [pointer, value] of Object.entries(filters)) yield one(PLACES.filters, placeNamed(pointer, value));
}

function* figured(facts: CaseFacts, number: number): Generator<Count> {
  const { procedure } = facts;
  const months = new Set<string>();
  for (const { month, kind, n } of talliesOf(facts)) {
    months.add(month);
    yield { place: PLACES.tallies(month, procedure), value: kind, n };
  }
  for (const month of months) {
    yield one(PLACES.figureMonths, month);
    yield one(PLACES.figureProcedures(month), procedure);
  }
  for (const { month, kind, used } of ranksOf(facts)) yield* ranked(PLACES.ranked(month, procedure, kind), used);
  for (const month of movedMonths(facts)) {
    yield one(PLACES.moved(month, procedure), number);
    yield one(PLACES.movers(month), procedure);
  }
}
