import { yearOf } from '#domain/clock/wall.ts';
import type { RoomUse } from '#public/export/room-uses.ts';
import type { CasesUnder } from '#public/export/sop-versions.ts';
import { isOpen, monthIn, monthOf, type Summary } from '#public/export/summary.ts';
import { type CaseFacts, movedMonths } from '#public/figures/facts.ts';
import { LOG_LEAVES } from '../open-data/log-files.ts';
import type { LinkedCase } from '../pages/page-props.ts';
import { type CaseRecord, addedBy, figureMonths, PLACES, yearOfUse } from './case-counts.ts';
import { CountTable, COUNTS } from './counts.ts';
import { FigureCounts, movedKey } from './figure-counts.ts';
import { NEWEST_EVENTS } from './newest-events.ts';
import { OPEN_CASES, OpenCases, urgencyOf } from './open-cases.ts';
import { passageTimes } from './passage-times.ts';
import { RECORDINGS, RecordingCounts } from './recording-counts.ts';
import { ROOM_DAYS, RoomDays } from './room-days.ts';
import { SiteDatabase } from './site-database.ts';

/**
 * The cases. An ended case has a month, an open one has none. `past_use` is the year of a past use of a room. `recent`
 * is 1 until the files of years contain the case as it is now, and `fresh` is 1 until the long lists contain it.
 */
const CASES = `
CREATE TABLE cases (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, procedure TEXT NOT NULL, revision TEXT NOT NULL,
  year TEXT NOT NULL, submitted TEXT NOT NULL, month TEXT, ended TEXT, past_use TEXT, recent INTEGER NOT NULL,
  fresh INTEGER NOT NULL, summary TEXT NOT NULL, facts TEXT, record TEXT NOT NULL) STRICT;
CREATE INDEX cases_open ON cases (procedure, number, revision) WHERE month IS NULL;
CREATE INDEX cases_month ON cases (month, ended, number) WHERE month IS NOT NULL;
CREATE INDEX cases_ended ON cases (ended, number) WHERE month IS NOT NULL;
CREATE INDEX cases_ended_of ON cases (procedure, ended, number) WHERE month IS NOT NULL;
CREATE INDEX cases_under ON cases (procedure, revision, number);
CREATE INDEX cases_first ON cases (procedure, revision, submitted);
CREATE INDEX cases_year ON cases (year, number);
CREATE INDEX cases_recent ON cases (ended, number) WHERE recent;
CREATE INDEX cases_fresh ON cases (number) WHERE fresh;
CREATE INDEX cases_past_use ON cases (past_use, number) WHERE past_use IS NOT NULL;
`;

const SCHEMA = CASES + OPEN_CASES + ROOM_DAYS + COUNTS + RECORDINGS + NEWEST_EVENTS + LOG_LEAVES;

/** Names under which the database remembers further values. */
const SEARCHED = 'searched';
const STALE = 'stale';

/** Cases on one page of the archive. */
const ON_A_PAGE = 100;

export type Yearly = 'cases' | 'archive' | 'rooms';

type StaleYears = Readonly<Record<Yearly, readonly string[]>>;
const NONE_STALE: StaleYears = { cases: [], archive: [], rooms: [] };

/** What a change of cases affects, among the pages that show only a few cases. */
export interface Touched {
  /** For each month of the archive, the first page that shows a new or changed case. */
  readonly months: Map<string, number>;
  /** For each room the days, and for each day the keys, of uses that were added, changed or removed. */
  readonly rooms: RoomDays['touched'];
  readonly procedures: Set<string>;
  /** For each procedure, the keys that open cases have or had in its list by urgency. */
  readonly open: Map<string, Set<string>>;
  readonly figures: Set<string>;
  /** For each month and procedure, the keys of cases in the list of those that moved. */
  readonly moved: Map<string, Map<string, Set<string>>>;
  /** Ids of the origins whose linked cases were added, changed or removed. */
  readonly origins: Set<string>;
}

