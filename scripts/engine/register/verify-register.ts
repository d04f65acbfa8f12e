import { type Instant, later } from '#domain/clock/instant.ts';
import { parseConfigurations } from '#domain/journal/configurations.ts';
import { OtherFormat } from '#domain/journal/format.ts';
import { type IndexPart, indexOf, parseIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { CONFIGURATIONS_PATH, INDEX_PATH } from '#domain/journal/paths.ts';
import { shorten } from '#domain/problem.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { given } from '#domain/request/given.ts';
import type { Booking, Offer } from '#domain/room/bookings.ts';
import { clashes, heldAt, release } from '#domain/room/bookings.ts';
import { entryPlace, type RegisterFinding, registerFinding } from './finding.ts';
import { type Growth, atCommits, type RegisterCommit } from './history.ts';
import type { JournalReport, SharedEvent } from './verify-journal.ts';

/** An event of a case, with the place of its commit in the register's history. */
export interface Moment extends SharedEvent {
  readonly number: number;
  readonly commit: number;
}

/** The configuration that an entry names, with the place of the entry's commit. */
export interface ConfigUse {
  readonly number: number;
  readonly seq: number;
  readonly commit: number;
  readonly revision: string;
}

/**
 * Lists the configurations that the entries of a journal name. Within one commit, an entry that names the same one as
 * the entry before it is left out.
 */
export const configUses = ({ number, uses }: JournalReport, growth: Growth): ConfigUse[] =>
  atCommits(uses, growth).flatMap((use, i, all) => {
    const { commit, revision } = all[i - 1] ?? {};
    const isSame = commit === use.commit && revision === use.revision;
    return isSame ? [] : [{ ...use, number }];
  });

/**
 * Checks that every entry names a configuration that main had, and that had not been replaced before (R17). A run reads
 * main and the register together, so later commits never name an older configuration than earlier ones.
 * @param placesOf returns the places of a revision in main's history of configurations, ascending
 * @param since the revision of the configuration that was adopted before the first of these commits
 */
export function checkConfigs(
  uses: readonly ConfigUse[],
  commits: readonly RegisterCommit[],
  placesOf: (revision: string) => readonly number[],
  since: string | undefined,
): RegisterFinding[] {
  let place = (since === undefined ? undefined : placesOf(since)[0]) ?? 0;
  return inOrder(uses).flatMap(({ number, seq, commit, revision }) => {
    const places = placesOf(revision);
    const next = places.find((each) => each >= place);
    place = next ?? place;
    if (next !== undefined) return [];
    const code = places.length > 0 ? 'config-replaced' : 'config-not-of-main';
    const where = { ...entryPlace(number, seq, commits[commit]?.oid), path: '/config', rule: 'R17' };
    return [registerFinding(code, { ...where, received: revision })];
  });
}

/** Checks whether an event came after the commit that is trusted. */
const isNew = ({ commit }: { readonly commit: number }): boolean => commit >= 0;

/** Selects the events after the commit that is trusted, in the order of commits. */
const inOrder = <Said extends { readonly commit: number; readonly seq: number }>(said: readonly Said[]): Said[] =>
  said.filter(isNew).sort((a, b) => a.commit - b.commit || a.seq - b.seq);

/**
 * Checks that the agenda numbers of each year begin at 1 and have no gap in the order of commits, and that each case
 * gets only one number (R13).
 * @param before the last number of each year before the first of these commits
 */
export function checkAgenda(
  moments: readonly Moment[],
  commits: readonly RegisterCommit[],
  before: RegisterIndex['agenda'] = {},
): RegisterFinding[] {
  const given = moments
    .filter(isNew)
    .flatMap((moment) =>
      moment.agenda ? [{ ...moment, ...moment.agenda, number: moment.agenda.number, of: moment.number }] : [],
    )
    .sort((a, b) => a.commit - b.commit || a.year - b.year || a.number - b.number);
  const last = new Map(Object.entries(before).map(([year, number]) => [Number(year), number]));
  const cases = new Set(moments.flatMap((moment) => (moment.agenda && !isNew(moment) ? [moment.number] : [])));
  return given.flatMap(({ of, seq, commit, year, number }) => {
    const expected = (last.get(year) ?? 0) + 1;
    const twice = number < expected || cases.has(of);
    last.set(year, Math.max(number, expected - 1));
    cases.add(of);
    if (number === expected && !twice) return [];
    const place = { ...entryPlace(of, seq, commits[commit]?.oid), path: '/agenda' };
    const facts = { expected: `${expected}/${year}`, received: `${number}/${year}` };
    return [registerFinding(twice ? 'agenda-repeated' : 'agenda-gap', { ...place, ...facts })];
  });
}

/**
 * Finds the commits at which the bookings of ended cases are over (R24). An ended case keeps its booking until the end
 * of the booking. The register's time is the newest instant in its journals while an ended case has a booking.
 * @param reached the newest instant in the journals to which a commit added entries, by the place of the commit
 * @param base the index before the first of these commits
 * @returns an event for each booking that is over, and the time that the index must name at the end
 */
export function roomsGivenBack(
  moments: readonly Moment[],
  reached: readonly (Instant | undefined)[],
  base: Pick<RegisterIndex, 'bookings' | 'cases' | 'asOf'>,
): { moments: Moment[]; asOf: Instant | undefined } {
  const ended = moments.filter((moment) => isNew(moment) && moment.keeps);
  const byCommit = Map.groupBy(ended, ({ commit }) => commit);
  const held = new Map(base.bookings.flatMap((each) => (base.cases[each.number] ? [] : [[each.number, each]])));
  let { asOf } = base;
  const given: Moment[] = [];
  // Without a booking of an ended case, the register's time is not needed.
  for (const [commit, at] of held.size + ended.length > 0 ? reached.entries() : []) {
    for (const { number, keeps } of byCommit.get(commit) ?? []) if (keeps) held.set(number, keeps);
    if (held.size === 0 || at === undefined) continue;
    asOf = later(asOf ?? at, at);
    for (const [number, { end }] of held) {
      if (end > asOf) continue;
      held.delete(number);
      given.push({ number, commit, seq: Number.MAX_SAFE_INTEGER, booking: { held: undefined } });
    }
    if (held.size === 0) asOf = undefined;
  }
  return { moments: given, asOf };
}

/**
 * Checks that two cases never have the same room at overlapping times after any commit (R24). A case has a room by a
 * booking, or because an offer reserves the room.
 * @param before the bookings before the first of these commits
 * @param offers the offers that reserve rooms before the first of these commits
 */
export function checkBookings(
  moments: readonly Moment[],
  commits: readonly RegisterCommit[],
  before: readonly Booking[] = [],
  offers: readonly Offer[] = [],
): RegisterFinding[] {
  const found: RegisterFinding[] = [];
  let held: readonly Booking[] = before;
  let offered: readonly Offer[] = offers;
  const holding = inOrder(moments.filter(({ booking, offered: given }) => booking || given));
  for (const [commit, together] of Map.groupBy(holding, (moment) => moment.commit)) {
    // The entries of one commit take effect together, so earlier bookings and offers of its cases are removed first.
    const booked = new Map(together.flatMap((moment) => (moment.booking ? [[moment.number, moment] as const] : [])));
    const answers = new Map(together.flatMap((moment) => (moment.offered ? [[moment.number, moment] as const] : [])));
    held = held.filter(({ number }) => !booked.has(number));
    offered = offered.filter(({ number }) => !answers.has(number));
    const report = (path: string, seq: number, mine: Booking, at: string): void => {
      for (const other of clashes(heldAt({ bookings: held, offered }, at), mine)) {
        const place = { ...entryPlace(mine.number, seq, commits[commit]?.oid), path };
        found.push(registerFinding('double-booking', { ...place, expected: shown(other), received: shown(mine) }));
      }
    };
    for (const { booking, seq, at = '' } of booked.values()) {
      if (!booking?.held) continue;
      report('/booking', seq, booking.held, at);
      held = [...release(held, booking.held.case), booking.held];
    }
    for (const { offered: mine = [], seq, at = '' } of answers.values()) {
      for (const each of mine.filter(({ until }) => until > at)) report('/offered', seq, each, at);
      offered = [...offered, ...mine];
    }
  }
  return found;
}

const shown = ({ room, start, end, case: id }: Booking): string => `${room} ${start}–${end} (${id})`;

/**
 * Checks that agenda numbers, cases, bookings and time of the index equal those that are computed from the journals,
 * and that the index names the configuration that was adopted last (R28). Cached metadata is not compared.
 * @param text the text of `index.json` at the head
 * @param configurations the text of `configurations.jsonl` at the head
 * @param asOf the register's time from {@link roomsGivenBack}
 * @throws OtherFormat if no entry could be read, and another version wrote the index
 */
export function checkIndex(
  text: string | undefined,
  configurations: string | undefined,
  parts: readonly IndexPart[],
  asOf: Instant | undefined,
): RegisterFinding[] {
  const index = attempt(INDEX_PATH, () => parseIndex(text), parts.length > 0);
  const adopted = attempt(CONFIGURATIONS_PATH, () => parseConfigurations(configurations), true);
  if ('fault' in index || 'fault' in adopted)
    return [index, adopted].flatMap((each) => ('fault' in each ? each.fault : []));
  const { value } = index;
  const cached = (number: number) => {
    const { mark = '', config = '', told, title, sender, tail, pull, revision } = value.cases[number] ?? {};
    return { mark, config, ...given({ told, title, sender, tail, pull, revision }) };
  };
  return differences(indexOf(parts, adopted.value.at(-1)?.revision ?? '', cached, asOf), value);
}

function differences(expected: RegisterIndex, received: RegisterIndex): RegisterFinding[] {
  const check = (path: string, wanted: unknown, there: unknown): RegisterFinding[] => {
    if (canonicalJson(wanted ?? null) === canonicalJson(there ?? null)) return [];
    const facts = { expected: shorten(wanted, 500), received: shorten(there, 500) };
    return [registerFinding('index-differs', { file: INDEX_PATH, path, ...facts })];
  };
  const each = (name: 'agenda' | 'cases'): RegisterFinding[] => {
    const [wanted, there]: Readonly<Record<string, unknown>>[] = [expected[name], received[name]];
    const keys = new Set([...Object.keys(wanted ?? {}), ...Object.keys(there ?? {})]);
    return [...keys].flatMap((key) => check(`/${name}/${key}`, wanted?.[key], there?.[key]));
  };
  return [
    ...check('/config', expected.config, received.config),
    ...each('agenda'),
    ...each('cases'),
    ...check('/bookings', expected.bookings, received.bookings),
    ...check('/asOf', expected.asOf, received.asOf),
  ];
}

function attempt<Value>(
  file: string,
  read: () => Value,
  hasEntries: boolean,
): { value: Value } | { fault: RegisterFinding } {
  try {
    return { value: read() };
  } catch (error) {
    // The sentence about another format says what to do, so it stays whole.
    if (hasEntries && error instanceof OtherFormat)
      return { fault: registerFinding('index-unreadable', { file, received: error.message }) };
    if (!(error instanceof SyntaxError)) throw error;
    return { fault: registerFinding('index-unreadable', { file, received: shorten(error.message) }) };
  }
}
