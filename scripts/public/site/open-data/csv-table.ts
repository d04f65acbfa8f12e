import type { PublicFile } from '../folder.ts';
import { json } from './data-files.ts';

/** A column's name and the type of its values, as CSV on the Web calls it. Rows such as "3a" are not integers. */
export type CsvColumn = readonly [name: string, datatype: 'string' | 'integer' | 'boolean' | 'dateTime' | 'gYearMonth'];

export type CsvCells = Parameters<typeof csvRow>[0];

/** The columns of a table, in order: each with the type of its values, and the function that takes a value of a thing. */
export type Columns<Item> = Readonly<Record<string, readonly [CsvColumn[1], (item: Item) => CsvCells[number]]>>;

/** Returns the names and types of columns. */
export const columnHeads = (columns: Columns<never>): CsvColumn[] =>
  Object.entries(columns).map(([name, [datatype]]) => [name, datatype]);

/** Returns the row of one thing. */
export const cellsOf = <Item>(columns: Columns<Item>, item: Item): CsvCells =>
  Object.values(columns).map(([, value]) => value(item));

export interface CsvTable {
  readonly name: string;
  readonly columns: readonly CsvColumn[];
  readonly rows: readonly CsvCells[];
}

/** Makes a table with a row for each thing. */
export const csvTable = <Item>(name: string, items: readonly Item[], columns: Columns<NoInfer<Item>>): CsvTable => ({
  name,
  columns: columnHeads(columns),
  rows: items.map((item) => cellsOf(columns, item)),
});

/** Returns the first line of a table, with the mark that makes spreadsheets read it as UTF-8. */
export const tableHead = (columns: readonly CsvColumn[]): string => `\uFEFF${csvRow(columns.map(([name]) => name))}`;

/** Returns the schema of a table (CSV on the Web, "Metadata Vocabulary for Tabular Data", 5.5). */
export const tableSchema = (columns: readonly CsvColumn[]) => ({
  columns: columns.map(([name, datatype]) => ({ name, titles: name, datatype })),
});

/** Describes the tables of a folder (with "/" at its end) in a file where programs look for it. */
export const tableDescription = (folder: string, description: Readonly<Record<string, unknown>>): PublicFile =>
  json(`${folder}csv-metadata.json`, { '@context': 'http://www.w3.org/ns/csvw', ...description });

/** Makes the CSV files of a folder's tables, and the file that describes them. */
export const tableFiles = (folder: string, tables: readonly CsvTable[]): PublicFile[] => [
  ...tables.map(({ name, columns, rows }) => ({
    path: `${folder}${name}.csv`,
    text: tableHead(columns) + rows.map(csvRow).join(''),
  })),
  tableDescription(folder, {
    tables: tables.map(({ name, columns }) => ({ url: `${name}.csv`, tableSchema: tableSchema(columns) })),
  }),
];

/**
 * Places where a spreadsheet could find a formula: the beginning of a cell, and the text after a separator. Excel
 * separates by `;` if the decimal sign is a comma, as in Indonesia. It then reads the quotes of these tables as text,
 * and finds separators between quotes.
 */
const FORMULA = /(?<=^|[,;\t\r\n])(?=[\s"]*[=+\-@＝＋－＠])|^(?=[\t\r\n])/g;

/**
 * Makes a cell that no spreadsheet calculates, whether it separates by comma, semicolon, tab or line break. Numbers
 * stay numbers, and a text that looks like a formula stays text (R33).
 */
export function csvCell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = value.replaceAll(FORMULA, "'");
  return /[",\r\n;\t']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Makes a row by RFC 4180, with its line end. */
export const csvRow = (cells: readonly Parameters<typeof csvCell>[0][]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;
