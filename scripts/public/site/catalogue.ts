import { localDate, yearOf } from '#domain/clock/wall.ts';
import { FIGURES, FigureStore } from './figure-store.ts';
import { LINKED_CASES, LinkedCases } from './linked-cases.ts';
import { LOG_LEAVES } from './log-files.ts';
import { NEWEST_EVENTS } from './newest-events.ts';
import { PASSAGE_TIMES, PassageTimes } from './passage-times.ts';
import { RANKED_TIMES } from './ranked-times.ts';
import { RECORDINGS, RecordingStore } from './recording-store.ts';
import type { CasesUnder } from '#public/export/sop-versions.ts';
import { monthsOf, type RoomUse } from '#public/export/room-uses.ts';
import { SiteDatabase } from './site-database.ts';
import { byUrgency, monthOf, type Summary } from '#public/export/summary.ts';

/**
 * What lists and figures are made of. Sums are kept by triggers, from what a case says of itself when it comes and when it
 * goes, so that nothing is ever added up over all cases again. A case that has ended has a month; an open one has none.
 */
const CASES = `
CREATE TABLE cases (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, procedure TEXT NOT NULL, revision TEXT NOT NULL,
  year INTEGER NOT NULL,
  zone TEXT NOT NULL, completed INTEGER NOT NULL, narrowed INTEGER NOT NULL, lettered INTEGER NOT NULL, month TEXT, ended TEXT,
  summary TEXT NOT NULL) STRICT;
CREATE INDEX cases_open ON cases (number) WHERE month IS NULL;
CREATE INDEX cases_month ON cases (month, ended, number) WHERE month IS NOT NULL;
CREATE INDEX cases_ended ON cases (ended, number) WHERE month IS NOT NULL;
CREATE INDEX cases_open_of ON cases (procedure) WHERE month IS NULL;
CREATE INDEX cases_ended_of ON cases (procedure, ended, number) WHERE month IS NOT NULL;
CREATE INDEX cases_under ON cases (procedure, revision, number);
CREATE INDEX cases_year ON cases (year, number);

CREATE TABLE sums (cases INTEGER NOT NULL, open INTEGER NOT NULL, lettered INTEGER NOT NULL) STRICT;
CREATE TABLE months (month TEXT, zone TEXT, cases INTEGER NOT NULL, completed INTEGER NOT NULL, PRIMARY KEY (month, zone))
  STRICT, WITHOUT ROWID;
CREATE TABLE revisions (procedure TEXT, revision TEXT, cases INTEGER NOT NULL, open INTEGER NOT NULL, first TEXT NOT NULL,
  PRIMARY KEY (procedure, revision)) STRICT, WITHOUT ROWID;
CREATE TABLE filters (pointer TEXT, value TEXT, cases INTEGER NOT NULL, PRIMARY KEY (pointer, value))
  STRICT, WITHOUT ROWID;
CREATE TABLE uses (number INTEGER PRIMARY KEY, room TEXT NOT NULL, state TEXT NOT NULL, year TEXT NOT NULL,
  "end" TEXT NOT NULL, use TEXT NOT NULL) STRICT;
CREATE INDEX uses_end ON uses ("end");
CREATE INDEX uses_year ON uses (year, number);
CREATE TABLE use_months (room TEXT, month TEXT, number INTEGER, PRIMARY KEY (room, month, number)) STRICT, WITHOUT ROWID;
CREATE TABLE stale (what TEXT, year TEXT, PRIMARY KEY (what, year)) STRICT, WITHOUT ROWID;
CREATE TABLE recent (number INTEGER PRIMARY KEY) STRICT;

${['INSERT', 'DELETE']
  .map((change) => {
    const [row, sign] = change === 'INSERT' ? ['NEW', '+'] : ['OLD', '-'];
    return `
CREATE TRIGGER cases_${change} AFTER ${change} ON cases BEGIN
  UPDATE sums SET cases = cases ${sign} 1, open = open ${sign} (${row}.month IS NULL),
    lettered = lettered ${sign} ${row}.lettered;
  INSERT OR IGNORE INTO stale VALUES ('cases', ${row}.year);
  INSERT INTO revisions VALUES (${row}.procedure, ${row}.revision, ${sign} 1, ${sign} (${row}.month IS NULL),
    json_extract(${row}.summary, '$.submitted')) ON CONFLICT DO UPDATE
    SET cases = cases + excluded.cases, open = open + excluded.open, first = MIN(first, excluded.first);
  INSERT INTO filters SELECT key, value, ${sign} 1 FROM json_each(${row}.summary, '$.filters') WHERE true
    ON CONFLICT DO UPDATE SET cases = cases + excluded.cases;
