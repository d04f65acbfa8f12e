import { createContext, Script } from 'node:vm';

/** Work took longer than allowed. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/** After this many milliseconds, `each` lets the program do other work. */
const SLICE = 25;
/** After this many milliseconds, one piece of work is stopped, even if the time of the object is not used up. */
const LONGEST_SLICE = 5_000;

/**
 * Does work that may never end, because strangers wrote its input. Once the time is used up, the work is stopped, even
 * in the middle of a regular expression. `each` cuts its work into small slices, and the program does other work
 * between them.
 */
export class Bounded {
  #left: number;

  /** @param milliseconds the time for all work of this object */
  constructor(milliseconds: number) {
    this.#left = milliseconds;
  }

  /**
   * Does one piece of work, and returns its result. Errors of the work are thrown as well.
   * @throws TooLong if the time is used up, or if the piece takes longer than five seconds
   */
  run<T>(work: () => T): T {
    const begun = performance.now();
    try {
      if (this.#left < 1) throw new TooLong();
      // `timeout` stops everything that runs, including inner calls. Nothing else stops a regular expression.
      const context = createContext({ work });
      const value: T = CALL.runInContext(context, { timeout: Math.ceil(Math.min(this.#left, LONGEST_SLICE)) });
      return value;
    } catch (error) {
      throw isTimeout(error) ? new TooLong() : error;
    } finally {
      this.#left -= performance.now() - begun;
    }
  }

  /** Does the same work for each thing, one after the other, and throws as `run` does. */
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

// The error is made in the other context, so it is no instance of this context's `Error`.
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
