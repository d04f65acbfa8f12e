import { isInWorkingDays, restDays, wholeLimit, type Allowance } from '#domain/clock/working-days.ts';
import { sumLimits } from '#domain/clock/limit.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Text } from '#domain/problem.ts';
import { limitWords, measured, workingDays } from './duration.ts';
import { longTime } from './time.ts';

/** A deadline with its limit, and the instant at which its time began or continued. */
export interface Limited extends Allowance {
  readonly limit: string;
  readonly begins: Instant;
}

/** Writes how much time is allowed (R23): "5 hari kerja". It names extensions, and what was left after a pause. */
export function limitSentence(time: Limited, zone: string): Text {
  const { limit, clock, carried, extensions = [] } = time;
  const added = extensions.map((each) => each.limit);
  const more = added.length > 0 ? limitWords(sumLimits(added), clock) : undefined;
  if (carried) {
    const [whole, rest] = [limitWords(wholeLimit(time) ?? limit, clock), restWords(time, zone)];
    return {
      id: `${whole.id}, ${rest ? `sisa ${rest.id}` : 'sudah habis'}${more ? `, ditambah perpanjangan ${more.id}` : ''}`,
      en: `${whole.en}, ${rest ? `with ${rest.en} left` : 'used up'}${more ? `, and an extension of ${more.en}` : ''}`,
    };
  }
  if (!more) return limitWords(limit, clock);
  const sum = limitWords(sumLimits([limit, ...added]), clock);
  return {
    id: `${sum.id}, termasuk perpanjangan ${more.id}`,
    en: `${sum.en}, including an extension of ${more.en}`,
  };
}

/** Writes how much time was left after a pause; undefined if no time was left. */
function restWords(time: Limited, zone: string): Text | undefined {
  const left = time.carried?.left ?? 0;
  const days = isInWorkingDays(time) ? restDays(time, time.begins, zone) : 0;
  if (days > 0) return workingDays(days);
  return left > 0 ? measured(left, time.clock === 'continuous' ? 'time' : 'open-time') : undefined;
}

/** Writes the sentences that explain a deadline further: the earliest time, a pause, and extensions (R23, R44). */
export function timeRemarks(time: Limited, zone: string): Text[] {
  const { wait, carried, clock, extensions = [] } = time;
  const sentences: Text[] = [];
  if (wait) {
    const [limit, due] = [limitWords(wait.limit, clock), longTime(wait.due, zone)];
    sentences.push({
      id: `Paling cepat ${limit.id} setelah tindakan sebelumnya, yaitu ${due.id}.`,
      en: `At the earliest ${limit.en} after the act before it, which is ${due.en}.`,
    });
  }
  if (carried) {
    const [limit, from, left] = [limitWords(carried.limit, clock), longTime(carried.from, zone), restWords(time, zone)];
    const rest = left
      ? { id: `tersisa ${left.id}`, en: `${left.en} ${/^1 \D*$/.test(left.en) ? 'was' : 'were'} left` }
      : { id: 'waktunya sudah habis', en: 'no time was left' };
    sentences.push({
      id: `Waktu ${limit.id} berhenti sejak ${from.id} ketika giliran berpindah, lalu berjalan lagi: ${rest.id}.`,
      en: `The time of ${limit.en} stopped on ${from.en}, when the turn moved, and continued later: ${rest.en}.`,
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
