import type { Text } from '#domain/problem.ts';
import { errorWords } from './error-words.ts';

/** Prints on stderr what a run of the process threw; not in the log, since tests watch for it. The next trigger runs again. */
export const reportFault = (error: unknown): void => void process.stderr.write(`office: ${errorWords(error)}\n`);

/** Reports a fault that comes back with each run only once, and that it is over. */
export class RepeatedFaults {
  readonly #log: (text: Text) => void;
  #last = '';

  constructor(log: (text: Text) => void) {
    this.#log = log;
  }

  report(error: unknown): void {
    const words = errorWords(error);
    if (words !== this.#last) reportFault(error);
    this.#last = words;
  }

  /** Everything was looked at. */
  over(): void {
    if (this.#last !== '') this.#log({ id: 'Sistem berjalan lagi.', en: 'The process works again.' });
    this.#last = '';
  }
}