END;
CREATE TRIGGER ended_${change} AFTER ${change} ON cases WHEN ${row}.month IS NOT NULL BEGIN
  INSERT INTO months VALUES (${row}.month, ${row}.zone, ${sign} 1, ${sign} ${row}.completed) ON CONFLICT DO UPDATE
    SET cases = cases + excluded.cases, completed = completed + excluded.completed;
  INSERT OR IGNORE INTO stale VALUES ('archive', substr(${row}.month, 1, 4));
  INSERT OR IGNORE INTO recent VALUES (${row}.number);
END;
CREATE TRIGGER used_${change} AFTER ${change} ON uses WHEN ${row}.state = 'past' BEGIN
  INSERT OR IGNORE INTO stale VALUES ('rooms', ${row}.year);
END;`;
  })
  .join('')}
`;

const SCHEMA = CASES + RANKED_TIMES + PASSAGE_TIMES + FIGURES + RECORDINGS + NEWEST_EVENTS + LOG_LEAVES + LINKED_CASES;

const SEARCHED = 'searched';

/** Cases on one page of the archive. */
const ON_A_PAGE = 100;

/** The kinds of files that hold a year each. */
export type Yearly = 'cases' | 'archive' | 'rooms';

/** What a change of cases touches, of that which only a few cases are shown on. */
export interface Touched {
  /** The first page that shows a case which came or changed, by month of the archive. */
  readonly months: Map<string, number>;
  /** Months of rooms in which a use came, changed or went. */
  readonly rooms: Map<string, Set<string>>;
  /** Procedures whose cases came or changed. */
  readonly procedures: Set<string>;
}

/**
 * Summaries of all cases, and what follows from them, by queries that read a bounded number of rows whatever lies in the
 * archive (R38).
 */
export class Catalogue {
  readonly #database: SiteDatabase;
  readonly #zoneOf: (room: string) => string;
  readonly #times: PassageTimes;
  /** What is counted for the figures of months. */
  readonly figures: FigureStore;
  /** How long after its time what happened was recorded. */
  readonly recordings: RecordingStore;
  /** Which cases took which as their origins. */
  readonly linked: LinkedCases;
  /** What the cases touch that were put since this was made. */
  readonly touched: Touched = { months: new Map(), rooms: new Map(), procedures: new Set() };
  #hides = false;

  /** @param zoneOf the zone in which a room's days are counted */
  constructor(database: SiteDatabase, zoneOf: (room: string) => string) {
    this.#database = database;
    this.#zoneOf = zoneOf;
    this.#times = new PassageTimes(database);
    this.figures = new FigureStore(database);
    this.recordings = new RecordingStore(database);
    this.linked = new LinkedCases(database);
    if (!database.get('SELECT 1 FROM sums')) database.run('INSERT INTO sums VALUES (0, 0, 0)');
  }

  /** A database for a catalogue, in a file or, without a path, in memory. */
  static database(path?: string): SiteDatabase {
    return SiteDatabase.open(path, SCHEMA);
  }

