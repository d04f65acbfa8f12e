/** The pull requests that wait for a run. */
export interface Work {
  readonly pulls: ReadonlySet<number>;
  readonly everything: boolean;
}

/**
 * Starts runs for triggers, one run at a time. A trigger during a run leads to one more run (R28). One run looks at one
 * pull request for each account that caused triggers, so nobody waits for the many triggers of another account.
 */
export class Queue {
  readonly #look: (work: Work) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  /** The pull requests that wait, by the account that caused the trigger. */
  readonly #waiting = new Map<string, Set<number>>();
  #everything = false;
  #running: Promise<void> | undefined;
  #closed = false;

  /** @param failed called with the error of a run; the next trigger starts a run again */
  constructor(look: (work: Work) => Promise<void>, failed: (error: unknown) => void) {
    this.#look = look;
    this.#failed = failed;
  }

  /** Triggers a run over a pull request or, without a number, over everything. */
  ring(pull?: number, by = ''): void {
    if (this.#closed) return;
    if (pull === undefined) this.#everything = true;
    else this.#waiting.set(by, (this.#waiting.get(by) ?? new Set()).add(pull));
    this.#running ??= this.#drain();
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Stops accepting triggers, and waits for the current run. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.idle();
  }

  async #drain(): Promise<void> {
    // One gesture may cause several triggers at once; one run is enough for all of them.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.size > 0 || this.#everything) {
      const work = { pulls: this.#next(), everything: this.#everything };
      this.#everything = false;
      try {
        await this.#look(work);
      } catch (error) {
        this.#failed(error);
      }
    }
    this.#running = undefined;
  }

  /** Takes the first pull request of each account. */
  #next(): ReadonlySet<number> {
    const pulls = new Set([...this.#waiting.values()].flatMap(([first]) => first ?? []));
    for (const [by, waiting] of this.#waiting) {
      for (const pull of pulls) waiting.delete(pull);
      if (waiting.size === 0) this.#waiting.delete(by);
    }
    return pulls;
  }
}
