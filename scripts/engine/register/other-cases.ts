import type { CaseState } from '#domain/case/state/state.ts';
import type { Config } from '#domain/case/state/config.ts';
import type { Others } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { type Booking, holdingsOf, type Offer } from '#domain/room/bookings.ts';
import type { OriginsBefore } from './origin-cases.ts';
import type { Moment } from './verify-register.ts';

interface OpenCase {
  readonly applicant: number;
  readonly procedure: string;
}

/** What a run knew about the other cases (R13, R24), at each commit of the register. */
export class OtherCases {
  readonly #bookings = new Timeline<Booking>();
  readonly #offered = new Timeline<readonly Offer[]>();
  readonly #open = new Timeline<OpenCase>();
  /** The highest agenda number of each year. */
  readonly #agenda = new Timeline<number>();

  /**
   * @param moments the events, in the order of commits
   * @param base the index before the first of these commits
   */
  constructor(moments: readonly Moment[], base: Pick<RegisterIndex, 'agenda' | 'bookings' | 'cases'>) {
    for (const booking of base.bookings) this.#bookings.set(BEFORE, booking.number, booking);
    for (const [number, offers] of Map.groupBy(holdingsOf(base).offered, (each) => each.number))
      this.#offered.set(BEFORE, number, offers);
    for (const [number, { applicant, procedure, onBehalf }] of Object.entries(base.cases))
      if (!onBehalf) this.#open.set(BEFORE, Number(number), { applicant, procedure });
    for (const [year, last] of Object.entries(base.agenda)) this.#agenda.set(BEFORE, Number(year), last);
    for (const { number, commit, agenda, booking, offered, opens, ends } of moments) {
      if (offered) this.#offered.set(commit, number, offered);
      if (agenda) {
        const last = this.#agenda.last(agenda.year) ?? 0;
        this.#agenda.set(commit, agenda.year, Math.max(agenda.number, last));
      }
      if (booking) this.#bookings.set(commit, number, booking.held);
      if (opens) this.#open.set(commit, number, opens);
      if (ends) this.#open.set(commit, number, undefined);
    }
  }

  /**
   * Returns what the run that made a commit knew of other cases.
   * @param entry the entry that the run wrote
   * @param state the state of its case before the entry
   */
  before(
    commit: number,
    config: Config,
    entry: Entry,
    state: CaseState | undefined,
    originsBefore?: OriginsBefore,
  ): Others {
    const opens = state?.opens ?? entry.opens;
    // The values are computed only when they are read, because most entries need none of them.
    const bookings = (): Booking[] => [...this.#bookings.before(commit).values()].sort((a, b) => a.number - b.number);
    const offered = (): Offer[] => [...this.#offered.before(commit).values()].flat();
    const agenda = (): Record<string, number> => Object.fromEntries(this.#agenda.before(commit));
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

  /**
   * Lists the applicant's open cases of a procedure before a commit, without those entered for others (R41), by number.
   */
  openOf(commit: number, applicant: number, procedure: string): number[] {
    return this.#openAt(commit, applicant)
      .flatMap(([number, each]) => (each.procedure === procedure ? [number] : []))
      .sort((a, b) => a - b);
  }

  #openAt(commit: number, applicant: number): [number: number, OpenCase][] {
    return [...this.#open.before(commit)].filter(([, each]) => each.applicant === applicant);
  }

  #openCases(commit: number, config: Config, applicant: number, except: number): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const [number, { procedure: path }] of this.#openAt(commit, applicant)) {
      if (number === except) continue;
      const procedure = [...config.procedures.values()].find((each) => each.path === path);
      if (procedure) counts[procedure.value.id] = (counts[procedure.value.id] ?? 0) + 1;
    }
    return counts;
  }
}

/** The place of everything that was there before the commits that are read. */
const BEFORE = -1;
/** After this many changes, all values are copied. A look-up begins at the last copy before its commit. */
const NOTED_EVERY = 32;

/** Values by number, at each commit of the register. Changes are added in the order of commits. */
class Timeline<Value> {
  readonly #changes: { readonly commit: number; readonly key: number; readonly value: Value | undefined }[] = [];
  readonly #now = new Map<number, Value>();
  readonly #notes: ReadonlyMap<number, Value>[] = [new Map()];

  /** Adds a change. `undefined` removes the value of the key. */
  set(commit: number, key: number, value: Value | undefined): void {
    this.#changes.push({ commit, key, value });
    change(this.#now, key, value);
    if (this.#changes.length % NOTED_EVERY === 0) this.#notes.push(new Map(this.#now));
  }

  last(key: number): Value | undefined {
    return this.#now.get(key);
  }

  /** Returns the values before a commit. */
  before(commit: number): Map<number, Value> {
    const count = this.#countBefore(commit);
    const noted = Math.floor(count / NOTED_EVERY);
    const found = new Map(this.#notes[noted]);
    for (const { key, value } of this.#changes.slice(noted * NOTED_EVERY, count)) change(found, key, value);
    return found;
  }

  #countBefore(commit: number): number {
    let [low, high] = [0, this.#changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#changes[middle]?.commit ?? 0) < commit) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function change<Value>(all: Map<number, Value>, key: number, value: Value | undefined): void {
  if (value === undefined) all.delete(key);
  else all.set(key, value);
}
