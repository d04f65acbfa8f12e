import type { CaseState } from '#domain/case/state/state.ts';
import type { Explanation, SkippedDay } from '#domain/clock/explain.ts';
import type { Next } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language } from '#domain/problem.ts';
import { spanLeft, spanWords } from '#domain/words/span-words.ts';
import { limitSentence, type Limited, timeRemarks } from '#domain/words/time-remarks.ts';
import { letterDay, longTime } from '#domain/words/time.ts';

type Timed = Pick<Next, 'begins' | 'wait' | 'deadline'>;

/** Explains the deadline of a visit in sentences (R23): start, clock, skipped time, the calendar's revision, result. */
export function deadlineLines(visit: Timed, lang: Language): string[] {
  const { deadline, begins, wait } = visit;
  const id = lang === 'id';
  if (!deadline) return [id ? 'Tenggat: tanpa waktu baku.' : 'Deadline: no time limit.'];
  const { due, zone } = deadline;
  // The judge keeps the clock's whole explanation with the deadline.
  const explained = deadline as unknown as Partial<Explanation>;
  const time: Limited = { ...deadline, begins, ...(wait ? { wait } : {}) };
  const lines = [
    id ? 'Mengapa tenggat ini?' : 'Why this deadline?',
    `  ${id ? 'mulai' : 'begins'} ${longTime(begins, zone)[lang]}`,
    `  ${id ? 'waktu baku' : 'time limit'} ${limitSentence(time, zone)[lang]}, ${clockWords(deadline.clock, lang)} (${zone})`,
  ];
  const { skipped = [], countedDays = [], closedHours = [], calendarRevision, yearsWithoutData = [] } = explained;
  if (countedDays.length > 0)
    lines.push(
      `  ${id ? 'hari kerja dihitung' : 'working days counted'}: ${countedDays.map((day) => letterDay(day)[lang]).join(', ')}`,
    );
  for (const day of skipped)
    lines.push(`  ${id ? 'dilewati' : 'skipped'} ${letterDay(day.date)[lang]}: ${whyClosed(day, lang)}`);
  for (const { start, end } of closedHours)
    lines.push(`  ${id ? 'tutup' : 'closed'} ${longTime(start, zone)[lang]} – ${longTime(end, zone)[lang]}`);
  if (calendarRevision) lines.push(`  ${id ? 'kalender' : 'calendar'} ${calendarRevision.slice(0, 12)}`);
  if (yearsWithoutData.length > 0)
    lines.push(`  ${id ? 'tahun tanpa data libur' : 'years without holiday data'}: ${yearsWithoutData.join(', ')}`);
  for (const reported of timeRemarks(time, zone)) lines.push(`  ${reported[lang]}`);
  return [...lines, `  ${id ? 'tenggat' : 'due'} ${longTime(due, zone)[lang]}`];
}

/** Explains the deadline of each span (R44), and its current state. */
export function spanDeadlineLines({ spans }: Pick<CaseState, 'spans'>, procedure: Procedure, lang: Language): string[] {
  const id = lang === 'id';
  return spans.flatMap((one) => {
    const { id: span, is, begins, since, deadline } = one;
    const name = spanWords(procedure, span)?.[lang] ?? span;
    const rest = spanLeft(one, deadline.zone)?.[lang] ?? '';
    const at = longTime(since, deadline.zone)[lang];
    const still = id ? `berhenti sejak ${at}, sisa ${rest}` : `paused since ${at}, ${rest} left`;
    const lines = deadlineLines({ begins: is === 'running' ? since : begins, deadline }, lang);
    return [`${name}${is === 'paused' ? `: ${still}` : ''}`, ...lines];
  });
}

const clockWords = (clock: Explanation['clock'], lang: Language): string =>
  clock === 'continuous'
    ? { id: 'jam berjalan terus, siang dan malam', en: 'the clock runs day and night' }[lang]
    : { id: 'jam kerja', en: 'office hours' }[lang];

function whyClosed(day: SkippedDay, lang: Language): string {
  if (day.why === 'weekend') return { id: 'bukan hari kerja', en: 'no working day' }[lang];
  return day.name[lang];
}
