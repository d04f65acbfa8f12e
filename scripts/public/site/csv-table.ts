import { csvRow } from './csv.ts';
import { json } from './data-files.ts';
import type { PublicFile } from './folder.ts';

/** A column's name and the type of its values, as CSV on the Web calls it; rows such as "3a" are no integers. */
export type CsvColumn = readonly [name: string, datatype: 'string' | 'integer' | 'boolean' | 'dateTime' | 'gYearMonth'];

export type CsvCells = Parameters<typeof csvRow>[0];

/** A table of open data. */
export interface CsvTable {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly columns: readonly CsvColumn[];
  readonly rows: readonly CsvCells[];
}

/** The first line of a table, with the mark that lets spreadsheets read it as UTF-8. */
export const tableHead = (columns: readonly CsvColumn[]): string => `\uFEFF${csvRow(columns.map(([name]) => name))}`;

/** The schema of a table (CSV on the Web, "Metadata Vocabulary for Tabular Data", 5.5). */
export const tableSchema = (columns: readonly CsvColumn[]) => ({
  columns: columns.map(([name, datatype]) => ({ name, titles: name, datatype })),
});

/**
 * What the tables of a folder hold, at the place where programs look for it.
 * @param folder of the tables, with "/" at its end
 */
export const tableDescription = (folder: string, description: Readonly<Record<string, unknown>>): PublicFile =>
  json(`${folder}csv-metadata.json`, { '@context': 'http://www.w3.org/ns/csvw', ...description });

/** Tables of a folder as CSV, and what they hold. */
export const tableFiles = (folder: string, tables: readonly CsvTable[]): PublicFile[] => [
  ...tables.map(({ name, columns, rows }) => ({
    path: `${folder}${name}.csv`,
    text: tableHead(columns) + rows.map(csvRow).join(''),
  })),
  tableDescription(folder, {
    tables: tables.map(({ name, columns }) => ({ url: `${name}.csv`, tableSchema: tableSchema(columns) })),
  }),
];
