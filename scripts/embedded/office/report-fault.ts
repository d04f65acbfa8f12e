import { formatProblem, type Text, TextError } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { systemProblem } from '#domain/words/system-fault.ts';
import { ForgeError } from '#engine/forge/errors.ts';

/** Describes an error of a running office for its log: in words if a person can fix it, otherwise with its stack. */
export function errorWords(error: unknown): string {
  const problem = systemProblem(error);
  const problems = error instanceof UserError ? error.problems : problem ? [problem] : [];
  const lines = problems.map((each) => `${formatProblem(each, 'id')} / ${formatProblem(each, 'en')}`);
  if (error instanceof ForgeError) lines.push(error.message);
  if (error instanceof TextError) lines.push(`${error.text.id} / ${error.text.en}`);
  if (lines.length > 0) return lines.join('\n');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Prints the error of a run on stderr, because tests look for errors there and not in the log. The next trigger starts
 * another run.
 */
export const reportFault = (error: unknown): void => void process.stderr.write(`office: ${errorWords(error)}\n`);

/** Reports an error that comes back with each run only once, and reports when it is gone. */
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

  over(): void {
    if (this.#last !== '') this.#log({ id: 'Sistem berjalan lagi.', en: 'The process works again.' });
    this.#last = '';
  }
}
