import { error as annotate } from '@actions/core';
import { RegisterError } from '#domain/journal/chain.ts';
import { formatProblem, TextError } from '#domain/problem.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { ForgeError, redact } from '#engine/forge/errors.ts';

/**
 * Prints the error that ended the run. It never prints a header or a body of a call (security row 30).
 * @returns the exit code: 1 if somebody can fix the error, 2 for inputs that were not understood, 70 for a fault of the
 *   program
 */
export function tellFailure(error: unknown): number {
  const problems = error instanceof UserError ? error.problems : error instanceof RegisterError ? [error.problem] : [];
  for (const problem of problems) annotate(formatProblem(problem), placeOf(problem));
  if (error instanceof ForgeError) annotate(error.message);
  else if (error instanceof TextError) annotate(`${error.text.id} / ${error.text.en}`);
  else if (!(error instanceof RegisterError)) {
    const message = error instanceof Error ? error.message : String(error);
    annotate(`Ini kesalahan program / This is a fault of the program: ${redact(message)}`);
    for (const line of stackOf(error)) process.stdout.write(`${line}\n`);
    return 70;
  }
  return error instanceof UsageError ? 2 : 1;
}

/** Returns the place of an annotation. */
export function placeOf({ file, line }: { readonly file: string; readonly line?: number }) {
  return { file, ...(line === undefined ? {} : { startLine: line }) };
}

/** Returns the lines of the stack that name places in the program. The message is left out: it may contain anything. */
const stackOf = (error: unknown): string[] =>
  error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
