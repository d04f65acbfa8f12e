import type { Instant } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { isInWorkingDays } from '#domain/clock/working-days.ts';
import { measured } from './duration.ts';
import { entryKind } from './entry-kind.ts';
import { both, list, type Marks, PLAIN } from './language.ts';
import { remaining } from './remaining.ts';
import type { NoDecision, WaitingSpan } from './situation.ts';

/** Returns the words of a span; undefined if the procedure no longer has the span. */
export const spanWords = (procedure: Pick<Procedure, 'spans'> | undefined, id: string | undefined): Text | undefined =>
  procedure?.spans?.find((span) => span.id === id)?.words;

/**
 * Checks whether a span is late (R21, R44).
 * @param now if absent, only the journal decides whether the span is late
 */
export const isSpanLate = ({ deadline, left, overdue }: WaitingSpan, now: Instant | undefined): boolean =>
  overdue || (left === undefined ? now !== undefined && now > deadline.due : left === 0);

/**
 * Writes what is left of a paused span, in the unit of its clock.
 * @returns undefined, with an office clock, if the deadline has no limit, or if the start of the pause is unknown but
 *   needed to count working days (R23)
 */
export function spanLeft(
  { deadline, since, left = 0 }: Pick<WaitingSpan, 'deadline' | 'since' | 'left'>,
  zone: string,
): Text | undefined {
  if (deadline.clock === 'continuous') return measured(left, 'time');
  if (deadline.limit === undefined) return undefined;
  if (!isInWorkingDays(deadline)) return measured(left, 'open-time');
  return since === undefined ? undefined : remaining(deadline, since, zone);
}

/** Writes until when a span runs, since when it is overdue, or what is left while it is paused. */
export function spanClause(
  span: WaitingSpan,
  { now, zone, marks = PLAIN }: { readonly now?: Instant; readonly zone: string; readonly marks?: Marks },
  timeWords: (at: Instant) => Text,
): Text {
  const { name, deadline, left } = span;
  const [due, rest] = [timeWords(deadline.due), spanLeft(span, zone)];
  const time = isSpanLate(span, now)
    ? { id: `lewat tenggat sejak ${due.id}`, en: `overdue since ${due.en}` }
    : left === undefined
      ? { id: `tenggat ${due.id}`, en: `due ${due.en}` }
      : { id: `berhenti${rest ? `, sisa ${rest.id}` : ''}`, en: `paused${rest ? `, ${rest.en} left` : ''}` };
  return both((language) => `${marks.name(name[language])}: ${time[language]}`);
}

export const noDecisionSentence = ({ words, opens }: NoDecision, marks: Marks = PLAIN): Text =>
  both((language) => {
    const titles = opens.map((title) => marks.name(title[language]));
    const open = titles.length > 0 ? ` ${OPENS[language]}: ${list(titles, 'or', language)}.` : '';
    return `${entryKind({ kind: 'silence' })[language]}: ${marks.name(words[language])}.${open}`;
  });

const OPENS: Text = { id: 'Dapat diajukan', en: 'This may now be started' };
