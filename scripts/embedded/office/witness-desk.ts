import type { Witness } from '#domain/generated/witnesses.ts';
import { askWitnesses, type WitnessAnswer } from '#public/export/witnesses.ts';

/** Milliseconds between two rounds of questions. */
const ASK_AGAIN_AFTER = 300_000;

/** What the witnesses of an office on this machine answered last (R37). They are asked in the background, and the work never waits. */
export class WitnessDesk {
  #known: readonly WitnessAnswer[] = [];
  #asked = 0;
  #of = '';
  #isNew = false;
  readonly #ask: typeof askWitnesses;
  readonly #now: () => number;

  constructor(ask = askWitnesses, now = Date.now) {
    this.#ask = ask;
    this.#now = now;
  }

  /**
   * What is known by now; asks again where that is old.
   * @returns also whether it was not given before
   */
  answers(named: readonly Witness[]): { readonly witnesses: readonly WitnessAnswer[]; readonly isNew: boolean } {
    const of = JSON.stringify(named);
    if (of !== this.#of) {
      [this.#of, this.#known, this.#asked] = [of, named, 0];
      this.#isNew = named.length > 0;
    }
    if (named.length > 0 && this.#now() - this.#asked >= ASK_AGAIN_AFTER) {
      this.#asked = this.#now();
      void this.#ask(named).then((answers) => {
        if (this.#of !== of || JSON.stringify(answers) === JSON.stringify(this.#known)) return;
        this.#known = answers;
        this.#isNew = true;
      });
    }
    const isNew = this.#isNew;
    this.#isNew = false;
    return { witnesses: this.#known, isNew };
  }
}
