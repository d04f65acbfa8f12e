import { type Instant, later } from '#domain/clock/instant.ts';
import { EDITION, FIRST_EDITION } from '#domain/case/state/editions.ts';
import { parseConfigurations } from '#domain/journal/configurations.ts';
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

/** An event of a case at its place in the register's history. */
export interface Moment extends SharedEvent {
  readonly number: number;
  readonly commit: number;
}

/** An entry at its place in the register's history, with the configuration and the edition of the rules that it names. */
export interface ConfigUse {
  readonly number: number;
  readonly seq: number;
  readonly commit: number;
  readonly revision: string;
  readonly edition: number;
}

/** What a journal's entries go by: the first entry of each commit, and each that goes by something else. */
export const configUses = ({ number, uses }: JournalReport, growth: Growth): ConfigUse[] =>
  atCommits(uses, growth).flatMap((use, i, all) => {
    const { commit, revision, edition } = all[i - 1] ?? {};
    const isSame = commit === use.commit && revision === use.revision && edition === use.edition;
    return isSame ? [] : [{ ...use, number }];
  });

/**
 * Every entry goes by a configuration that main had, and none by one that had been replaced before (R17): a run reads
 * main and register at once, so in the order of commits configurations only follow each other.
 * @param placesOf when main had a revision, ascending
 * @param since the configuration adopted where these commits begin
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

/**
 * In the order of commits, the edition by which entries were judged never falls (R29): otherwise the holder of the key could
 * choose the edition that suits an entry.
 */
export function checkEditions(uses: readonly ConfigUse[], commits: readonly RegisterCommit[]): RegisterFinding[] {
  let reached = FIRST_EDITION;
  return inOrder(uses).flatMap(({ number, seq, commit, edition }) => {
    const expected = `≥ ${reached}`;
    const isKnown = edition <= EDITION;
    if (isKnown && edition >= reached) {
      reached = edition;
      return [];
    }
    const where = {
      ...entryPlace(number, seq, commits[commit]?.oid),
      path: '/rules',
      rule: 'R29',
      received: String(edition),
    };
    return [
      isKnown
        ? registerFinding('edition-fell', { ...where, expected })
        : registerFinding('edition-unknown', { ...where, expected: `≤ ${EDITION}` }),
    ];
  });
}

/** Does it lie after the commit that is trusted? */
const isNew = ({ commit }: { readonly commit: number }): boolean => commit >= 0;

/** Those that lie after the commit that is trusted, in the order of commits. */
const inOrder = <Said extends { readonly commit: number; readonly seq: number }>(said: readonly Said[]): Said[] =>
  said.filter(isNew).sort((a, b) => a.commit - b.commit || a.seq - b.seq);

/**
 * Agenda numbers of each year in the order of the register: from 1, one after the other, one a case (R13).
 * @param before the last number of each year where these commits begin
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
 * Where the register has come to the end of what an ended case still held (R24): from that commit on it holds nothing.
 * @param reached by commit: the newest instant of the journals that it added to
 * @param base the index where these commits begin
 * @returns a moment for each, and the instant that the index names at the end
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
  // The clock of the register runs only while an ended case holds something.
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
 * After no commit do two cases hold one room at overlapping times (R24): by a booking, or for the answer to an offer.
 * @param before what is held where these commits begin
 * @param offers what is held for an answer there
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
    // The entries of one commit happen at once: all of them are applied before any is compared.
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
 * The index is what the journals hold, apart from its cached metadata, and goes by the configuration last adopted (R28).
 * @param text of `index.json` at the head
 * @param configurations text of `configurations.jsonl` at the head
 * @param asOf see {@link roomsGivenBack}
 */
export function checkIndex(
  text: string | undefined,
  configurations: string | undefined,
  parts: readonly IndexPart[],
  asOf: Instant | undefined,
): RegisterFinding[] {
  const index = attempt(INDEX_PATH, () => parseIndex(text));
  const adopted = attempt(CONFIGURATIONS_PATH, () => parseConfigurations(configurations));
  if ('fault' in index || 'fault' in adopted)
    return [index, adopted].flatMap((each) => ('fault' in each ? each.fault : []));
  const { value } = index;
  const cached = (number: number) => {
    const { mark = '', config = '', told, title, tail, pull } = value.cases[number] ?? {};
    return { mark, config, ...given({ told, title, tail, pull }) };
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

function attempt<Value>(file: string, read: () => Value): { value: Value } | { fault: RegisterFinding } {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { fault: registerFinding('index-unreadable', { file, received: shorten(error.message) }) };
  }
}
