import type { Text } from '#domain/problem.ts';
import { errorWords } from './error-words.ts';

/** Tells on stderr what a look of the process threw; not in the log, since tests watch for it. The next bell looks again. */
export const tellFault = (error: unknown): void => void process.stderr.write(`office: ${errorWords(error)}\n`);

/** Tells a fault that comes back with each look only once, and that it is over. */
export class RepeatedFaults {
  readonly #log: (text: Text) => void;
  #last = '';

  constructor(log: (text: Text) => void) {
    this.#log = log;
  }

  tell(error: unknown): void {
    const words = errorWords(error);
    if (words !== this.#last) tellFault(error);
    this.#last = words;
  }

  /** Everything was looked at. */
  over(): void {
    if (this.#last !== '') this.#log({ id: 'Proses berjalan lagi.', en: 'The process works again.' });
    this.#last = '';
  }
}
