import { type Problem, type Text, TextError } from './problem.ts';

/** What the person gave or asked cannot be done: reported with its reasons, exit code 1. */
export class UserError extends TextError {
  override readonly name = 'UserError';
  readonly problems: readonly Problem[];

  constructor(text: Text, problems: readonly Problem[] = []) {
    super(text);
    this.problems = problems;
  }
}

/** Said where a command ends before it has changed anything. */
export const NOTHING_WRITTEN: Text = { id: 'Tidak ada yang ditulis.', en: 'Nothing was written.' };

/** The command was not understood: exit code 2. */
export class UsageError extends TextError {
  override readonly name = 'UsageError';
}
