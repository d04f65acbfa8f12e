import type { Language, Text } from '#domain/problem.ts';

interface DataGroup {
  readonly pattern: RegExp;
  readonly title: Text;
  readonly text: Text;
  /** Path of the schema below `data/`. */
  readonly schema?: string;
}

/** The groups of files of open data, in the order in which the page explains the groups. */
export const DATA_FILES: readonly DataGroup[] = [
  {
    pattern: /^data\/cases-\d+\.jsonl\.gz$/,
    title: { id: 'Berkas lengkap', en: 'Cases in full' },
    text: {
      id: 'Satu berkas tiap baris, satu file tiap tahun pengajuan (JSON Lines, dipadatkan dengan gzip).',
      en: 'One case a line, one file for each year of submission (JSON Lines, packed with gzip).',
    },
    schema: 'schemas/public-case.schema.json',
  },
  {
    pattern: /^data\/cases-\d+\.csv$/,
    title: { id: 'Tabel berkas', en: 'Table of cases' },
    text: {
      id: 'Satu berkas tiap baris, kolom pokok saja (CSV, UTF-8).',
      en: 'One case a row, the main columns only (CSV, UTF-8).',
    },
    schema: 'csv-metadata.json',
  },
  {
    pattern: /^data\/procedures\/(?!.*\/versions\.json$)/,
    title: { id: 'SOP', en: 'SOPs' },
    text: {
      id: 'Prosedur sebagai data: identitas, baris, pelaksana, waktu baku.',
      en: 'SOPs as data: identity, rows, roles, time limits.',
    },
    schema: 'schemas/procedure.schema.json',
  },
  {
    pattern: /^data\/procedures\/[^/]+\/versions\.json$/,
    title: { id: 'Versi SOP', en: 'Versions of SOPs' },
    text: {
      id: 'Versi tiap SOP: sejak kapan, apa yang berubah, dan berapa berkas yang mengikutinya.',
      en: 'The versions of each SOP: since when, what changed, and how many cases use it.',
    },
    schema: 'schemas/public-sop-versions.schema.json',
  },
  {
    pattern: /^data\/rooms(?:-\d+)?\.json$/,
    title: { id: 'Ruang', en: 'Rooms' },
    text: {
      id: 'Ruang dan pemakaiannya sejak awal bulan lalu; pemakaian yang telah selesai ada pula dalam satu file tiap tahun.',
      en: 'The rooms and their uses since the beginning of last month; past uses are in one file for each year as well.',
    },
    schema: 'schemas/public-rooms.schema.json',
  },
  {
    pattern: /^data\/roles\.json$/,
    title: { id: 'Pelaksana', en: 'Roles' },
    text: { id: 'Sebutan tiap pelaksana.', en: 'The name of each role.' },
    schema: 'schemas/public-roles.schema.json',
  },
  {
    pattern: /^data\/documents\.json$/,
    title: { id: 'Templat dokumen', en: 'Templates of documents' },
    text: {
      id: 'Templat dokumen resmi untuk umum, kop surat, dan skema isiannya. Dengan data ini dan rantai suatu berkas, siapa pun dapat membuat salinannya.',
      en: 'Templates of official documents for the public, the letterhead, and the schemas of their fields. Anybody can make a copy from these and the chain of a case.',
    },
  },
  {
    pattern: /^data\/register\.json$/,
    title: { id: 'Register', en: 'Register' },
    text: {
      id: 'Entri terakhir register dan waktu pembacaannya.',
      en: 'The head of the register and when it was read.',
    },
    schema: 'schemas/public-register.schema.json',
  },
  {
    pattern: /^data\/log\/(?:checkpoint|vkey|witnesses\.json|before\.json)$/,
    title: { id: 'Log', en: 'Log' },
    text: {
      id: 'Titik periksa terbaru, kunci yang menandatanganinya, dan saksi; ubin lognya di bawah log/tile (C2SP tlog-tiles).',
      en: 'The newest checkpoint, the keys that sign them, and witnesses; the tiles of the log below log/tile (C2SP tlog-tiles).',
    },
  },
];

/** Names of the tables of a month, in the order in which the pages of figures show the tables. */
export const MONTH_TABLES = [
  ...(['cases', 'limits', 'roles', 'times', 'spent', 'outcomes', 'refusals', 'fields', 'moved', 'rooms'] as const),
];

/** Writes a size for people: "12 KB", "3,4 MB". */
export function sizeWords(bytes: number, language: Language): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  const text = (bytes / 1_000_000).toFixed(1);
  return `${language === 'id' ? text.replace('.', ',') : text} MB`;
}
