import { formatProblem, type Language } from '#domain/problem.ts';
import { networkProblem } from '#domain/words/system-fault.ts';
import type { ForgeError } from '#engine/forge/errors.ts';

/** Describes a failed call to a forge in two lines: where and why it failed, and what to do. */
export function forgeWords({ operation, status, reason, next }: ForgeError, lang: Language): [string, string] {
  const unreached = status === 0 ? networkProblem(reason, operation) : undefined;
  const place = status === 0 ? operation : `${operation} (${status})`;
  return [unreached ? formatProblem(unreached, lang) : `${place}: ${reason}`, next[lang]];
}
