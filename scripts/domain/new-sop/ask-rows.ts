/** The questions about the rows of the printed table, row by row as printed. */
import { limitOfPrinted } from '#domain/clock/printed-time.ts';
import { parseLimit } from '#domain/clock/limit.ts';
import { nearestName } from '#domain/nearest-name.ts';
import { APPLICANT } from '#domain/procedure/steps.ts';
import type { Text } from '#domain/problem.ts';
import { askFields } from './ask-fields.ts';
import type { DraftRow, Otherwise, SopDraft } from './draft.ts';
import { askUntilRead, inBoth, type Interview, type InterviewQuestion, Unreadable } from './question.ts';

type Columns = SopDraft['columns'];

/** @returns the rows; in at least one of them, somebody other than the applicant decides */
export function* askRows(columns: Columns): Interview<DraftRow[]> {
  const rows: DraftRow[] = [];
  for (;;) {
    const number = rows.length + 1;
    const mayEnd = rows.some(isReview);
    const activity = yield* askUntilRead(activityOf(number, mayEnd), (answer) => answer);
    if (activity === DONE && mayEnd) return rows;
    rows.push(yield* askRow(number, activity, columns, rows));
  }
}

/** Checks whether somebody other than the applicant decides in a row. */
export const isReview = ({ roles }: DraftRow): boolean => !roles.includes(APPLICANT);

const DONE = '-';

const activityOf = (number: number, mayEnd: boolean): InterviewQuestion => ({
  text: {
    id: `Baris ${number}, kegiatan${mayEnd ? ' (Enter: tabel selesai)' : ''}`,
    en: `Row ${number}, activity${mayEnd ? ' (Enter: the table is complete)' : ''}`,
  },
  help: {
    id: 'Salin apa adanya, termasuk ejaannya. Setuju pada baris terakhir menyelesaikan berkas.',
    en: 'Copy it as it is, spelling included. Approval of the last row completes the case.',
  },
  ...(mayEnd ? { otherwise: DONE } : {}),
});

function* askRow(number: number, activity: string, columns: Columns, before: readonly DraftRow[]): Interview<DraftRow> {
  const at = (id: string, en: string): Text => ({ id: `Baris ${number}, ${id}`, en: `Row ${number}, ${en}` });
  const who = yield* askWho(at('pelaksana', 'who acts'), columns, number === 1);
  const last = before.at(-1);
  const completeness = yield* askCell(at('kelengkapan', 'completeness'), last?.completeness);
  const { printed, limit } = yield* askTime(at('waktu', 'time'));
  const output = yield* askCell(at('output', 'output'), last?.output);
  const isOurs = !who.roles.includes(APPLICANT);
  const isReceipt = isOurs && !before.some(isReview);
  const otherwise = isReceipt
    ? 'applicant'
    : isOurs
      ? yield* askOtherwise(at('bila tidak sesuai', 'if it is not in order'), number)
      : 'none';
  const result = isOurs
    ? (yield* askFields(at('isian hasilnya (Enter: tidak ada)', 'fields of its result (Enter: none)'), false, false))
        .fields
    : [];
  const short = yield* askUntilRead(
    {
      text: at('kata kerja singkat (Indonesia / Inggris)', 'short phrase (Indonesian / English)'),
      help: {
        id: 'Sesudah “Menunggu … ”. Contoh: memeriksa berkas / check the file',
        en: 'After “Waiting for … to ”. Example: memeriksa berkas / check the file',
      },
      otherwise: phraseOf(activity, columns),
    },
    inBoth,
  );
  return { activity, ...who, completeness, printed, ...(limit ? { limit } : {}), output, otherwise, result, short };
}

function askWho(text: Text, columns: Columns, isFirst: boolean): Interview<Pick<DraftRow, 'roles' | 'several'>> {
  const list = columns.map(({ heading }, i) => `${i + 1} ${heading}`).join(', ');
  const help = {
    id: `${list}. Bersama-sama: 2+3. Salah satu: 2/3.`,
    en: `${list}. Together: 2+3. Any one of them: 2/3.`,
  };
  const applicant = columns.findIndex(({ role }) => role === APPLICANT) + 1;
  const shown = { id: `${text.id} (${list})`, en: `${text.en} (${list})` };
  return askUntilRead({ text: shown, help, ...(isFirst ? { otherwise: String(applicant) } : {}) }, (answer) => {
    const several = answer.includes('+') ? 'all' : 'any';
    const parts = answer.split(/\s*[+/]\s*/);
    const headings = columns.map(({ heading }) => heading);
    const roles: string[] = [];
    for (const part of parts.length > 1 && headings.includes(answer) ? [answer] : parts) {
      const named = nearestName(part, headings);
      const column = /^\d+$/.test(part) ? columns[Number(part) - 1] : columns.find(({ heading }) => heading === named);
      if (!column)
        return new Unreadable(`Bukan pelaksana: “${part}”. ${help.id}`, `Not a role column: “${part}”. ${help.en}`);
      roles.push(column.role);
    }
    if (new Set(roles).size < roles.length)
      return new Unreadable('Satu kolom tertulis dua kali.', 'A column is written twice.');
    if (roles.length > 1 && roles.includes(APPLICANT))
      return new Unreadable(
        'Pemohon tidak memutus bersama petugas.',
        'The applicant does not decide together with officials.',
      );
    return { roles, several };
  });
}

