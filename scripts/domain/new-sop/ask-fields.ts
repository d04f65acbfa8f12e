/** Asks for the fields of a request or a result, one per line: "Nama acara / Name of the event: teks, publik". */
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
    'Tulis satu isian tiap baris, dengan bentuk “nama / nama dalam bahasa Inggris: jenis, publik, boleh kosong”. Tekan Enter bila selesai.',
    'Jenisnya: “teks”, “teks panjang”, “angka”, “tanggal”, “waktu”, “berkas” (lampiran), atau “pilihan A|B|C”. Tanpa jenis, isian berupa teks.',
    'Tanpa kata “publik”, isian tidak tampil untuk umum. Tanpa kata “boleh kosong”, isian wajib diisi.',
    'Contoh: Nama acara / Name of the event: teks, publik',
    'Contoh: Jenis / Kind: pilihan Rapat / Meeting|Pelatihan / Training, publik',
  ].join('\n'),
  en: [
    'Write one field per line, in this form: “name / name in English: kind, public, optional”. Press Enter to end.',
    'Kinds: “text”, “long text”, “number”, “date”, “time”, “file” (an attachment), or “choice A|B|C”. A field without a kind is text.',
    'Without the word “public”, the public does not see the field. Without the word “optional”, the field is required.',
    'Example: Nama acara / Name of the event: text, public',
    'Example: Jenis / Kind: choice Rapat / Meeting|Pelatihan / Training, public',
  ].join('\n'),
};

/** A file that must or may be attached. It is no field of its own, since all attachments are in one list. */
export interface DraftFile {
  readonly title: Text;
  readonly isOptional: boolean;
}

type Read = { readonly field: DraftField } | { readonly file: DraftFile } | 'done';

/**
 * Asks for one field after another, until the person gives an empty answer.
 * @param takesFiles whether files may be among the fields
 * @param atLeastOne whether the person must give at least one field; a file is no field
 */
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
        ? new Unreadable(`Sudah ada isian “${title.id}”.`, `A field “${title.id}” already exists.`)
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
      return new Unreadable(
        'Pilihan memerlukan paling sedikit dua hal: A|B.',
        'A choice needs at least two options: A|B.',
      );
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
