import type { Language } from '../../../scripts/problem.ts';

interface DataGroup {
  readonly pattern: RegExp;
  readonly what: Readonly<Record<Language, { readonly title: string; readonly text: string }>>;
  readonly schema?: string;
}

/** What the files of open data hold, in the order in which the page explains them. */
export const DATA_FILES: readonly DataGroup[] = [
  {
    pattern: /^data\/cases-\d+\.jsonl$/,
    what: {
      id: { title: 'Berkas lengkap', text: 'Satu berkas tiap baris, satu file tiap tahun pengajuan (JSON Lines).' },
      en: { title: 'Cases in full', text: 'One case a line, one file for each year of submission (JSON Lines).' },
    },
    schema: 'public-case.schema.json',
  },
  {
    pattern: /^data\/cases-\d+\.csv$/,
    what: {
      id: { title: 'Tabel berkas', text: 'Satu berkas tiap baris, kolom pokok saja (CSV, UTF-8).' },
      en: { title: 'Table of cases', text: 'One case a row, the main columns only (CSV, UTF-8).' },
    },
  },
  {
    pattern: /^data\/procedures\//,
    what: {
      id: { title: 'SOP', text: 'Prosedur sebagai data: identitas, baris, pelaksana, waktu baku.' },
      en: { title: 'SOPs', text: 'Procedures as data: identity, rows, roles, time limits.' },
    },
    schema: 'procedure.schema.json',
  },
  {
    pattern: /^data\/(rooms|roles)\.json$/,
    what: {
      id: { title: 'Ruang dan pelaksana', text: 'Pemakaian ruang, dan nama-nama pelaksana.' },
      en: { title: 'Rooms and roles', text: 'Uses of the rooms, and what the roles are called.' },
    },
  },
  {
    pattern: /^data\/register\.json$/,
    what: {
      id: { title: 'Buku agenda', text: 'Kepala buku agenda dan waktu pembacaannya.' },
      en: { title: 'Register', text: 'The head of the register and when it was read.' },
    },
  },
];

/** "12 KB", "3,4 MB". */
export function sizeWords(bytes: number, language: Language): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  const text = (bytes / 1_000_000).toFixed(1);
  return `${language === 'id' ? text.replace('.', ',') : text} MB`;
}
