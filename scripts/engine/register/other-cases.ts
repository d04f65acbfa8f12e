import type { CaseState } from '#domain/case/state/state.ts';
import type { Config } from '#domain/case/state/config.ts';
import type { Others } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { type Booking, holdingsOf, type Offer } from '#domain/room/bookings.ts';
import type { OriginsBefore } from './origin-cases.ts';
import type { Moment } from './verify-register.ts';

interface OpenCase {
  readonly number: number;
  /** Path of the procedure. */
  readonly procedure: string;
  /** Commits of the register that began and ended it. */
  readonly from: number;
  until: number;
}

/** A change of what a case holds. */
interface Change {
  readonly commit: number;
  readonly number: number;
  readonly held: Booking | undefined;
}

/** After so many changes, what is held is noted whole: a question goes on from the note before it. */
const NOTED_EVERY = 32;

/** What a run knew of the other cases (R13, R24), at each commit of the register. */
export class OtherCases {
  readonly #changes: Change[] = [];
  readonly #notes: ReadonlyMap<number, Booking>[] = [];
  /** Changes of what is held for an answer; few cases have any. */
  readonly #offered: { readonly commit: number; readonly number: number; readonly held: readonly Offer[] }[] = [];
  readonly #open = new Map<number, OpenCase[]>();
  readonly #agenda = new Map<number, { readonly commit: number; readonly last: number }[]>();

  /**
   * @param moments in the order of commits
   * @param base the index where these commits begin
   */
  constructor(moments: readonly Moment[], base: Pick<RegisterIndex, 'agenda' | 'bookings' | 'cases'>) {
    const held = new Map(base.bookings.map((booking) => [booking.number, booking]));
    this.#notes.push(new Map(held));
    for (const [number, offers] of Map.groupBy(holdingsOf(base).offered, (each) => each.number))
      this.#offered.push({ commit: BEFORE, number, held: offers });
    const open = new Map<number, OpenCase>();
    const begin = (applicant: number, each: OpenCase): void => {
      open.set(each.number, each);
      const list = this.#open.get(applicant) ?? [];
      list.push(each);
      this.#open.set(applicant, list);
    };
    for (const [number, { applicant, procedure, onBehalf }] of Object.entries(base.cases))
      if (!onBehalf)
        begin(applicant, { number: Number(number), procedure, from: BEFORE, until: Number.POSITIVE_INFINITY });
    for (const [year, last] of Object.entries(base.agenda)) this.#agenda.set(Number(year), [{ commit: BEFORE, last }]);
    for (const { number, commit, agenda, booking, offered, opens, ends } of moments) {
      if (offered) this.#offered.push({ commit, number, held: offered });
      if (agenda) {
        const given = this.#agenda.get(agenda.year) ?? [];
        given.push({ commit, last: Math.max(agenda.number, given.at(-1)?.last ?? 0) });
        this.#agenda.set(agenda.year, given);
      }
      if (booking) {
        change(held, number, booking.held);
        this.#changes.push({ commit, number, held: booking.held });
        if (this.#changes.length % NOTED_EVERY === 0) this.#notes.push(new Map(held));
      }
      if (opens)
        begin(opens.applicant, { number, procedure: opens.procedure, from: commit, until: Number.POSITIVE_INFINITY });
      const ended = ends ? open.get(number) : undefined;
      if (ended) ended.until = commit;
    }
  }

  /** What the run that made a commit knew. @param entry that it wrote @param state of its case before */
  before(
    commit: number,
    config: Config,
    entry: Entry,
    state: CaseState | undefined,
    originsBefore?: OriginsBefore,
  ): Others {
    const opens = state?.opens ?? entry.opens;
    // Most entries ask nothing of other cases.
    const bookings = (): Booking[] => this.#bookings(commit);
    const offered = (): Offer[] => this.#offers(commit);
    const agenda = (): Record<string, number> => this.#agendaAt(commit);
    const openCases = (): Record<string, number> =>
      opens ? this.#openCases(commit, config, opens.applicant.id, opens.number) : {};
    return {
      get bookings() {
        return bookings();
      },
      get offered() {
        return offered();
      },
      get agenda() {
        return agenda();
      },
      get openCases() {
        return openCases();
      },
      get origins() {
        return originsBefore?.(commit).origins ?? new Map();
      },
      get taken() {
        return originsBefore?.(commit).taken ?? new Map();
      },
    };
  }

  /** The applicant's open cases of one procedure that a run knew at a commit, by number; without those entered for others (R41). */
  openOf(commit: number, applicant: number, procedure: string): number[] {
    return this.#openAt(commit, applicant)
      .flatMap((each) => (each.procedure === procedure ? [each.number] : []))
      .sort((a, b) => a - b);
  }

  #openAt(commit: number, applicant: number): OpenCase[] {
    return (this.#open.get(applicant) ?? []).filter(({ from, until }) => from < commit && until >= commit);
  }

  #agendaAt(commit: number): Record<string, number> {
    return Object.fromEntries(
      Array.from(this.#agenda, ([year, given]) => [year, given[countBefore(given, commit) - 1]?.last ?? 0]),
    );
  }

  #openCases(commit: number, config: Config, applicant: number, except: number): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { number, procedure: path } of this.#openAt(commit, applicant)) {
      if (number === except) continue;
      const procedure = [...config.procedures.values()].find((each) => each.path === path);
      if (procedure) counts[procedure.value.id] = (counts[procedure.value.id] ?? 0) + 1;
    }
    return counts;
  }

  #offers(commit: number): Offer[] {
    const last = new Map(
      this.#offered.slice(0, countBefore(this.#offered, commit)).map(({ number, held }) => [number, held]),
    );
    return [...last.values()].flat();
  }

  /** In the order of case numbers, as the index has them. */
  #bookings(commit: number): Booking[] {
    const count = countBefore(this.#changes, commit);
    const noted = Math.floor(count / NOTED_EVERY);
    const held = new Map(this.#notes[noted]);
    for (const { number, held: booking } of this.#changes.slice(noted * NOTED_EVERY, count))
      change(held, number, booking);
    return [...held.values()].sort((a, b) => a.number - b.number);
  }
}

const BEFORE = -1;

function change(held: Map<number, Booking>, number: number, booking: Booking | undefined): void {
  if (booking) held.set(number, booking);
  else held.delete(number);
}

/** How many of a list, which is in the order of commits, stand before one. */
function countBefore(list: readonly { readonly commit: number }[], commit: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.commit ?? 0) < commit) low = middle + 1;
    else high = middle;
  }
  return low;
}
