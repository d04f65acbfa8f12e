import { csvRow } from './csv.ts';
import { json } from './data-files.ts';
import type { PublicFile } from './folder.ts';
import { caseSeconds, type Summary } from '#public/export/summary.ts';

/** The table's columns with the type of their values, as CSV on the Web calls it; rows such as "3a" are no integers. */
const COLUMNS = [
  ...([
    ['id', 'string'],
    ['number', 'integer'],
    ['procedure', 'string'],
    ['status', 'string'],
  ] as const),
  ...([
    ['row', 'integer'],
    ['rows', 'integer'],
  ] as const),
  ...([
    ['submitted', 'dateTime'],
    ['updated', 'dateTime'],
    ['ended', 'dateTime'],
    ['due', 'dateTime'],
  ] as const),
  ...([
    ['duration_seconds', 'integer'],
    ['rows_on_time', 'integer'],
    ['rows_with_limit', 'integer'],
  ] as const),
  ...([
    ['agenda_year', 'integer'],
    ['agenda_number', 'integer'],
    ['title', 'string'],
  ] as const),
  ['narrowed', 'boolean'] as const,
];

/** What the tables' columns hold (CSV on the Web): the tables' schema, at the place where programs look for it. */
export function tableDescription(years: readonly string[], hasLetters: boolean): PublicFile {
  const typeOf = (name: string, type: string) => (name === 'row' && hasLetters ? 'string' : type);
  const columns = COLUMNS.map(([name, type]) => ({ name, titles: name, datatype: typeOf(name, type) }));
  return json('data/csv-metadata.json', {
    '@context': 'http://www.w3.org/ns/csvw',
    tableSchema: { columns, primaryKey: 'id' },
    tables: years.map((year) => ({ url: `cases-${year}.csv` })),
  });
}

/** The first line of a table. */
export const tableHead = (): string => `\uFEFF${csvRow(COLUMNS.map(([name]) => name))}`;

export const tableRow = (each: Summary): string =>
  csvRow([
    ...[each.id, each.number, each.procedure, each.status, each.row, each.rows, each.submitted, each.updated],
    ...[each.ended, each.standing?.due, caseSeconds(each)],
    ...[each.punctual.kept, each.punctual.of, each.agenda?.year, each.agenda?.number, each.title, each.narrowed],
  ]);
