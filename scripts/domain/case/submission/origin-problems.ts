/** Problems of a request that names a case which it may not take as its origin (R12, R45). */
import type { Explanation } from '#domain/clock/explain.ts';
import type { CaseEnd as EndKind, Procedure } from '#domain/generated/procedure.ts';
import type { Language, Problem, Text } from '#domain/problem.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { limitWords } from '#domain/words/duration.ts';
import { both } from '#domain/words/language.ts';
import { longTime } from '#domain/words/time.ts';
import type { Config } from '../state/config.ts';
import type { OriginFault } from '../state/origin.ts';

type OriginRule = NonNullable<Procedure['origin']>;

/** Lists in words the cases that may be an origin, such as "Izin Contoh (tidak dikabulkan, ditolak)". */
export const takenCases = ({ from }: OriginRule, titleOf: (id: string) => Text): Text =>
  both((language) =>
    from
      .map(({ procedure, ends, waiting }) => {
        const stands = [...(ends ?? (waiting ? [] : ['ended' as const])), ...(waiting ? ['waiting' as const] : [])];
        const words = stands.map((each) => ORIGIN_STATES[each][language]).join(', ');
        return `${titleOf(procedure)[language]} (${words})`;
      })
      .join('; '),
  );

const titleAmong =
  (procedures: Config['procedures']) =>
  (id: string): Text =>
    procedures.get(id)?.value.title ?? { id, en: id };

/**
 * Returns the problem of an origin. Only its fields `received` and `fix` name another case, its procedure and its end.
 * No public part contains these fields (R11).
 */
export function originProblem(
  fault: OriginFault,
  rule: OriginRule,
  named: string,
  {
    file,
    schema,
    procedures,
  }: { readonly file: string; readonly schema: Schema; readonly procedures: Config['procedures'] },
): Problem {
  const [code, message, more] = SAYINGS[fault.fault](fault as never, rule, procedures);
  return { file, path: rule.field, code, received: named, ...more, message, ...fieldNotes(schema, rule.field) };
}

type Saying = readonly [code: string, message: Text, more: Pick<Problem, 'expected' | 'fix'>];
type Sayings = {
  readonly [F in OriginFault['fault']]: (
    fault: Extract<OriginFault, { fault: F }>,
    rule: OriginRule,
    procedures: Config['procedures'],
  ) => Saying;
};

const NAME_ANOTHER: Text = {
  id: 'Tulis nomor berkas asal seperti di halaman berkasnya',
  en: 'Write the number of the case as on its page',
};

const SAYINGS: Sayings = {
  own: () => [
    'origin-own',
    { id: 'Berkas tidak dapat menjadi asal bagi dirinya sendiri', en: 'A case cannot be its own origin' },
    { fix: NAME_ANOTHER },
  ],
  unknown: () => [
    'origin-unknown',
    { id: 'Tidak ada berkas bernomor ini yang Anda ajukan', en: 'There is no case of this number that you opened' },
    { expected: 'SOP-2026-12', fix: NAME_ANOTHER },
  ],
  'not-taken': ({ origin }, rule, procedures) => {
    const taken = takenCases(rule, titleAmong(procedures));
    const stands = ORIGIN_STATES[origin.end ?? 'waiting'];
    const title = titleAmong(procedures)(origin.procedure);
    return [
      'origin-not-taken',
      {
        id: 'Berkas ini tidak dapat menjadi asal permohonan ini',
        en: 'This case cannot be the origin of this request',
      },
      {
        fix: {
          id: `Berkas yang dapat menjadi asal: ${taken.id}. Berkas yang Anda sebut: ${title.id}, ${stands.id}`,
          en: `These cases can be an origin: ${taken.en}. The case that you named: ${title.en}, ${stands.en}`,
        },
      },
    ];
  },
  again: ({ first }) => [
    'origin-again',
    {
      id: 'Anda sudah memiliki berkas yang berjalan atas berkas asal ini',
      en: 'You already have an open case about this case of origin',
    },
    {
      fix: {
        id: `Lanjutkan ${first}; sesudah ditutup, permohonan baru dapat diajukan`,
        en: `Go on with ${first}; once it has ended, another request may be made`,
      },
    },
  ],
  late: ({ deadline: { begin, due, explanation } }) => {
    const { zone, limit } = explanation;
    const off = daysOff(explanation);
    const [until, from, time] = [longTime(due, zone), longTime(begin, zone), limitWords(limit, explanation.clock)];
    return [
      'origin-late',
      {
        id: `Waktu untuk mengajukannya sudah lewat pada ${until.id}: ${time.id} sejak ${from.id}${off.id}`,
        en: `The time for it ended on ${until.en}: ${time.en} from ${from.en}${off.en}`,
      },
      {
        fix: {
          id: 'Permohonan baru dapat diajukan menurut SOP lain',
          en: 'Another request may be made under another SOP',
        },
      },
    ];
  },
};

function daysOff({ skipped }: Explanation): Text {
  const list = (language: Language): string =>
    skipped.flatMap((day) => (day.why === 'weekend' ? [] : [`${day.date} ${day.name[language]}`])).join(', ');
  return list('id') === '' ? { id: '', en: '' } : { id: `, tanpa ${list('id')}`, en: `, without ${list('en')}` };
}

export const ORIGIN_STATES: Readonly<Record<EndKind | 'waiting' | 'ended', Text>> = {
  completed: { id: 'selesai', en: 'completed' },
  refused: { id: 'tidak dikabulkan', en: 'refused' },
  failed: { id: 'gagal', en: 'failed' },
  lapsed: { id: 'gugur', en: 'lapsed' },
  rejected: { id: 'ditolak', en: 'rejected' },
  withdrawn: { id: 'ditarik', en: 'withdrawn' },
  'ended-outside': { id: 'digabungkan di luar prosedur', en: 'ended outside the procedure' },
  abandoned: { id: 'ditutup di luar prosedur', en: 'abandoned' },
  waiting: { id: 'masih berjalan', en: 'still open' },
  ended: { id: 'sudah ditutup', en: 'ended' },
};
