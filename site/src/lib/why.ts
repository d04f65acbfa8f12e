import type { Explanation } from '#domain/clock/explain.ts';
import type { Visit } from '#domain/generated/public-case.ts';
import type { Language } from '#domain/problem.ts';
import { limitSentence, type Limited, timeRemarks } from '#domain/words/time-remarks.ts';
import { longTime } from '#domain/words/time.ts';

/** A visit or a span. */
type Timed = Pick<Visit, 'begins' | 'due' | 'limit' | 'clock' | 'explanation'>;

/** Returns the time limit of a visit or a span; undefined if there is none. */
export function limitedOf({ begins, due, limit, clock = 'continuous', explanation }: Timed): Limited | undefined {
  return due === undefined || limit === undefined ? undefined : { begins, due, limit, clock, ...explanation };
}

/** Returns sentences that explain how a deadline was computed (R23); none if there is no time limit. */
export function deadlineSentences(visit: Timed, zone: string, language: Language): string[] {
  const time = limitedOf(visit);
  if (!time) return [];
  const { begins, due, clock } = time;
  const { skipped = [], yearsWithoutData = [] } = (visit.explanation ?? {}) as Partial<Explanation>;
  const [from, to] = [longTime(begins, zone)[language], longTime(due, zone)[language]];
  const length = limitSentence(time, zone)[language];
  const days = skipped.flatMap((day) => ('name' in day && day.name ? [`${day.date} (${day.name[language]})`] : []));
  const more = timeRemarks(time, zone).map((reported) => reported[language]);
  const weekends = skipped.length - days.length;
  if (language === 'id')
    return [
      `Waktu baku ${length}, dihitung sejak ${from}, jatuh pada ${to}.`,
      clock === 'continuous' ? 'Waktu berjalan siang dan malam.' : 'Hanya jam kerja yang dihitung.',
      ...more,
      ...(weekends > 0 ? [`${weekends} hari tutup dilewati.`] : []),
      ...(days.length > 0 ? [`Hari libur dilewati: ${days.join(', ')}.`] : []),
      ...yearsWithoutData.map((year) => `Hari libur tahun ${year} belum diketahui; hanya akhir pekan yang dilewati.`),
    ];
  return [
    `The time limit of ${length}, counted from ${from}, ends on ${to}.`,
    clock === 'continuous' ? 'The clock runs day and night.' : 'Only office hours are counted.',
    ...more,
    ...(weekends > 0 ? [`${weekends} closed ${weekends === 1 ? 'day was' : 'days were'} skipped.`] : []),
    ...(days.length > 0 ? [`Days off skipped: ${days.join(', ')}.`] : []),
    ...yearsWithoutData.map((year) => `The days off of ${year} are not known; only weekends were skipped.`),
  ];
}
