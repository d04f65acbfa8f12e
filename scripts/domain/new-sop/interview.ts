/** Asks about a printed SOP, in the order in which it is printed. */
import { askColumns } from './ask-columns.ts';
import { askFields } from './ask-fields.ts';
import { askHead } from './ask-head.ts';
import { askRows } from './ask-rows.ts';
import type { OfficeSoFar, SopDraft } from './draft.ts';
import { askYes, type Interview } from './question.ts';

/** @param office facts about the office: the names that are taken, and the answers that the interview offers */
export function* interview(office: OfficeSoFar): Interview<SopDraft> {
  const head = yield* askHead(office);
  const columns = yield* askColumns(office);
  const rows = yield* askRows(columns.columns);
  const first = {
    id: 'Isian permohonan yang pertama (?: cara menulisnya)',
    en: 'The first field of the request (?: how to write it)',
  };
  const { fields, files } = yield* askFields(first, true, true);
  const hasNature = yield* askYes(
    {
      id: 'Apakah permohonan bersifat biasa, terbatas, rahasia, atau sangat rahasia? (y/t)',
      en: 'Does a request have a nature: ordinary, restricted, secret or top secret? (y/n)',
    },
    {
      id: 'y: pemohon memilih sifatnya. Bila sifatnya tidak biasa, publik hanya melihat nomor, langkah, dan waktu.',
      en: 'y: the applicant chooses the nature. If it is not ordinary, the public sees only number, step and times.',
    },
    false,
  );
  const [file] = files;
  const least = files.filter(({ isOptional }) => !isOptional).length;
  const say = (language: 'id' | 'en'): string => files.map(({ title }) => title[language]).join(', ');
  const attachments = file ? { attachments: { title: { id: say('id'), en: say('en') }, least } } : {};
  return { ...head, ...columns, rows, fields, ...attachments, hasNature };
}