/** Remembers all cases. Only the queries for files of whole years and for the sitemap read every ended case (R38). */
export class Catalogue {
  readonly #database: SiteDatabase;
  readonly #zoneOf: (room: string) => string;
  readonly #counts: CountTable;
  readonly figures: FigureCounts;
  readonly openCases: OpenCases;
  readonly rooms: RoomDays;
  readonly recordings: RecordingCounts;
  /** What is affected by the cases that were put since this object was made. */
  readonly touched: Touched;
  readonly #tracks: boolean;
  #hides = false;

  /**
   * @param zoneOf returns the zone in which a room's days are counted
   * @param tracks whether `touched` names lines of lists; if all pages are made, nobody needs them
   */
  constructor(database: SiteDatabase, zoneOf: (room: string) => string, tracks = true) {
    this.#database = database;
    this.#zoneOf = zoneOf;
    this.#tracks = tracks;
    this.#counts = new CountTable(database);
    this.rooms = new RoomDays(database, this.#counts, zoneOf, tracks);
    this.touched = {
      ...{ months: new Map(), rooms: this.rooms.touched, procedures: new Set(), open: new Map() },
      ...{ figures: new Set(), moved: new Map(), origins: new Set() },
    };
    this.figures = new FigureCounts(this.#counts);
    this.openCases = new OpenCases(database);
    this.recordings = new RecordingCounts(database, this.#counts);
  }

  /** Opens a database for a catalogue: in a file or, without a path, in memory. */
  static database(path?: string): SiteDatabase {
    return SiteDatabase.open(path, SCHEMA);
  }

  /** Replaces what is known of a case. */
  put(record: CaseRecord): void {
    const { summary, facts } = record;
    const { number, id, procedure, revision, submitted, ended, updated } = summary;
    const before = this.#record(number);
    const both = before ? [before, record] : [record];
    this.#hides ||= before !== undefined && !before.summary.isRestricted && summary.isRestricted;
    this.#touch(before, record);
    for (const each of both) this.#touchLists(each.summary);
    this.#counts.replace(before ? addedBy(before, this.#zoneOf) : [], addedBy(record, this.#zoneOf));
    const month = monthOf(summary);
    const past = summary.uses.find(({ state }) => state === 'past');
    this.#database.run(
      'INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?, ?, ?)',
      ...[number, id, procedure, revision, String(summary.year), submitted],
      ...[month ?? null, month === undefined ? null : (ended ?? updated)],
      past ? yearOfUse(past, this.#zoneOf) : null,
      ...[JSON.stringify(summary), facts ? JSON.stringify(facts) : null],
      JSON.stringify({ ...record, summary: undefined, facts: undefined }),
    );
    this.openCases.put(summary, facts);
    this.rooms.renew(number, summary);
  }

  /** Remembers which rooms are held now, by the register's index. */
  hold(bookings: Parameters<RoomDays['hold']>[0]): void {
    this.rooms.hold(bookings, (number) => this.#record(number)?.summary);
  }

  /** Whether a public case became restricted since this object was made, and must be removed at once (R11). */
  get hides(): boolean {
    return this.#hides;
  }

  summaryOf(id: string): Summary | undefined {
    return this.#summaries('SELECT summary FROM cases WHERE id = ?', id)[0];
  }

  /** Returns the cases that name a case as their origin, by number. */
  linkedTo(origin: string): LinkedCase[] {
    return this.#counted(PLACES.linked(origin)).map(({ id, procedure, status }) => ({ id, procedure, status }));
  }

  /** Returns how many cases there are, how many of them are open, how many of these are late, and how many are lettered. */
  get sums(): Readonly<Record<'cases' | 'open' | 'late' | 'lettered', number>> {
    const sum = (of: string): number => this.#counts.at(PLACES.cases, of);
    return { cases: sum('all'), open: sum('open'), late: sum('late'), lettered: sum('lettered') };
  }

  /** Returns the open cases, the newest first. */
  open(): Summary[] {
    return this.#summaries('SELECT summary FROM cases WHERE month IS NULL ORDER BY number DESC');
  }

  /** Returns how many open cases each procedure has, without the procedures that have none. */
  running(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts.of<string>(PLACES.open).map(({ value, n }) => [value, n]));
  }

  hasPage(url: string): boolean {
    return this.#database.get('SELECT 1 FROM pages WHERE url = ?', url) !== undefined;
  }

  /** Returns the addresses of the pages whose addresses begin with a text. */
  pagesBelow(url: string): string[] {
    const sql = 'SELECT url FROM pages WHERE url >= ?1 AND url < ?1 || char(0x7e)';
    return this.#database.all<{ url: string }>(sql, url).map((page) => page.url);
  }

  /**
   * Returns the addresses of the pages nearest to an address below the same path: at or before it, and after it.
   * @param below the path; only pages directly below it with an address of their own are found
   */
  pagesAround(below: string, url: string): { readonly before?: string; readonly after?: string } {
    const page = (sql: string): string | undefined =>
      this.#database.get<{ url: string }>(`SELECT url FROM pages WHERE url > ? AND ${sql}`, below, url)?.url;
    const [before, after] = [page('url <= ? ORDER BY url DESC LIMIT 1'), page('url > ? ORDER BY url LIMIT 1')];
    return { ...(before ? { before } : {}), ...(after?.startsWith(below) ? { after } : {}) };
  }

  /** Returns the cases that ended last, the latest first. */
  lastEnded(limit: number): Summary[] {
    return this.#summaries(
      'SELECT summary FROM cases WHERE month IS NOT NULL ORDER BY ended DESC, number DESC LIMIT ?',
      limit,
    );
  }

  /** Returns the cases of one procedure that ended last, the latest first. */
  lastEndedOf(procedure: string, limit: number): Summary[] {
    return this.#summaries(
      'SELECT summary FROM cases WHERE procedure = ? AND month IS NOT NULL ORDER BY ended DESC, number DESC LIMIT ?',
      ...[procedure, limit],
    );
  }

  /** Returns how many cases are pinned to each revision of a procedure, ordered by their first case, newest first. */
  revisionsOf(procedure: string): CasesUnder[] {
    const first = 'SELECT MIN(submitted) AS first FROM cases WHERE procedure = ? AND revision = ?';
    return this.#counts
      .of<string>(PLACES.revisions(procedure))
      .map(({ value: revision, n: cases }) => ({
        ...{ revision, cases, open: this.#counts.at(PLACES.openRevisions(procedure), revision) },
        first: this.#database.get<{ first: string }>(first, procedure, revision)?.first ?? '',
      }))
      .sort((a, b) => (a.first < b.first ? 1 : a.first > b.first ? -1 : a.revision < b.revision ? -1 : 1));
  }

  /** Returns the ids of the procedures that cases are pinned to. */
  procedures(): string[] {
    return this.#valuesOf(PLACES.procedures);
  }

  /** Returns the newest cases that are pinned to a revision. */
  casesUnder(procedure: string, revision: string, limit: number): Summary[] {
    return this.#summaries(
      'SELECT summary FROM cases WHERE procedure = ? AND revision = ? ORDER BY number DESC LIMIT ?',
      ...[procedure, revision, limit],
    );
  }

  /** Returns open cases of a procedure that keep a revision other than this one, the oldest first. */
  openUnderOthers(procedure: string, revision: string, limit: number): Summary[] {
    return this.#summaries(
      'SELECT summary FROM cases WHERE procedure = ? AND month IS NULL AND revision <> ? ORDER BY number LIMIT ?',
      ...[procedure, revision, limit],
    );
  }

