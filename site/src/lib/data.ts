import type { Language } from '#domain/problem.ts';

interface DataGroup {
  readonly pattern: RegExp;
  readonly what: Readonly<Record<Language, { readonly title: string; readonly text: string }>>;
  /** Below `data/`. */
  readonly schema?: string;
}

/** What the files of open data hold, in the order in which the page explains them. */
export const DATA_FILES: readonly DataGroup[] = [
  {
    pattern: /^data\/cases-\d+\.jsonl\.gz$/,
    what: {
      id: {
        title: 'Berkas lengkap',
        text: 'Satu berkas tiap baris, satu file tiap tahun pengajuan (JSON Lines, dipadatkan dengan gzip).',
      },
      en: {
        title: 'Cases in full',
        text: 'One case a line, one file for each year of submission (JSON Lines, packed with gzip).',
      },
    },
    schema: 'schemas/public-case.schema.json',
  },
  {
    pattern: /^data\/cases-\d+\.csv$/,
    what: {
      id: { title: 'Tabel berkas', text: 'Satu berkas tiap baris, kolom pokok saja (CSV, UTF-8).' },
      en: { title: 'Table of cases', text: 'One case a row, the main columns only (CSV, UTF-8).' },
    },
    schema: 'csv-metadata.json',
  },
  {
    pattern: /^data\/procedures\/(?!.*\/versions\.json$)/,
    what: {
      id: { title: 'SOP', text: 'Prosedur sebagai data: identitas, baris, pelaksana, waktu baku.' },
      en: { title: 'SOPs', text: 'Procedures as data: identity, rows, roles, time limits.' },
    },
    schema: 'schemas/procedure.schema.json',
  },
  {
    pattern: /^data\/procedures\/[^/]+\/versions\.json$/,
    what: {
      id: {
        title: 'Versi SOP',
        text: 'Versi tiap SOP: sejak kapan, apa yang berubah, dan berapa berkas yang mengikutinya.',
      },
      en: {
        title: 'Versions of SOPs',
        text: 'The versions of each SOP: since when, what changed, and how many cases go by it.',
      },
    },
    schema: 'schemas/public-sop-versions.schema.json',
  },
  {
    pattern: /^data\/rooms(?:-\d+)?\.json$/,
    what: {
      id: {
        title: 'Ruang',
        text: 'Ruang dan pemakaiannya sejak awal bulan lalu; pemakaian yang telah selesai ada pula dalam satu file tiap tahun.',
      },
      en: {
        title: 'Rooms',
        text: 'The rooms and their uses since the beginning of last month; past uses are in one file for each year as well.',
      },
    },
    schema: 'schemas/public-rooms.schema.json',
  },
  {
    pattern: /^data\/roles\.json$/,
    what: {
      id: { title: 'Pelaksana', text: 'Sebutan tiap pelaksana.' },
      en: { title: 'Roles', text: 'What the roles are called.' },
    },
    schema: 'schemas/public-roles.schema.json',
  },
  {
    pattern: /^data\/documents\.json$/,
    what: {
      id: {
        title: 'Templat dokumen',
        text: 'Templat dokumen resmi untuk umum, kepala surat, dan skema isiannya: dari sini dan rantai suatu berkas siapa pun dapat membuat salinannya.',
      },
      en: {
        title: 'Templates of documents',
        text: 'Templates of official documents for the public, the letterhead, and the schemas of their fields: out of these and a case’s chain anybody can make a copy.',
      },
    },
  },
  {
    pattern: /^data\/register\.json$/,
    what: {
      id: { title: 'Buku agenda', text: 'Entri terakhir buku agenda dan waktu pembacaannya.' },
      en: { title: 'Register', text: 'The head of the register and when it was read.' },
    },
    schema: 'schemas/public-register.schema.json',
  },
  {
    pattern: /^data\/log\/(?:checkpoint|vkey|witnesses\.json|before\.json)$/,
    what: {
      id: {
        title: 'Log',
        text: 'Titik periksa terbaru, kunci yang menandatanganinya, dan saksi; ubin lognya di bawah log/tile (C2SP tlog-tiles).',
      },
      en: {
        title: 'Log',
        text: 'The newest checkpoint, the keys that sign them, and witnesses; the tiles of the log below log/tile (C2SP tlog-tiles).',
      },
    },
  },
];

/** Tables of a month's figures, as the pages of figures show them. */
export const MONTH_TABLES = [
  ...(['cases', 'limits', 'roles', 'times', 'spent', 'outcomes', 'refusals', 'fields', 'moved', 'rooms'] as const),
];

/** "12 KB", "3,4 MB". */
export function sizeWords(bytes: number, language: Language): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  const text = (bytes / 1_000_000).toFixed(1);
  return `${language === 'id' ? text.replace('.', ',') : text} MB`;
}
