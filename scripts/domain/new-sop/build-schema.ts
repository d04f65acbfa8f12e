/** Makes the schemas of a new SOP: the schema of its request, and those of the results of its rows. */
import type { Text } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { DraftField, SopDraft } from './draft.ts';
import { freeNameOf, nameOfWords } from './question.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

const titled = (title: Text, hint: Text) => ({
  title: title.id,
  'x-title-en': title.en,
  description: hint.id,
  'x-description-en': hint.en,
});

export function requestSchemaOf({ id, title, fields, attachments, hasNature }: SopDraft, file: string): Schema {
  const own = propertiesOfFields(fields, ['sop', 'sifat', 'lampiran']);
  const properties = {
    sop: {
      ...titled({ id: 'SOP', en: 'SOP' }, { id: 'SOP permohonan ini.', en: 'The SOP of this request.' }),
      'x-public': true,
      type: 'string',
      const: id,
    },
    ...(hasNature ? { sifat: NATURE } : {}),
    ...archived(own.properties),
    ...(attachments ? { lampiran: attachmentsOf(attachments) } : {}),
  };
  const required = [
    'sop',
    ...(hasNature ? ['sifat'] : []),
    ...own.required,
    ...(attachments && attachments.least > 0 ? ['lampiran'] : []),
  ];
  const said = { id: `Permohonan ${title.id}`, en: `Request: ${title.en}` };
  return document(
    file,
    said,
    { id: `Isian permohonan ${title.id}.`, en: `Fields of the request ${title.en}.` },
    properties,
    required,
  );
}

/**
 * @param short short phrase of the row
 * @param number number of the row
 */
export function resultSchemaOf(fields: readonly DraftField[], file: string, short: Text, number: number): Schema {
  const { properties, required } = propertiesOfFields(fields, []);
  const hint = { id: `Yang dibawa langkah ${number}.`, en: `What step ${number} brings.` };
  return document(file, { id: `Hasil ${short.id}`, en: `Result: ${short.en}` }, hint, properties, required);
}

const document = (file: string, title: Text, hint: Text, properties: object, required: readonly string[]): Schema => ({
  $schema: DIALECT,
  $id: file.replace(/^schemas\//, ''),
  ...titled(title, hint),
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

function propertiesOfFields(fields: readonly DraftField[], reserved: readonly string[]) {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const field of fields) {
    const taken = [...reserved, ...Object.keys(properties)];
    const name = freeNameOf(nameOfWords(field.title.id, '_') || 'isian', taken, '_');
    properties[name] = propertyOf(field);
    if (!field.isOptional) required.push(name);
  }
  return { properties, required };
}

const HINTS: Readonly<Record<DraftField['kind'], Text>> = {
  text: { id: 'Tulis lengkap.', en: 'Write it in full.' },
  long: { id: 'Boleh beberapa baris.', en: 'May have several lines.' },
  number: { id: 'Bilangan.', en: 'A number.' },
  date: { id: 'Tanggal.', en: 'A date.' },
  time: { id: 'Tanggal dan jam.', en: 'Date and time.' },
  choice: { id: 'Pilih satu.', en: 'Choose one.' },
};

/** A text that is not only blanks. */
const WRITTEN = { minLength: 1, pattern: '\\S' };

function propertyOf({ title, kind, choices, isPublic }: DraftField): Schema {
  const head = { ...titled(title, HINTS[kind]), ...(isPublic ? { 'x-public': true } : {}) };
  if (kind === 'text') return { ...head, type: 'string', ...WRITTEN, maxLength: 200 };
  if (kind === 'long') return { ...head, 'x-widget': 'text', type: 'string', ...WRITTEN, maxLength: 4000 };
  if (kind === 'number') return { ...head, type: 'number' };
  if (kind === 'date') return { ...head, 'x-widget': 'date', type: 'string', format: 'date', examples: ['2026-01-31'] };
  if (kind === 'time') return { ...head, type: 'string', format: 'date-time', examples: ['2026-01-31T09:00:00+07:00'] };
  const labels: Record<string, Text> = {};
  for (const choice of choices)
    labels[freeNameOf(nameOfWords(choice.id, '-') || 'pilihan', Object.keys(labels), '-')] = choice;
  return { ...head, type: 'string', enum: Object.keys(labels), 'x-labels': labels };
}

/** Marks fields for the archive: the first public short text as title, and public choices as filters. */
function archived(properties: Readonly<Record<string, Schema>>): Record<string, Schema> {
  const isTitle = ([, field]: [string, Schema]): boolean => field['x-public'] === true && field['maxLength'] === 200;
  const title = Object.entries(properties).find(isTitle)?.[0];
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => {
      const isFilter = field['x-public'] === true && 'enum' in field;
      const archive = name === title ? 'title' : isFilter ? 'filter' : undefined;
      return [name, archive === undefined ? field : { ...field, 'x-archive': archive }];
    }),
  );
}

const NATURE: Schema = {
  ...titled(
    { id: 'Sifat', en: 'Nature' },
    {
      id: 'Terbatas, rahasia, atau sangat rahasia: publik hanya melihat nomor, langkah, dan waktu berkas.',
      en: "Restricted, secret or top secret: the public sees the case's number, step and times only.",
    },
  ),
  'x-public': true,
  type: 'string',
  enum: ['biasa', 'terbatas', 'rahasia', 'sangat_rahasia'],
  'x-labels': {
    biasa: { id: 'Biasa', en: 'Ordinary' },
    terbatas: { id: 'Terbatas', en: 'Restricted' },
    rahasia: { id: 'Rahasia', en: 'Secret' },
    sangat_rahasia: { id: 'Sangat Rahasia', en: 'Top secret' },
  },
};

const attachmentsOf = ({ title, least }: NonNullable<SopDraft['attachments']>): Schema => ({
  ...titled(
    { id: 'Lampiran', en: 'Attachments' },
    {
      id: `${title.id}. PDF, PNG, atau JPEG; paling besar 5 MB tiap lampiran.`,
      en: `${title.en}. PDF, PNG or JPEG; at most 5 MB each.`,
    },
  ),
  'x-widget': 'attachments',
  type: 'array',
  ...(least > 0 ? { minItems: least } : {}),
  maxItems: 20,
  uniqueItems: true,
  items: {
    type: 'string',
    maxLength: 80,
    pattern: '^[a-z0-9_][a-z0-9._-]*\\.(?:pdf|png|jpe?g)$',
    examples: ['surat-permohonan.pdf'],
  },
});
