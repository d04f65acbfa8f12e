import type { CaseState } from '#domain/case/state.ts';
import type { Others } from '#domain/case/world.ts';
import type { Config } from '#domain/case/config.ts';
import { parseInstant, type Instant, type Interval } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { type Booking, overlaps } from '#domain/room/bookings.ts';
import type { Moment } from './verify-register.ts';

/** From the commit after one, up to another: as long as a run that read the register could see it. */
interface Seen<What> {
  readonly what: What;
  readonly from: number;
  until: number;
}

interface OpenCase {
  readonly number: number;
  readonly applicant: number;
  /** Path of the procedure. */
  readonly procedure: string;
}

const DAY = 86_400_000;
/** A window of more days is not looked up day by day. */
const MANY_DAYS = 400;

/** What a run knew of the other cases (R13, R24), at each commit of the register. */
export class OtherCases {
  readonly #bookings: Seen<Booking>[] = [];
  readonly #byDay = new Map<number, Seen<Booking>[]>();
  readonly #open = new Map<number, Seen<OpenCase>[]>();
  readonly #agenda = new Map<number, { readonly commit: number; readonly last: number }[]>();

  /**
   * @param moments in the order of commits
   * @param base the index where these commits begin
   */
  constructor(moments: readonly Moment[], base: Pick<RegisterIndex, 'agenda' | 'bookings' | 'cases'>) {
    const held = new Map<number, Seen<Booking>>();
    const open = new Map<number, Seen<OpenCase>>();
    const book = (booking: Booking, from: number): void => {
      const seen = { what: booking, from, until: Number.POSITIVE_INFINITY };
      held.set(booking.number, seen);
      this.#bookings.push(seen);
      for (const day of daysOf(booking)) this.#byDay.set(day, [...(this.#byDay.get(day) ?? []), seen]);
    };
    const begin = (each: OpenCase, from: number): void => {
      const seen = { what: each, from, until: Number.POSITIVE_INFINITY };
      open.set(each.number, seen);
      const list = this.#open.get(each.applicant) ?? [];
      list.push(seen);
      this.#open.set(each.applicant, list);
    };
    for (const booking of base.bookings) book(booking, -1);
    for (const [number, { applicant, procedure }] of Object.entries(base.cases))
      begin({ number: Number(number), applicant, procedure }, -1);
    for (const [year, last] of Object.entries(base.agenda)) this.#agenda.set(Number(year), [{ commit: -1, last }]);
    for (const { number, commit, agenda, booking, opens, ends } of moments) {
      if (agenda) {
        const given = this.#agenda.get(agenda.year) ?? [];
        given.push({ commit, last: Math.max(agenda.number, given.at(-1)?.last ?? 0) });
        this.#agenda.set(agenda.year, given);
      }
      if (booking) {
        const before = held.get(number);
        if (before) before.until = commit;
        held.delete(number);
        if (booking.held) book(booking.held, commit);
      }
      if (opens) begin({ number, ...opens }, commit);
      const ended = ends ? open.get(number) : undefined;
      if (ended) ended.until = commit;
    }
  }

  /**
   * What the run that made a commit knew.
   * @param entry that it judged, and the state before it: only bookings near the times that these name are looked for
   */
  before(commit: number, config: Config, entry: Entry, state: CaseState | undefined): Others {
    const opens = state?.opens ?? entry.opens;
    // Most entries ask nothing of other cases.
    const bookings = (): Booking[] => this.#bookingsNear(commit, entry, state);
    const agenda = (): Record<string, number> => this.#agendaAt(commit);
    const openCases = (): Record<string, number> =>
      opens ? this.#openCases(commit, config, opens.applicant.id, opens.number) : {};
    return {
      get bookings() {
        return bookings();
      },
      get agenda() {
        return agenda();
      },
      get openCases() {
        return openCases();
      },
    };
  }

  #agendaAt(commit: number): Record<string, number> {
    return Object.fromEntries(Array.from(this.#agenda, ([year, given]) => [year, lastBefore(given, commit)]));
  }

  #openCases(commit: number, config: Config, applicant: number, except: number): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const seen of this.#open.get(applicant) ?? []) {
      if (!isSeen(seen, commit) || seen.what.number === except) continue;
      const procedure = [...config.procedures.values()].find(({ path }) => path === seen.what.procedure);
      if (procedure) counts[procedure.value.id] = (counts[procedure.value.id] ?? 0) + 1;
    }
    return counts;
  }

  /** In the order of case numbers, as the index has them. */
  #bookingsNear(commit: number, entry: Entry, state: CaseState | undefined): Booking[] {
    const window = windowOf(entry, state);
    if (!window) return [];
    const days = daysOf(window);
    const near = days.length > MANY_DAYS ? this.#bookings : new Set(days.flatMap((day) => this.#byDay.get(day) ?? []));
    return [...near]
      .filter((seen) => isSeen(seen, commit) && overlaps(seen.what, window))
      .map(({ what }) => what)
      .sort((a, b) => a.number - b.number);
  }
}

const isSeen = ({ from, until }: Seen<unknown>, commit: number): boolean => from < commit && commit <= until;

const lastBefore = (given: readonly { readonly commit: number; readonly last: number }[], commit: number): number =>
  given.findLast((each) => each.commit < commit)?.last ?? 0;

/** The days that a stretch of time touches, as numbers; every one up to a year and some, so that nothing hostile takes long. */
function daysOf({ start, end }: Interval): number[] {
  const [from, to] = [Math.floor(Date.parse(start) / DAY), Math.floor(Date.parse(end) / DAY)];
  const count = Number.isFinite(from) && Number.isFinite(to) ? Math.min(to - from + 1, MANY_DAYS + 1) : 0;
  return Array.from({ length: Math.max(count, 0) }, (_, i) => from + i);
}

/** From the first to the last time that an entry or what stands names: no other booking can matter to it. */
function windowOf(entry: Entry, state: CaseState | undefined): Interval | undefined {
  const results = [entry.result, ...(state?.approvals ?? []).map(({ result }) => result)];
  const times = [entry.slot, state?.slot, entry.booking, entry.detail, ...results].flatMap(instantsIn).sort();
  const [start, end] = [times[0], times.at(-1)];
  return start !== undefined && end !== undefined && start < end ? { start, end } : undefined;
}

function instantsIn(value: unknown): Instant[] {
  if (typeof value === 'string') {
    const read = /^\d{4}-\d\d-\d\dT/.test(value) ? parseInstant(value) : undefined;
    return read && 'instant' in read ? [read.instant] : [];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(instantsIn) : [];
}
