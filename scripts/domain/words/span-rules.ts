import type { Procedure, Span, Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import { clockOf, rowOf, stepOf } from '#domain/procedure/steps.ts';
import { limitWords } from './duration.ts';
import { both, capital, list, listed } from './language.ts';

/** Sentences about a procedure's times over several steps (R44). */
export function spanRules(procedure: Procedure, titleOf: (id: string) => Text | undefined): Text[] {
  return (procedure.spans ?? []).flatMap((span) => [
    spanRule(procedure, span),
    ...(span.pausedAt ? [pauseRule(procedure, span.pausedAt)] : []),
    ...lapseRule(span, titleOf),
  ]);
}

function spanRule(procedure: Procedure, span: Span): Text {
  const limit = limitWords(span.limit, clockOf(procedure, span).kind);
  const rows = rowsSaid(procedure, span.over);
  return {
    id: `${capital(span.words.id)} (${rows.id}): paling lama ${limit.id}.`,
    en: `${capital(span.words.en)} (${rows.en}): at most ${limit.en}.`,
  };
}

function pauseRule(procedure: Procedure, steps: readonly string[]): Text {
  const rows = rowsSaid(procedure, steps);
  return {
    id: `Waktu itu berhenti pada ${rows.id}, lalu berlanjut dengan sisanya.`,
    en: `That time stands still in ${rows.en}, and goes on with what is left.`,
  };
}

export function lapseRule({ lapse }: Pick<Step, 'lapse'>, titleOf: (id: string) => Text | undefined): Text[] {
  if (!lapse) return [];
  const opens = (lapse.opens ?? []).map((id) => titleOf(id) ?? { id, en: id });
  const named = listed(opens, 'or');
  return [
    {
      id: `Bila waktunya lewat tanpa keputusan, dicatat: ${lapse.words.id}; giliran tetap${named.id && `, dan dapat diajukan ${named.id}`}.`,
      en: `If it passes without a decision, this is recorded: ${lapse.words.en}; the turn stays${named.en && `, and ${named.en} may be started`}.`,
    },
  ];
}

/** "langkah 2, 3, dan 5", in the order of the table. */
function rowsSaid(procedure: Procedure, steps: readonly string[]): Text {
  const rows = [...new Set(steps.map((id) => rowOf(stepOf(procedure, id))))].sort(compareRows).map(String);
  const noun = { id: 'langkah', en: rows.length > 1 ? 'steps' : 'step' };
  return both((language) => `${noun[language]} ${list(rows, 'and', language)}`);
}
