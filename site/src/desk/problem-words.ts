import { type Language, type Problem, problemLine, problemSentence, type Text } from '#domain/problem.ts';
import { labelAt, type Schema } from '#domain/request/annotations.ts';
import type { TextFault } from '#domain/request/text.ts';
import { parseInstant } from '#domain/clock/instant.ts';
import { both } from '#domain/words/language.ts';
import { shortZonedTime } from '#domain/words/time.ts';

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

/** Writes why a text is against R9, with the faulty part and what to do. */
export function faultSentence(fault: TextFault): Text {
  const problem = { file: '', path: '', ...fault };
  return both((language) => problemSentence(problem, language));
}

const MOMENT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)/g;

/**
 * Replaces the times in a sentence (`2026-12-01T02:00:00Z`, `2026-12-01T09:00+07:00`) by times in the office's zone.
 */
export const localTimes = (sentence: string, zone: string, language: Language): string =>
  sentence.replace(MOMENT, (text) => {
    // A text that only looks like an instant is a quotation of somebody's input, so it is not changed.
    const reading = parseInstant(text);
    return 'instant' in reading ? shortZonedTime(reading.instant, zone)[language] : text;
  });
