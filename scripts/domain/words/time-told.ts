import type { TimeTold } from '#domain/clock/explain.ts';
import type { Deadline } from '#domain/generated/journal-entry.ts';
import type { Text } from '#domain/problem.ts';
import { duration, limitWords } from './duration.ts';
import { longTime } from './time.ts';

/**
 * What more there is to say of a deadline than limit, clock and days off (R23, R44): that the visit waited, goes on with what was
 * left, or was extended. A sentence for each.
 * @param told of the deadline and its visit
 * @param zone IANA zone in which times are shown
 */
export function timeTold({ wait, carried, extensions = [] }: TimeTold, clock: Deadline['clock'], zone: string): Text[] {
  const sentences: Text[] = [];
  if (wait) {
    const [limit, due] = [limitWords(wait.limit, clock), longTime(wait.due, zone)];
    sentences.push({
      id: `Paling cepat ${limit.id} setelah tindakan sebelumnya, yaitu ${due.id}.`,
      en: `Not before ${limit.en} after the act before it, which is ${due.en}.`,
    });
  }
  if (carried) {
    const [limit, from, left] = [
      limitWords(carried.limit, clock),
      longTime(carried.from, zone),
      duration(carried.left),
    ];
    const over = { id: 'waktunya sudah habis', en: 'no time was left' };
    const rest = carried.left > 0 ? { id: `tersisa ${left.id}`, en: `${left.en} were left` } : over;
    sentences.push({
      id: `Waktu ${limit.id} berhenti sejak ${from.id} ketika giliran berpindah, lalu berjalan lagi: ${rest.id}${openId(clock)}.`,
      en: `The time of ${limit.en} stood still from ${from.en}, when the turn passed on, and then went on: ${rest.en}${openEn(clock)}.`,
    });
  }
  for (const { limit, from, due } of extensions) {
    const [more, before, now] = [limitWords(limit, clock), longTime(from, zone), longTime(due, zone)];
    sentences.push({
      id: `Diperpanjang ${more.id}: dari ${before.id} menjadi ${now.id}.`,
      en: `Extended by ${more.en}: from ${before.en} to ${now.en}.`,
    });
  }
  return sentences;
}

const openId = (clock: Deadline['clock']): string => (clock === 'office-hours' ? ' waktu kantor' : '');
const openEn = (clock: Deadline['clock']): string => (clock === 'office-hours' ? ' of office time' : '');
