import type { Text } from '#domain/problem.ts';
import { type ChecklistRow, checklistTable } from './checklist.ts';
import { type LogPlace, logPlaceWords } from './checkpoint.ts';
import { STICKY } from './comment-marks.ts';
import { both } from './language.ts';
import { MARKDOWN, plainName, quote } from './markdown.ts';
import type { Situation } from './situation.ts';
import { type Reading, statusSentence } from './status.ts';
import { shortTime } from './time.ts';

export interface RowNeeds {
  readonly completeness: string;
  readonly output: string;
  readonly note?: Text;
  readonly document?: Text;
  readonly resultBlock?: string;
  /** Does an Approve need a free room, and book it? */
  readonly booksRoom?: boolean;
  /** The words for the outcomes of Approve that approve the row or extend its time. */
  readonly forward?: Text;
  /** The words for the outcomes with a reason, which approve nothing (R6). */
  readonly otherwise?: Text;
  /** The words for Request changes; absent if the step has no Request changes. */
  readonly back?: Text;
  /** The words for who may reject; absent if every holder on turn may. */
  readonly closing?: Text;
}

export interface ShownRefusal {
  readonly at: string;
  readonly account: string;
  readonly sentence: Text;
}

export interface Sticky {
  readonly caseId: string;
  readonly agenda?: { readonly year: number; readonly number: number };
  readonly situation: Situation;
  readonly origin?: Text;
  readonly rows: readonly ChecklistRow[];
  /** The needs of the current row; absent while the case is with the applicant, and after its end. */
  readonly needs?: RowNeeds;
  readonly refusals: readonly ShownRefusal[];
  readonly warnings?: Text;
  readonly link?: string;
  readonly place?: Omit<LogPlace, 'caseId'>;
}

export const TITLES = {
  needs: { id: 'Yang diperlukan pada langkah ini', en: 'What this step needs' },
  refusals: { id: 'Tindakan yang tidak diterima', en: 'Acts not accepted' },
  warnings: { id: 'Perhatian', en: 'Attention' },
} as const;

/**
 * Writes the sticky comment (R30): Indonesian, with English folded below. It depends on the present time only through
 * `reading.now`.
 */
export function stickyComment(sticky: Sticky, reading: Omit<Reading, 'times' | 'marks'>): string {
  const text = stickyText(sticky, reading);
  const english = ['<details>', '<summary>English</summary>', '', text.en, '', '</details>'].join('\n');
  return [STICKY, text.id, ...(sticky.needs?.resultBlock ? [resultHelp(sticky.needs.resultBlock)] : []), english].join(
    '\n\n',
  );
}

function stickyText(sticky: Sticky, reading: Omit<Reading, 'times' | 'marks'>): Text {
  const status = statusSentence(sticky.situation, { ...reading, times: 'absolute', marks: MARKDOWN });
  const table = checklistTable(sticky.rows, reading.zone);
  const heading = headingOf(sticky);
  const needs = sticky.needs && needsList(sticky.needs);
  const refusals = refusalList(sticky.refusals, reading.zone);
  const titled = (title: Text, body: Text | undefined): Text | undefined =>
    body && both((language) => `**${title[language]}**\n\n${body[language]}`);
  const parts = [
    heading,
    status,
    sticky.origin,
    table,
    titled(TITLES.needs, needs),
    titled(TITLES.warnings, sticky.warnings),
    titled(TITLES.refusals, refusals),
    sticky.place && proof({ caseId: plainName(sticky.caseId), ...sticky.place }),
  ];
  return both((language) => parts.flatMap((part) => (part ? [part[language]] : [])).join('\n\n'));
}

/** Writes the proof that an entry was recorded. Notified people get it by mail, which the office cannot change. */
function proof(place: LogPlace): Text {
  const words = logPlaceWords(place);
  return { id: `Bukti pencatatan: ${words.id}`, en: `Proof of record: ${words.en}` };
}

function headingOf({ caseId, agenda, link }: Sticky): Text {
  const id = plainName(caseId);
  const name = link === undefined ? id : `[${id}](<${link.replace(/[<>\s]/g, '')}>)`;
  const number = agenda ? `${agenda.number}/${agenda.year}` : undefined;
  return {
    id: `### Berkas ${name}${number ? ` · nomor agenda ${number}` : ''}`,
    en: `### Case ${name}${number ? ` · agenda number ${number}` : ''}`,
  };
}

/** The heading of outcomes that a result or the request chooses (R6). */
export const OTHERWISE: Text = {
  id: 'Bergantung pada hasil yang diisi',
  en: 'Depending on the result',
};

function needsList(needs: RowNeeds): Text {
  const { completeness, output, note, document, resultBlock, booksRoom, forward, otherwise, back, closing } = needs;
  return both((language) => {
    const id = language === 'id';
    const says = (text: string): string => plainName(text);
    return [
      completeness && `- ${id ? 'Kelengkapan' : 'Completeness'}: ${says(completeness)}`,
      output && `- ${id ? 'Output' : 'Output'}: ${says(output)}`,
      note && `- ${id ? 'Catatan' : 'Note'}: ${says(note[language])}`,
      document && `- ${id ? 'Dokumen' : 'Document'}: ${says(document[language])}`,
      resultBlock &&
        `- ${id ? 'Hasil: blok `hasil` yang terisi, di dalam tindakan itu sendiri' : 'Result: the filled block `hasil`, in the act itself'}`,
      booksRoom && `- ${id ? 'Ruang harus kosong; Setujui memesankannya' : 'The room must be free; Approve books it'}`,
      forward && `- ${id ? 'Setujui' : 'Approve'} → ${says(forward[language])}`,
      otherwise && `- ${OTHERWISE[language]} → ${says(otherwise[language])}`,
      back
        ? `- ${id ? 'Kembalikan' : 'Request changes'} → ${says(back[language])} ${id ? '(alasan wajib)' : '(a reason is required)'}`
        : `- ${id ? 'Langkah ini tidak dapat mengembalikan berkas' : 'This step has no Request changes'}`,
      closing && `- ${says(closing[language])}`,
    ]
      .filter(Boolean)
      .join('\n');
  });
}

/** The most characters that a result block may have in the comment. */
export const BLOCK_LIMIT = 20_000;

const resultHelp = (block: string): string =>
  [
    'Salin, isi, dan sertakan pada Setujui:',
    '*Copy, fill in, and put it into the Approve:*',
    quote(block, 'markdown', BLOCK_LIMIT),
  ].join('\n\n');

const SHOWN_REFUSALS = 10;

function refusalList(refusals: readonly ShownRefusal[], zone: string): Text | undefined {
  if (refusals.length === 0) return undefined;
  return both((language) =>
    refusals
      .slice(-SHOWN_REFUSALS)
      .map(
        ({ at, account, sentence }) =>
          `- ${shortTime(at, zone)[language]}, ${plainName(account)}: ${sentence[language]}`,
      )
      .join('\n'),
  );
}