  /** Returns how many cases were completed in the month of an instant, each in its own zone. */
  completedIn(at: string): number {
    // The month of the instant depends on the zone. At a turn of the year it may be in the year before, not earlier.
    return this.#counts
      .of<string>(PLACES.completed, String(yearOf(at, 'UTC') - 1))
      .filter(({ value }) => value === `${monthIn(at, value.slice(8))} ${value.slice(8)}`)
      .reduce((sum, { n }) => sum + n, 0);
  }

  /** Returns the months in which cases ended, with the numbers of cases, the newest first. */
  months(): { readonly month: string; readonly cases: number }[] {
    return this.#counts
      .of<string>(PLACES.months)
      .map(({ value: month, n: cases }) => ({ month, cases }))
      .reverse();
  }

  /** Returns the number of pages that a month of the archive has. */
  pagesOf(month: string): number {
    return Math.ceil(this.#counts.at(PLACES.months, month) / ON_A_PAGE);
  }

  /** Returns the cases of one page of a month, the latest first. Page 1 has the oldest, so full pages never change. */
  pageOf(month: string, page: number): Summary[] {
    return this.#summaries(
      'SELECT summary FROM cases WHERE month = ? ORDER BY ended, number LIMIT ? OFFSET ?',
      ...[month, ON_A_PAGE, (page - 1) * ON_A_PAGE],
    ).reverse();
  }

