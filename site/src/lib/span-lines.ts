import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase, Span } from '#domain/generated/public-case.ts';
import type { Language } from '#domain/problem.ts';
import { duration } from '#domain/words/duration.ts';
import { capital } from '#domain/words/language.ts';
import { spanLeft, spanWords } from '#domain/words/span-words.ts';
import { longTime } from '#domain/words/time.ts';
import { deadlineSentences } from './why.ts';

/**
 * A span, as the page of a case shows it (R44): its name, its state, and the explanation of its deadline (R23).
 */
export interface SpanLine {
  readonly name: string;
  readonly state: string;
  readonly why: readonly string[];
}

/**
 * Returns lines about the spans of a case. A span that the procedure does not name is left out.
 */
export const spanLines = (
  { spans = [], procedure: { zone } }: PublicCase,
  procedure: Procedure | undefined,
  language: Language,
): SpanLine[] =>
  spans.flatMap((span) => {
    const name = spanWords(procedure, span.id)?.[language];
    const why = deadlineSentences(
      { ...span, begins: span.is === 'running' ? span.since : span.begins },
      zone,
      language,
    );
    return name === undefined ? [] : [{ name: capital(name), state: stateOf(span, zone, language), why }];
  });

function stateOf(span: Span, zone: string, language: Language): string {
  const { is, due, limit, clock, since, explanation, left = 0, late, timing } = span;
  const id = language === 'id';
  const [until, at] = [longTime(due, zone)[language], longTime(since, zone)[language]];
  if (is === 'ended') {
    const by = duration(late ?? 0)[language];
    const reported =
      late === undefined
        ? timing
          ? id
            ? ', tepat waktu'
            : ', on time'
          : ''
        : id
          ? `, terlambat ${by}`
          : `, ${by} late`;
    return `${id ? 'berakhir' : 'ended'} ${at}${reported}`;
  }
  const isLate = timing === 'late';
  const overdue = id ? `lewat tenggat sejak ${until}` : `overdue since ${until}`;
  if (is === 'running') return isLate ? overdue : `${id ? 'tenggat' : 'due'} ${until}`;
  const rest = spanLeft({ deadline: { due, limit, clock, ...explanation }, since, left }, zone)?.[language] ?? '';
  const still = id ? `berhenti sejak ${at}` : `paused since ${at}`;
  return `${still}, ${isLate || left === 0 ? overdue : id ? `sisa ${rest}` : `${rest} left`}`;
}
