/** Fields of a request or a result, a line each: "Nama acara / Name of the event: teks, publik". */
import { nearestName } from '#domain/nearest-name.ts';
import type { Text } from '#domain/problem.ts';
import type { DraftField, FieldKind } from './draft.ts';
import { askUntilRead, inBoth, type Interview, Unreadable } from './question.ts';

const KINDS: Readonly<Record<string, FieldKind | 'file'>> = {
  teks: 'text',
  text: 'text',
  'teks panjang': 'long',
  'long text': 'long',
  angka: 'number',
  number: 'number',
  tanggal: 'date',
  date: 'date',
  waktu: 'time',
  'tanggal dan waktu': 'time',
  time: 'time',
  'date-time': 'time',
  berkas: 'file',
  file: 'file',
};

const PUBLIC = /^(?:publik|public)$/i;
const OPTIONAL = /^(?:boleh kosong|optional)$/i;
const CHOICE = /^(?:pilihan|choice)\s+(.+)$/i;

const HELP: Text = {
  id: [
    'Satu isian tiap baris: nama / nama dalam bahasa Inggris: jenis, publik, boleh kosong. Enter: selesai.',
    'Jenis: teks, teks panjang, angka, tanggal, waktu, berkas (lampiran), atau pilihan A|B|C. Tanpa jenis: teks.',
    'Isian tampil untuk umum hanya dengan kata publik, dan wajib kecuali boleh kosong.',
    'Contoh: Nama acara / Name of the event: teks, publik',
    'Contoh: Jenis / Kind: pilihan Rapat / Meeting|Pelatihan / Training, publik',
  ].join('\n'),
  en: [
    'One field a line: name / name in English: kind, public, optional. Enter: done.',
    'Kind: text, long text, number, date, time, file (an attachment), or choice A|B|C. Without a kind: text.',
    'A field is shown to the public only with the word public, and required unless optional.',
    'Example: Nama acara / Name of the event: text, public',
    'Example: Jenis / Kind: choice Rapat / Meeting|Pelatihan / Training, public',
  ].join('\n'),
};

/** A file is no field: the attachments are one list. */
export interface DraftFile {
  readonly title: Text;
  readonly isOptional: boolean;
}

type Read = { readonly field: DraftField } | { readonly file: DraftFile } | 'done';

/** Asks for fields until an empty answer. @param takesFiles whether files may be among them */
export function* askFields(
  text: Text,
  takesFiles: boolean,
  atLeastOne: boolean,
): Interview<{ fields: DraftField[]; files: DraftFile[] }> {
  const [fields, files]: [DraftField[], DraftFile[]] = [[], []];
  const more = { id: 'Isian berikutnya (Enter: selesai)', en: 'The next field (Enter: done)' };
  for (;;) {
    const isFirst = fields.length + files.length === 0;
    const mayEnd = !atLeastOne || fields.length > 0;
    const question = { text: isFirst ? text : more, help: HELP, ...(mayEnd ? { otherwise: '-' } : {}) };
    const titles = fields.map(({ title }) => title.id.toLowerCase());
    const read: Read = yield* askUntilRead(question, (answer) => {
      if (answer === '-' && mayEnd) return 'done';
      const field = readField(answer);
      if (field instanceof Unreadable) return field;
      if ('file' in field && !takesFiles)
        return new Unreadable('Hasil tidak memuat berkas.', 'A result cannot have files.');
      const { title } = 'field' in field ? field.field : field.file;
      return titles.includes(title.id.toLowerCase())
        ? new Unreadable(`Sudah ada isian “${title.id}”.`, `There is a field “${title.id}” already.`)
        : field;
    });
    if (read === 'done') return { fields, files };
    if ('field' in read) fields.push(read.field);
    else files.push(read.file);
  }
}

function readField(answer: string): Exclude<Read, 'done'> | Unreadable {
  const [name = '', ...described] = answer.split(/\s*:\s+/);
  const words = described
    .join(': ')
    .split(/\s*,\s*/)
    .filter(Boolean);
  const isPublic = words.some((word) => PUBLIC.test(word));
  const isOptional = words.some((word) => OPTIONAL.test(word));
  const [kind = 'teks', ...others] = words.filter((word) => !PUBLIC.test(word) && !OPTIONAL.test(word));
  if (others.length > 0 || name === '') return notUnderstood(others[0] ?? answer);
  const title = inBoth(name);
  const choices = CHOICE.exec(kind)?.[1]
    ?.split(/\s*\|\s*/)
    .filter(Boolean)
    .map(inBoth);
  if (choices) {
    if (choices.length < 2)
      return new Unreadable('Pilihan paling sedikit dua: A|B.', 'A choice has at least two: A|B.');
    return { field: { title, kind: 'choice', choices, isPublic, isOptional } };
  }
  const known = KINDS[kind.toLowerCase()];
  if (known === undefined) return notUnderstood(kind);
  return known === 'file'
    ? { file: { title, isOptional } }
    : { field: { title, kind: known, choices: [], isPublic, isOptional } };
}

function notUnderstood(word: string): Unreadable {
  const meant = nearestName(word, [
    ...Object.keys(KINDS),
    'publik',
    'public',
    'boleh kosong',
    'optional',
    'pilihan A|B',
  ]);
  const example = 'Nama acara / Name of the event: teks, publik';
  return new Unreadable(
    `Tidak dimengerti: “${word}”. ${meant ? `Maksud Anda ${meant}?` : `Contoh: ${example}`}`,
    `Not understood: “${word}”. ${meant ? `Did you mean ${meant}?` : `Example: ${example}`}`,
  );
}