  /** Returns the values of the fields that the search filters by, by pointer. */
  filters(): Record<string, string[]> {
    const values = this.#valuesOf(PLACES.filters).map((each) => JSON.parse(each) as [pointer: string, value: string]);
    const byPointer = Map.groupBy(values, ([pointer]) => pointer);
    return Object.fromEntries(
      [...byPointer]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([pointer, each]) => [pointer, each.map(([, value]) => value).sort()]),
    );
  }

  /** Returns how long visits took, by the steps of a procedure. */
  readonly reality = (procedure: Parameters<typeof passageTimes>[0]) => passageTimes(procedure, this.#counts);

  /** Returns the years that have a file of this kind. */
  years(what: Yearly): string[] {
    if (what === 'archive') return [...new Set(this.#valuesOf(PLACES.months).map((month) => month.slice(0, 4)))];
    return this.#valuesOf(what === 'cases' ? PLACES.years : PLACES.roomYears);
  }

  /** Returns the years that the search has a file for. Later changes are in {@link recent}. */
  searched(): string[] {
    return this.#database.recall<string[]>(SEARCHED) ?? [];
  }

  /** Returns the years whose files of this kind are not up to date. */
  stale(what: Yearly): readonly string[] {
    return (this.#database.recall<StaleYears>(STALE) ?? NONE_STALE)[what];
  }

  /** Returns how many cases changed since the long lists were written. */
  get freshCases(): number {
    return this.#database.get<{ n: number }>('SELECT COUNT(*) AS n FROM cases WHERE fresh')?.n ?? 0;
  }

  /** Returns the cases that changed since the long lists were written, the newest first. */
  fresh(): Summary[] {
    return this.#summaries('SELECT summary FROM cases WHERE fresh ORDER BY number DESC');
  }

  /** Records that the long lists are up to date. */
  noteListsWritten(): void {
    this.#database.run('UPDATE cases SET fresh = 0 WHERE fresh');
  }

  /** Records that the files of all years are up to date. */
  noteYearsWritten(): void {
    this.#database.remember(STALE, NONE_STALE);
    this.#database.run('UPDATE cases SET recent = 0 WHERE recent');
    this.#database.remember(SEARCHED, this.years('archive'));
  }

  /** Returns the ended cases that changed since the files of years were written, the case that ended last first. */
  recent(): Summary[] {
    const sql = 'SELECT summary FROM cases WHERE recent ORDER BY ended DESC, number DESC';
    return this.#summaries(sql).filter((each) => !isOpen(each));
  }

  /** Returns the cases with a year in their numbers, in order of numbers. */
  ofYear(year: string): Generator<Summary> {
    return this.#each('SELECT summary FROM cases WHERE year = ? ORDER BY number', year);
  }

  /** Returns the cases that ended in a year, by month and then by time, the latest first. */
  endedIn(year: string): Generator<Summary> {
    return this.#each(
      'SELECT summary FROM cases WHERE month >= ? AND month < ? ORDER BY month DESC, ended DESC, number DESC',
      ...[year, String(Number(year) + 1)],
    );
  }

  /** Returns the uses of rooms by completed cases that began in a year. */
  usedIn(year: string): RoomUse[] {
    return this.#summaries('SELECT summary FROM cases WHERE past_use = ? ORDER BY number', year).flatMap(
      ({ uses }) => uses,
    );
  }

  /** Returns the ids of all cases, in order of numbers. */
  *ids(): Generator<string> {
    for (const { id } of this.#database.each<{ id: string }>('SELECT id FROM cases ORDER BY number')) yield id;
  }

  *#each(sql: string, ...values: (string | number)[]): Generator<Summary> {
    for (const { summary } of this.#database.each<{ summary: string }>(sql, ...values))
      yield JSON.parse(summary) as Summary;
  }

  #record(number: number): CaseRecord | undefined {
    const sql = 'SELECT summary, facts, record FROM cases WHERE number = ?';
    const row = this.#database.get<{ summary: string; facts: string | null; record: string }>(sql, number);
    return (
      row && {
        ...(JSON.parse(row.record) as CaseRecord),
        summary: JSON.parse(row.summary) as Summary,
        facts: row.facts === null ? undefined : (JSON.parse(row.facts) as CaseFacts),
      }
    );
  }

  /** Notes what a change of a case affects besides lists. */
  #touch(before: CaseRecord | undefined, now: CaseRecord): void {
    const { procedures, figures, origins } = this.touched;
    procedures.add(now.summary.procedure);
    const both = before ? [before, now] : [now];
    const isCounted = JSON.stringify(before?.facts) === JSON.stringify(now.facts);
    if (!isCounted)
      for (const { facts } of both) for (const month of facts ? figureMonths(facts) : []) figures.add(month);
    if (this.#tracks) for (const each of both) this.#touchLines(each, isCounted);
    if (before?.origin === now.origin && before?.summary.status === now.summary.status) return;
    if (before?.origin !== undefined) origins.add(before.origin);
    if (now.origin !== undefined) origins.add(now.origin);
  }

  /** Notes the lines of a case in long lists. */
  #touchLines({ summary, facts }: CaseRecord, isCounted: boolean): void {
    const { open, moved } = this.touched;
    const { procedure, number } = summary;
    if (isOpen(summary)) open.set(procedure, (open.get(procedure) ?? new Set()).add(urgencyOf(summary)));
    if (isCounted || !facts) return;
    for (const month of movedMonths(facts)) {
      const lists = moved.get(month) ?? new Map<string, Set<string>>();
      moved.set(month, lists.set(procedure, (lists.get(procedure) ?? new Set()).add(movedKey(number))));
    }
  }

  /** Notes the lists that contain a case. */
  #touchLists(summary: Summary): void {
    const month = monthOf(summary);
    this.#makeStale('cases', String(summary.year));
    if (month !== undefined) {
      const page = this.#pageFor(month, summary);
      this.touched.months.set(month, Math.min(page, this.touched.months.get(month) ?? page));
      this.#makeStale('archive', month.slice(0, 4));
    }
    for (const use of summary.uses) if (use.state === 'past') this.#makeStale('rooms', yearOfUse(use, this.#zoneOf));
  }

  #makeStale(what: Yearly, year: string): void {
    const years = this.stale(what);
    if (years.includes(year)) return;
    const stale = this.#database.recall<StaleYears>(STALE) ?? NONE_STALE;
    this.#database.remember(STALE, { ...stale, [what]: [...years, year].sort() });
  }

  /** Returns the page of a month's archive that shows a case. */
  #pageFor(month: string, { ended, updated, number }: Summary): number {
    const before = this.#database.get<{ n: number }>(
      'SELECT COUNT(*) AS n FROM cases WHERE month = ?1 AND (ended, number) < (?2, ?3)',
      ...[month, ended ?? updated, number],
    );
    return Math.floor((before?.n ?? 0) / ON_A_PAGE) + 1;
  }

  /** Returns the cases whose numbers are counted at a place, in order of numbers. */
  #counted(place: string): Summary[] {
    return this.#counts
      .read<{ summary: string }>(
        'SELECT summary FROM counts JOIN cases ON number = value WHERE place = ? ORDER BY number',
        place,
      )
      .map(({ summary }) => JSON.parse(summary) as Summary);
  }

  #valuesOf(place: string): string[] {
    return this.#counts.of<string>(place).map(({ value }) => value);
  }

  #summaries(sql: string, ...values: (string | number)[]): Summary[] {
    return this.#database.all<{ summary: string }>(sql, ...values).map(({ summary }) => JSON.parse(summary) as Summary);
  }
}
