import type { Config } from '#domain/case/state/config.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Others } from '#domain/case/state/world.ts';
import { type Instant, later } from '#domain/clock/instant.ts';
import { type Booking, type Offer, roomsHeld } from '#domain/room/bookings.ts';

/** The facts about the other cases that the judge of each case knows so far (R13, R24). */
export class OtherWorld {
  readonly #bookings = new Map<number, Booking>();
  readonly #ended = new Set<number>();
  #asOf: Instant | undefined;
  readonly #offered = new Map<number, readonly Offer[]>();
  /** The paths of the procedures of open cases, by pull request number. */
  readonly #open = new Map<number, string>();
  /** The pull request numbers of open cases, by the account id of their applicant. */
  readonly #ofApplicant = new Map<number, Set<number>>();
  readonly #agenda: Record<string, number> = {};

  /**
   * Returns what the judge of a case knows about other cases. Only open cases of the same applicant are counted.
   * @param except number of the judged case, which does not count as another case
   * @param applicant account id of the judged case's applicant
   */
  others(except: number, applicant: number, config: Config): Others {
    const bookings = (): Booking[] => [...this.#bookings.values()].sort((a, b) => a.number - b.number);
    const offered = (): Offer[] => [...this.#offered.values()].flat();
    const openCases = (): Record<string, number> => this.#openCases(except, applicant, config);
    const agenda = this.#agenda;
    // These are getters, since most moments need none of these values.
    return {
      get bookings() {
        return bookings();
      },
      get offered() {
        return offered();
      },
      get agenda() {
        return { ...agenda };
      },
      get openCases() {
        return openCases();
      },
    };
  }

  note({ opens, booking, offered, end, agenda, onBehalf, last }: CaseState): void {
    const { number, case: id, applicant, procedure } = opens;
    if (booking) this.#bookings.set(number, { ...booking, case: id, number });
    else this.#bookings.delete(number);
    if (booking && end) this.#ended.add(number);
    this.#forget(last.at);
    if (offered.length > 0)
      this.#offered.set(
        number,
        offered.map((each) => ({ ...each, case: id, number })),
      );
    else this.#offered.delete(number);
    if (agenda) this.#agenda[agenda.year] = Math.max(agenda.number, this.#agenda[agenda.year] ?? 0);
    const numbers = this.#ofApplicant.get(applicant.id) ?? new Set<number>();
    // Requests entered for somebody else do not count (R41).
    if (end || onBehalf) {
      numbers.delete(number);
      this.#open.delete(number);
    } else {
      numbers.add(number);
      this.#open.set(number, procedure.path);
    }
    if (numbers.size > 0) this.#ofApplicant.set(applicant.id, numbers);
    else this.#ofApplicant.delete(applicant.id);
  }

  /** Forgets the bookings of ended cases whose time is over. */
  #forget(at: Instant): void {
    if (this.#ended.size === 0) return;
    const now = later(this.#asOf ?? at, at);
    const { bookings, asOf } = roomsHeld([...this.#bookings.values()], ({ number }) => this.#ended.has(number), now);
    const held = new Set(bookings.map(({ number }) => number));
    for (const number of [...this.#ended].filter((each) => !held.has(each))) {
      this.#ended.delete(number);
      this.#bookings.delete(number);
    }
    this.#asOf = asOf;
  }

  #openCases(except: number, applicant: number, config: Config): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const number of this.#ofApplicant.get(applicant) ?? []) {
      if (number === except) continue;
      const path = this.#open.get(number);
      const procedure = [...config.procedures.values()].find((each) => each.path === path);
      if (procedure) counts[procedure.value.id] = (counts[procedure.value.id] ?? 0) + 1;
    }
    return counts;
  }
}
