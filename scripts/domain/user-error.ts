import { type Problem, type Text, TextError } from './problem.ts';

/** Thrown if a person gave or asked for something that is not possible. The reasons are printed; the exit code is 1. */
export class UserError extends TextError {
  override readonly name = 'UserError';
  readonly problems: readonly Problem[];
  /** The zone in which people read the times in the problems; undefined if they are about a file as it is written. */
  readonly zone: string | undefined;

  constructor(text: Text, problems: readonly Problem[] = [], zone?: string) {
    super(text);
    this.problems = problems;
    this.zone = zone;
  }
}

/** The sentence that is printed if a command ends before it has changed anything. */
export const NOTHING_WRITTEN: Text = { id: 'Tidak ada yang ditulis.', en: 'Nothing was written.' };

/** Thrown if a command was not understood. The exit code is 2. */
export class UsageError extends TextError {
  override readonly name = 'UsageError';
}
