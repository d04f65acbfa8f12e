import { setImmediate as breath } from 'node:timers/promises';

/** Runs work when its turn has come, alone (see `Transactions`). @throws what keeps it from having a turn */
type Turn = (work: () => Promise<void>) => Promise<void>;

interface Part {
  readonly start: () => Promise<void>;
  readonly fail: (error: unknown) => void;
}

/** How long a question has the forge to itself, in milliseconds, before others have their turn. */
const SLICE = 50;
/** How many parts of a question are worked out side by side. */
const AT_ONCE = 8;

/**
 * Works out the parts of one question in as many turns of the forge as it takes: after a slice of time others have theirs. The
 * answer to a short question is of one moment, that to a long one may be of several, as on GitHub.
 */
export class Slices {
  readonly #turn: Turn;
  readonly #waiting: Part[] = [];
  #isAtWork = false;

  constructor(turn: Turn) {
    this.#turn = turn;
  }

  /** @returns what `work` gives. @throws what it throws, or what keeps the question from having a turn */
  readonly part = <Result>(work: () => Result | Promise<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      const start = () => Promise.resolve().then(work).then(resolve, reject);
      this.#waiting.push({ start, fail: reject });
      if (!this.#isAtWork) void this.#work();
    });

  async #work(): Promise<void> {
    this.#isAtWork = true;
    while (this.#waiting.length > 0) {
      await this.#turn(() => this.#slice()).catch((error: unknown) => {
        for (const { fail } of this.#waiting.splice(0)) fail(error);
      });
    }
    this.#isAtWork = false;
  }

  async #slice(): Promise<void> {
    const end = performance.now() + SLICE;
    do {
      await Promise.all(this.#waiting.splice(0, AT_ONCE).map(({ start }) => start()));
      // The answer grows by what was given, and asks for the parts of that; and the requests of others come in.
      await breath();
    } while (this.#waiting.length > 0 && performance.now() < end);
  }
}
