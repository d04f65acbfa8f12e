import { type Language, type Problem, problemLine, problemSentence, type Text } from '#domain/problem.ts';
import { labelAt, type Schema } from '#domain/request/annotations.ts';
import type { TextFault } from '#domain/request/text.ts';
import { parseInstant } from '#domain/clock/instant.ts';
import { both } from '#domain/words/language.ts';
import { shortZonedTime } from '#domain/words/time.ts';

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

export interface Fault {
  /** JSON pointer of the field in the result. */
  readonly path: string;
  readonly label: Text;
  readonly message: Text;
}

/** What R9 has against a text, with what stood there and what to do. */
export function faultSentence(fault: TextFault): Text {
  const problem = { file: '', path: '', ...fault };
  return both((language) => problemSentence(problem, language));
}

const MOMENT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)/g;

/** A sentence with its moments (`2026-12-01T02:00:00Z`, `2026-12-01T09:00+07:00`) as the office's clock shows them. */
export const localTimes = (sentence: string, zone: string, language: Language): string =>
  sentence.replace(MOMENT, (text) => {
    // A text that only looks like an instant is quoted from what somebody typed: it stays.
    const reading = parseInstant(text);
    return 'instant' in reading ? shortZonedTime(reading.instant, zone)[language] : text;
  });