/** Asks for a cell of the table, which may be empty. The answer "=" repeats the cell above. */
function askCell(text: Text, above: string | undefined): Interview<string> {
  const help = {
    id: 'Seperti tercetak. Enter: kosong; =: sama dengan baris di atasnya.',
    en: 'As printed. Enter: empty; =: the same as in the row above.',
  };
  return askUntilRead({ text, help, otherwise: '' }, (answer) => {
    if (answer !== '=') return answer;
    return above ?? new Unreadable('Tidak ada baris di atasnya.', 'There is no row above.');
  });
}

const askTime = (text: Text): Interview<{ printed: string; limit?: string }> =>
  askUntilRead(
    {
      text,
      help: {
        id: 'Seperti tercetak: 30 menit, 1 jam, 2 hari kerja, 10-15 menit (dihitung 15). Teks lain, seperti “sesuai jadwal”, dicetak tanpa tenggat. Enter: tanpa waktu.',
        en: 'As printed: 30 menit, 1 jam, 2 hari kerja, 10-15 menit (counted as 15). Other text, such as “sesuai jadwal”, is printed without a limit. Enter: no time.',
      },
      otherwise: '-',
    },
    (answer) => {
      if (answer === '-') return { printed: '' };
      const limit = limitOfPrinted(answer);
      if (limit !== undefined && isCounted(limit)) return { printed: answer, limit };
      // A slip in a unit would lose the limit unnoticed. Every other text is printed as it is, without a limit.
      if (!/\d ?[a-z]+/i.test(answer) || !isSlip(answer)) return { printed: answer };
      return new Unreadable(
        `Tidak terbaca: “${answer}”. Contoh: 30 menit, 1 jam, 2 hari kerja, 10-15 menit.`,
        `Not understood: “${answer}”. Example: 30 menit, 1 jam, 2 hari kerja, 10-15 menit.`,
      );
    },
  );

const isSlip = (answer: string): boolean =>
  answer.split(/[^a-z]+/i).some((word) => nearestName(word, ['menit', 'jam', 'hari', 'minggu']) !== undefined);

function isCounted(limit: string): boolean {
  try {
    return parseLimit(limit) !== undefined;
  } catch {
    return false;
  }
}

function askOtherwise(text: Text, number: number): Interview<Otherwise> {
  const ways = {
    id: `p: kembali ke pemohon; 2–${number - 1}: kembali ke baris itu; x: berkas ditutup; -: tidak ada`,
    en: `p: back to the applicant; 2–${number - 1}: back to that row; x: the case ends; -: nothing`,
  };
  const help = {
    id: `${ways.id}. Pelaksana menekan “Kembalikan” dan menulis sebabnya.`,
    en: `${ways.en}. The person who acts presses “Request changes” and writes why.`,
  };
  return askUntilRead(
    { text: { id: `${text.id} (${ways.id})`, en: `${text.en} (${ways.en})` }, help, otherwise: 'p' },
    (answer) => {
      if (/^p$/i.test(answer)) return 'applicant';
      if (/^x$/i.test(answer)) return 'end';
      if (answer === '-') return 'none';
      const row = /^\d{1,3}$/.test(answer) ? Number(answer) : 0;
      return row >= 1 && row < number ? { row } : new Unreadable(ways.id, ways.en);
    },
  );
}

const LONGEST_PHRASE = 60;

/** Makes a phrase of an activity: without the actor at its beginning, and short enough for a status sentence. */
function phraseOf(activity: string, columns: Columns): string {
  const name = columns
    .map(({ heading }) => heading)
    .filter((heading) => activity.toLowerCase().startsWith(`${heading.toLowerCase()} `))
    .sort((a, b) => b.length - a.length)
    .at(0);
  const rest = activity.slice(name ? name.length + 1 : 0).replace(/[.;\s]+$/, '');
  const words = rest.split(/\s+/);
  const short = words.reduce(
    (made, word) => (`${made} ${word}`.length <= LONGEST_PHRASE ? `${made} ${word}`.trim() : made),
    '',
  );
  const phrase = short || rest.slice(0, LONGEST_PHRASE);
  return phrase.charAt(0).toLowerCase() + phrase.slice(1);
}
