import { type CsvColumn, csvRow, tableDescription, tableHead, tableSchema } from './csv-table.ts';
import type { PublicFile } from './folder.ts';
import { caseSeconds, type Summary } from '#public/export/summary.ts';

const COLUMNS: readonly CsvColumn[] = [
  ['id', 'string'],
  ['number', 'integer'],
  ['procedure', 'string'],
  ['status', 'string'],
  ['row', 'integer'],
  ['rows', 'integer'],
  ['submitted', 'dateTime'],
  ['updated', 'dateTime'],
  ['ended', 'dateTime'],
  ['due', 'dateTime'],
  ['duration_seconds', 'integer'],
  ['rows_on_time', 'integer'],
  ['rows_with_limit', 'integer'],
  ['agenda_year', 'integer'],
  ['agenda_number', 'integer'],
  ['title', 'string'],
  ['narrowed', 'boolean'],
];

/** What the tables of cases hold: one schema for all years. */
export function caseTables(years: readonly string[], hasLetters: boolean): PublicFile {
  const columns = COLUMNS.map(([name, type]): CsvColumn => [name, name === 'row' && hasLetters ? 'string' : type]);
  return tableDescription('data/', {
    tableSchema: { ...tableSchema(columns), primaryKey: 'id' },
    tables: years.map((year) => ({ url: `cases-${year}.csv` })),
  });
}

/** The first line of a table of cases. */
export const caseHead = (): string => tableHead(COLUMNS);

export const caseRow = (each: Summary): string =>
  csvRow([
    ...[each.id, each.number, each.procedure, each.status, each.row, each.rows, each.submitted, each.updated],
    ...[each.ended, each.turn?.due, caseSeconds(each)],
    ...[each.punctual.kept, each.punctual.of, each.agenda?.year, each.agenda?.number, each.title, each.isRestricted],
  ]);