  /** Puts what is known of a case in the place of what was. */
  put(summary: Summary): void {
    const before = this.summary(summary.number);
    if (before) this.#remove(before);
    if (before && !before.isRestricted && summary.isRestricted) this.#hides = true;
    const { id, number, procedure, revision, year, zone, status, isRestricted, row, ended } = summary;
    this.touched.procedures.add(procedure);
    const month = monthOf(summary);
    this.#database.run(
      'INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[
        number,
        id,
        procedure,
        revision,
        year,
        zone,
        Number(status === 'completed'),
        Number(isRestricted),
        Number(typeof row === 'string'),
      ],
      ...[month ?? null, month === undefined ? null : (ended ?? summary.updated)],
      JSON.stringify(summary),
    );
    this.#touchMonth(summary);
    for (const use of summary.uses) this.#putUse(number, use);
    this.#times.replace(before, summary, () => this.#before(number));
  }

  /** A case that was public before was restricted since this was made: what shows it must go at once (R11). */
  get hides(): boolean {
    return this.#hides;
  }

  summary(number: number): Summary | undefined {
    return this.#summaries('SELECT summary FROM cases WHERE number = ?', number)[0];
  }

  summaryOf(id: string): Summary | undefined {
    return this.#summaries('SELECT summary FROM cases WHERE id = ?', id)[0];
  }

  /** What a case is called besides its number, where the public may know (R11). */
  titleOf(id: string): string | undefined {
    const sql = `SELECT json_extract(summary, '$.title') AS title FROM cases WHERE id = ? AND NOT narrowed`;
    return this.#database.get<{ title: string | null }>(sql, id)?.title ?? undefined;
  }

  /** The id of the procedure of a case that is known and not restricted, so that its number may be named (R11). */
  shownBy(id: string): string | undefined {
    const sql = `SELECT procedure FROM cases WHERE id = ? AND NOT narrowed`;
    return this.#database.get<{ procedure: string }>(sql, id)?.procedure;
  }

  get sums(): { readonly cases: number; readonly open: number; readonly lettered: number } {
    return { cases: 0, open: 0, lettered: 0, ...this.#database.get<object>('SELECT * FROM sums') };
  }

  /** By urgency. */
  open(): Summary[] {
    return this.#summaries('SELECT summary FROM cases WHERE month IS NULL').sort(byUrgency);
  }

  /** Those that ended last, the latest first. */
  lastEnded(limit: number): Summary[] {
    return this.#summaries(
      'SELECT summary FROM cases WHERE month IS NOT NULL ORDER BY ended DESC, number DESC LIMIT ?',
      limit,
    );
  }

  /** The cases of one procedure: the open ones by urgency, and those that ended last. @param limit of the ended ones */
  casesOf(procedure: string, limit: number): { readonly open: Summary[]; readonly ended: Summary[] } {
    return {
      open: this.#summaries('SELECT summary FROM cases WHERE procedure = ? AND month IS NULL', procedure).sort(
        byUrgency,
      ),
      ended: this.#summaries(
        'SELECT summary FROM cases WHERE procedure = ? AND month IS NOT NULL ORDER BY ended DESC, number DESC LIMIT ?',
        ...[procedure, limit],
      ),
    };
  }

  /** How many cases of a procedure began under each of its revisions, and when the first did. */
  revisionsOf(procedure: string): CasesUnder[] {
    return this.#database.all<CasesUnder>(
      'SELECT revision, cases, open, first FROM revisions WHERE procedure = ? AND cases > 0 ORDER BY first DESC, revision',
      procedure,
    );
  }

  /** The procedures that cases began under. */
  procedures(): string[] {
    return this.#database
      .all<{ procedure: string }>('SELECT DISTINCT procedure FROM revisions WHERE cases > 0 ORDER BY procedure')
      .map(({ procedure }) => procedure);
  }

  /** The newest cases that began under a revision. */
  casesUnder(procedure: string, revision: string, limit: number): Summary[] {
    return this.#summaries(
      'SELECT summary FROM cases WHERE procedure = ? AND revision = ? ORDER BY number DESC LIMIT ?',
      ...[procedure, revision, limit],
    );
  }

  /** The open cases of a procedure that keep another revision than this one, the oldest first. */
  openUnderOthers(procedure: string, revision: string): Summary[] {
    return this.#summaries(
      'SELECT summary FROM cases WHERE procedure = ? AND month IS NULL AND revision <> ? ORDER BY number',
      ...[procedure, revision],
    );
  }

  /** How many cases were completed in the month of an instant, each in its own zone. */
  completedIn(at: string): number {
    const counts = this.#database.all<{ month: string; zone: string; completed: number }>(
      'SELECT month, zone, completed FROM months WHERE month >= ?',
      // Local dates differ by a day at most: only at a turn of the year is it the year before.
      String(yearOf(at, 'UTC') - 1),
    );
    return counts
      .filter(({ month, zone }) => month === localDate(at, zone).slice(0, 7))
      .reduce((sum, { completed }) => sum + completed, 0);
  }

  /** The months in which cases ended, with how many; the newest first. */
  months(): { readonly month: string; readonly cases: number }[] {
    return this.#database.all(
      'SELECT month, SUM(cases) AS cases FROM months GROUP BY month HAVING SUM(cases) > 0 ORDER BY month DESC',
    );
  }

  /** How many pages a month of the archive has. */
  pagesOf(month: string): number {
    return Math.ceil(this.#count('SELECT COUNT(*) AS n FROM cases WHERE month = ?', month) / ON_A_PAGE);
  }

  /** The cases of one page of a month, the latest first; page 1 has those that ended first, so that a full page stays. */
  pageOf(month: string, page: number): Summary[] {
    return this.#summaries(
      'SELECT summary FROM cases WHERE month = ? ORDER BY ended, number LIMIT ? OFFSET ?',
      ...[month, ON_A_PAGE, (page - 1) * ON_A_PAGE],
    ).reverse();
  }

  /** The values that cases have in the fields that the search filters by, by pointer. */
  filters(): Record<string, string[]> {
    const values = this.#database.all<{ pointer: string; value: string }>(
      'SELECT pointer, value FROM filters WHERE cases > 0',
    );
    const byPointer = Map.groupBy(values, ({ pointer }) => pointer);
    return Object.fromEntries(
      [...byPointer]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([pointer, each]) => [pointer, each.map(({ value }) => value).sort()]),
    );
  }

  readonly reality = (procedure: Parameters<PassageTimes['reality']>[0]) => this.#times.reality(procedure);

  /** Uses of a room, as cases themselves state them, that have at least a second in a month. */
  usesIn(room: string, month: string): RoomUse[] {
    return this.#uses(
      'SELECT use FROM use_months JOIN uses USING (number) WHERE use_months.room = ? AND month = ?',
      ...[room, month],
    );
  }

  /** Uses of all rooms, as cases state them: those to come, and the past ones that ended after an instant. */
  usesSince(at: string): RoomUse[] {
    return this.#uses('SELECT use FROM uses WHERE "end" > ?', at);
  }

  /** The months in which a room is used. */
  usedMonths(room: string): string[] {
    return this.#database
      .all<{ month: string }>('SELECT DISTINCT month FROM use_months WHERE room = ?', room)
      .map(({ month }) => month);
  }

  isUsedIn(room: string, month: string): boolean {
    return this.#database.get('SELECT 1 FROM use_months WHERE room = ? AND month = ?', room, month) !== undefined;
  }

  /** The next month before (-1) or after (1) one in which a room is used. */
  neighbourUse(room: string, month: string, way: -1 | 1): string | undefined {
    const sql =
      way < 0
        ? 'SELECT MAX(month) AS month FROM use_months WHERE room = ? AND month < ?'
        : 'SELECT MIN(month) AS month FROM use_months WHERE room = ? AND month > ?';
    return this.#database.get<{ month: string | null }>(sql, room, month)?.month ?? undefined;
  }

  /** The years that have a file of this kind. */
  years(what: Yearly): string[] {
    const years: Readonly<Record<Yearly, string>> = {
      cases: 'SELECT DISTINCT year FROM cases',
      archive: 'SELECT DISTINCT substr(month, 1, 4) AS year FROM months WHERE cases > 0',
      rooms: `SELECT DISTINCT year FROM uses WHERE state = 'past'`,
    };
    return this.#database
      .all<{ year: string | number }>(`${years[what]} ORDER BY year`)
      .map(({ year }) => String(year));
  }

  /** The years that the search finds in a file of their own; what came since is in {@link recent}. */
  searched(): string[] {
    return this.#database.recall<string[]>(SEARCHED) ?? [];
  }

  /** The years in which something changed since {@link tidied}. */
  stale(what: Yearly): string[] {
    return this.#database
      .all<{ year: string }>('SELECT year FROM stale WHERE what = ? ORDER BY year', what)
      .map(({ year }) => year);
  }

  /** The files of all years hold what is known. */
  tidied(): void {
    this.#database.run('DELETE FROM stale');
    this.#database.run('DELETE FROM recent');
    this.#database.remember(SEARCHED, this.years('archive'));
  }

  /** Ended cases that came or changed since {@link tidied}, the latest first. */
  recent(): Summary[] {
    return this.#summaries(
      'SELECT summary FROM recent JOIN cases USING (number) WHERE month IS NOT NULL ORDER BY ended DESC, number DESC',
    );
  }

  /** Cases by the year in their numbers, in order of them. */
  *ofYear(year: string): Generator<Summary> {
    for (const { summary } of this.#database.each<{ summary: string }>(
      'SELECT summary FROM cases WHERE year = ? ORDER BY number',
      Number(year),
    ))
      yield JSON.parse(summary) as Summary;
  }

  /** Cases that ended in a year, by months and in them by time, the latest first. */
  *endedIn(year: string): Generator<Summary> {
    for (const { summary } of this.#database.each<{ summary: string }>(
      'SELECT summary FROM cases WHERE month >= ? AND month < ? ORDER BY month DESC, ended DESC, number DESC',
      ...[year, String(Number(year) + 1)],
    ))
      yield JSON.parse(summary) as Summary;
  }

  /** What completed cases have used rooms for, begun in a year. */
  usedIn(year: string): RoomUse[] {
    return this.#uses(`SELECT use FROM uses WHERE year = ? AND state = 'past' ORDER BY number`, year);
  }

  /** The ids of all cases, in order of numbers. */
  *ids(): Generator<string> {
    for (const { id } of this.#database.each<{ id: string }>('SELECT id FROM cases ORDER BY number')) yield id;
  }

  *#before(number: number): Generator<Summary> {
    for (const { summary } of this.#database.each<{ summary: string }>(
      'SELECT summary FROM cases WHERE number < ? ORDER BY number DESC',
      number,
    ))
      yield JSON.parse(summary) as Summary;
  }

  #remove(before: Summary): void {
    this.#touchMonth(before);
    for (const use of before.uses) this.#touchRoom(use);
    const { number } = before;
    this.#database.run('DELETE FROM cases WHERE number = ?', number);
    this.#database.run('DELETE FROM uses WHERE number = ?', number);
    for (const use of before.uses)
      for (const month of this.#monthsOf(use))
        this.#database.run(
          'DELETE FROM use_months WHERE room = ? AND month = ? AND number = ?',
          use.room,
          month,
          number,
        );
  }

  #putUse(number: number, use: RoomUse): void {
    const { room, state, start, end } = use;
    const year = localDate(start, this.#zoneOf(room)).slice(0, 4);
    this.#database.run(
      'INSERT INTO uses VALUES (?, ?, ?, ?, ?, ?)',
      number,
      room,
      state,
      year,
      end,
      JSON.stringify(use),
    );
    for (const month of this.#monthsOf(use))
      this.#database.run('INSERT INTO use_months VALUES (?, ?, ?)', room, month, number);
    this.#touchRoom(use);
  }

  #touchMonth(summary: Summary): void {
    const month = monthOf(summary);
    if (month === undefined) return;
    const before = this.#count(
      'SELECT COUNT(*) AS n FROM cases WHERE month = ?1 AND (ended, number) < (?2, ?3)',
      ...[month, summary.ended ?? summary.updated, summary.number],
    );
    const page = Math.floor(before / ON_A_PAGE) + 1;
    this.touched.months.set(month, Math.min(page, this.touched.months.get(month) ?? page));
  }

  #touchRoom(use: RoomUse): void {
    const months = this.touched.rooms.get(use.room) ?? new Set();
    this.touched.rooms.set(use.room, months);
    for (const month of this.#monthsOf(use)) months.add(month);
  }

  #monthsOf(use: RoomUse): string[] {
    return monthsOf(use, this.#zoneOf(use.room));
  }

  #summaries(sql: string, ...values: (string | number)[]): Summary[] {
    return this.#database.all<{ summary: string }>(sql, ...values).map(({ summary }) => JSON.parse(summary) as Summary);
  }

  #uses(sql: string, ...values: (string | number)[]): RoomUse[] {
    return this.#database.all<{ use: string }>(sql, ...values).map(({ use }) => JSON.parse(use) as RoomUse);
  }

  #count(sql: string, ...values: (string | number)[]): number {
    return this.#database.get<{ n: number }>(sql, ...values)?.n ?? 0;
  }
}
