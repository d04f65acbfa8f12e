import { parseInstant } from '#domain/clock/instant.ts';
import { formatProblem, type Language, type Problem } from '#domain/problem.ts';
import { letterDay, shortZonedTime } from './time.ts';

const MOMENT = /(?<![\w./"-])\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?(?![\w/-]|\.\w)/g;

/** Replaces the times and dates in a sentence (`2026-12-01T09:00+07:00`, `2026-12-01`) by those that people write. */
export const localTimes = (sentence: string, zone: string, language: Language): string =>
  sentence.replace(MOMENT, (text) => {
    const isDate = !text.includes('T');
    // A text that only looks like a time is a quotation of somebody's input, so it is not changed.
    const reading = parseInstant(isDate ? `${text}T00:00:00Z` : text);
    if (!('instant' in reading)) return text;
    return (isDate ? letterDay(text) : shortZonedTime(reading.instant, zone))[language];
  });

/** Writes a problem on one line, as {@link formatProblem} does, with times and dates as people write them. */
export const problemIn = (zone: string, problem: Problem, language: Language): string =>
  localTimes(formatProblem(problem, language), zone, language);
