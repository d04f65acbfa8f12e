/** What waits to be looked at. */
export interface Work {
  readonly pulls: ReadonlySet<number>;
  readonly everything: boolean;
}

/** Answers triggers by runs: one run at a time; what comes during a run is looked at after it (R28). */
export class Queue {
  readonly #look: (work: Work) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #pulls = new Set<number>();
  #everything = false;
  #running: Promise<void> | undefined;
  #closed = false;

  /** @param failed called with what a run threw; the next trigger runs again */
  constructor(look: (work: Work) => Promise<void>, failed: (error: unknown) => void) {
    this.#look = look;
    this.#failed = failed;
  }

  /** Something may have changed on a pull request; without a number, anywhere. */
  ring(pull?: number): void {
    if (this.#closed) return;
    if (pull === undefined) this.#everything = true;
    else this.#pulls.add(pull);
    this.#running ??= this.#drain();
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Takes no more triggers, and waits for the run under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.idle();
  }

  async #drain(): Promise<void> {
    // One gesture may cause several triggers at once; one run answers them all.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#pulls.size > 0 || this.#everything) {
      const work = { pulls: this.#pulls, everything: this.#everything };
      this.#pulls = new Set();
      this.#everything = false;
      try {
        await this.#look(work);
      } catch (error) {
        this.#failed(error);
      }
    }
    this.#running = undefined;
  }
}
