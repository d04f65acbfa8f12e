import type { Procedure, Span, Step, Target } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import { clockOf, rowOf, stepOf, type Taken } from '#domain/procedure/steps.ts';
import { limitWords } from './duration.ts';
import { both, capital, list, listed } from './language.ts';

/** Writes where an outcome without a next step leads: to an end (R43), or to more time (R44). */
export function withoutStepWords(procedure: Procedure, from: Step, target: Taken): Text {
  if (target.adds === undefined) return endWords(target);
  const more = limitWords(target.adds, clockOf(procedure, from).kind);
  return { id: `waktu diperpanjang ${more.id}`, en: `the time is extended by ${more.en}` };
}

/** Writes the rules about a step's time and booking that the printed table does not contain (R40, R44). */
export function timeRules(procedure: Procedure, step: Step): Text[] {
  const clock = clockOf(procedure, step).kind;
  const { approve, changes, timeout } = step.outcomes;
  const targets = [...approve, ...(changes ? [changes] : []), ...(timeout ? [timeout] : [])];
  const wait = step.begin?.after === undefined ? [] : [limitWords(step.begin.after, clock)];
  return [
    ...wait.map(({ id, en }) => ({
      id: `Diputuskan paling cepat ${id} setelah langkah sebelumnya.`,
      en: `Decided at the earliest ${en} after the step before.`,
    })),
    ...(targets.some(({ continues }) => continues)
      ? [
          {
            id: 'Waktunya berhenti selama giliran berpindah, lalu berlanjut dengan sisanya.',
            en: 'Its time stops while the turn is elsewhere, and then continues with what is left.',
          },
        ]
      : []),
    ...targets.flatMap(({ adds, atMost = 1 }): Text[] => {
      if (adds === undefined) return [];
      const more = limitWords(adds, clock);
      const often = atMost === 1 ? { id: 'satu kali', en: 'once' } : { id: `${atMost} kali`, en: `${atMost} times` };
      return [
        {
          id: `Waktunya dapat diperpanjang ${more.id}, ${often.id}, sebelum tenggat dan dengan alasan.`,
          en: `Its time may be extended by ${more.en}, ${often.en}, before the deadline and with a reason.`,
        },
      ];
    }),
    ...(targets.some(({ keeps }) => keeps)
      ? [{ id: 'Pemesanan ruang tetap berlaku.', en: 'The booking of the room is kept.' }]
      : []),
  ];
}

/** Names an end of the case, for buttons and lists (R43). */
export const endWords = ({ end = 'failed', as }: Pick<Target, 'end' | 'as'>): Text => as ?? ENDS[end];

const ENDS: Readonly<Record<NonNullable<Target['end']>, Text>> = {
  completed: { id: 'berkas selesai', en: 'the case is completed' },
  refused: { id: 'permohonan tidak dikabulkan', en: 'the request is refused' },
  failed: { id: 'permohonan gagal', en: 'the case fails' },
  lapsed: { id: 'berkas gugur', en: 'the case lapses' },
};

/** Writes the rules about a procedure's times over several steps (R44). */
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
    en: `That time stops in ${rows.en}, and then continues with what is left.`,
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

/** Lists rows in the order of the table: "langkah 2, 3, dan 5". */
function rowsSaid(procedure: Procedure, steps: readonly string[]): Text {
  const rows = [...new Set(steps.map((id) => rowOf(stepOf(procedure, id))))].sort(compareRows).map(String);
  const noun = { id: 'langkah', en: rows.length > 1 ? 'steps' : 'step' };
  return both((language) => `${noun[language]} ${list(rows, 'and', language)}`);
}
