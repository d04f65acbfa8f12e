import { parseInstant } from '#domain/clock/instant.ts';
import type { Language } from '#domain/problem.ts';
import { shortZonedTime } from '#domain/words/time.ts';

const MOMENT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)/g;

/**
 * A sentence with its moments (`2026-12-01T02:00:00Z`, `2026-12-01T09:00+07:00`) as the office's clock shows them.
 * @param zone IANA name
 */
export const localTimes = (sentence: string, zone: string, language: Language): string =>
  sentence.replace(MOMENT, (text) => {
    // A text that only looks like an instant is quoted from what somebody typed: it stays.
    const reading = parseInstant(text);
    return 'instant' in reading ? shortZonedTime(reading.instant, zone)[language] : text;
  });
