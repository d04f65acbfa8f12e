import { type Language, type Problem, problemLine } from '#domain/problem.ts';
import { labelAt, type Schema } from '#domain/request/annotations.ts';
import { localTimes } from '../request/zoned.ts';

/**
 * A problem as people at the desk read it: by its field's title, its moments by the office's clock.
 * @param schema of the request, which names fields that the problem itself does not; undefined before there is a case
 * @param zone IANA name; undefined leaves moments as they were written
 */
export function problemWords(
  problem: Problem,
  { schema, zone }: { readonly schema?: Schema | undefined; readonly zone?: string | undefined },
  language: Language,
): string {
  const label = problem.label ?? (schema && labelAt(schema, problem.path));
  const line = problemLine(label ? { ...problem, label } : problem, language);
  return zone === undefined ? line : localTimes(line, zone, language);
}
