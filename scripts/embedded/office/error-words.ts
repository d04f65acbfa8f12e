import { formatProblem, TextError } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import { systemProblem } from '#domain/words/system-fault.ts';

/** What went wrong in a running office, for its log: in words where a person can fix it, else with its stack. */
export function errorWords(error: unknown): string {
  const problem = systemProblem(error);
  const problems = error instanceof UserError ? error.problems : problem ? [problem] : [];
  const lines = problems.map((each) => `${formatProblem(each, 'id')} / ${formatProblem(each, 'en')}`);
  if (error instanceof ForgeError) lines.push(error.message);
  if (error instanceof TextError) lines.push(`${error.text.id} / ${error.text.en}`);
  if (lines.length > 0) return lines.join('\n');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
