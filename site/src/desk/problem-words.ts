import { type Language, type Problem, problemLine, problemSentence, type Text } from '#domain/problem.ts';
import { labelAt, type Schema } from '#domain/request/annotations.ts';
import type { TextFault } from '#domain/request/text.ts';
import { both } from '#domain/words/language.ts';
import { localTimes } from '#domain/words/local-times.ts';

/**
 * Writes a problem for people at the desk, with the label of its field, and with times in the office's zone.
 * @param schema schema of the request, for a problem without a label; undefined if there is no case yet
 * @param zone IANA name of the zone; if undefined, times stay as they were written
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

export interface Fault {
  /** JSON pointer of the field in the result. */
  readonly path: string;
  readonly label: Text;
  readonly message: Text;
  /** Whether the field is only empty, so that its label says what to do. */
  readonly isMissing?: boolean;
}

/** Turns a problem into a fault of its field, with times in the office's zone. The field itself shows what was written. */
export function faultAt({ received: _, ...problem }: Problem, zone: string): Fault {
  const { path, label = { id: path, en: path } } = problem;
  const message = both((language) => localTimes(problemSentence(problem, language), zone, language));
  return { path, label, message };
}

/** Writes why a text is against R9, with the faulty part and what to do. */
export function faultSentence(fault: TextFault): Text {
  const problem = { file: '', path: '', ...fault };
  return both((language) => problemSentence(problem, language));
}
