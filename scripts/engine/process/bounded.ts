import { createContext, Script } from 'node:vm';

/** Work took longer than it may. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/** Milliseconds after which others get their turn, and after which one piece of work that will not end is ended. */
const SLICE = 25;
const LONGEST_SLICE = 5_000;

/**
 * Does work that strangers may have made endless: in small slices, so that whatever else waits gets its turn in between, and
 * ended once it has taken its time, wherever it is by then, be it in the middle of a regular expression.
 */
export class Bounded {
  #left: number;

  /** @param milliseconds for all that is done by it */
  constructor(milliseconds: number) {
    this.#left = milliseconds;
  }

  /** @throws TooLong, or what the work throws */
  run<T>(work: () => T): T {
    const begun = performance.now();
    try {
      if (this.#left < 1) throw new TooLong();
      // `timeout` ends all that runs, also what is called from inside: no other way ends a regular expression.
      const context = createContext({ work });
      const value: T = CALL.runInContext(context, { timeout: Math.ceil(Math.min(this.#left, LONGEST_SLICE)) });
      return value;
    } catch (error) {
      throw isTimeout(error) ? new TooLong() : error;
    } finally {
      this.#left -= performance.now() - begun;
    }
  }

  /** The same for each of some things, one after the other. @throws as `run` */
  async each<T>(things: readonly T[], work: (thing: T) => void): Promise<void> {
    for (let at = 0; at < things.length;) {
      at = this.run(() => {
        const until = performance.now() + SLICE;
        let next = at;
        for (; next < things.length && (next === at || performance.now() < until); next += 1) work(things[next] as T);
        return next;
      });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const CALL = new Script('work()');

// It is made in the other context, so it is no `Error` of this one.
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
