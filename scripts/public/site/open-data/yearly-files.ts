import { setImmediate } from 'node:timers/promises';
import type { PublicNames } from '#public/export/names.ts';
import { byTime } from '#public/export/room-uses.ts';
import { caseSeconds, type Summary } from '#public/export/summary.ts';
import type { FileWriter, PublicFile, PublicFolder } from '../folder.ts';
import type { Catalogue } from '../memory/catalogue.ts';
import {
  cellsOf,
  type Columns,
  type CsvColumn,
  csvRow,
  columnHeads,
  tableDescription,
  tableHead,
  tableSchema,
} from './csv-table.ts';
import { casePath, searchLine } from './data-files.ts';

interface Years {
  readonly folder: PublicFolder;
  readonly catalogue: Catalogue;
  readonly names: PublicNames;
}

/** The number of lines that are written before other work of this program continues. */
const AT_ONCE = 50;

/**
 * Writes the files that hold a whole year (R33), for the years in which something changed: cases in full, the table,
 * the lines of the search, and uses of rooms. The time grows with the cases of those years. So these files are
 * not written at each event (R38).
 */
export async function writeYears(years: Years): Promise<void> {
  const { folder, catalogue } = years;
  for (const year of catalogue.stale('cases')) {
    await folder.need(Array.from(catalogue.ofYear(year), ({ id }) => casePath(id)));
    await writeFile(years, `data/cases-${year}.jsonl.gz`, caseLines(years, year));
    await writeFile(years, `data/cases-${year}.csv`, tableRows(years, year));
  }
  for (const year of catalogue.stale('archive'))
    await writeFile(years, `data/arsip-${year}.json`, searchLines(years, year));
  for (const year of catalogue.stale('rooms'))
    await writeFile(years, `data/rooms-${year}.json`, roomLines(years, year));
  folder.put(caseTables(catalogue.years('cases'), catalogue.sums.lettered > 0));
  catalogue.noteYearsWritten();
}

async function writeFile({ folder }: Years, path: string, texts: Iterable<string>): Promise<void> {
  const writer: FileWriter = folder.writer(path);
  let n = 0;
  for (const text of texts) {
    writer.write(text);
    if (++n % AT_ONCE === 0) await setImmediate();
  }
  writer.close();
}

function* caseLines({ catalogue, folder }: Years, year: string): Generator<string> {
  for (const { id } of catalogue.ofYear(year)) yield folder.text(casePath(id));
}

function* tableRows({ catalogue }: Years, year: string): Generator<string> {
  yield caseHead();
  for (const one of catalogue.ofYear(year)) yield caseRow(one);
}

function* searchLines({ catalogue, names }: Years, year: string): Generator<string> {
  yield* inBrackets('[', catalogue.endedIn(year), (one) => JSON.stringify(searchLine(one, names)), ']');
}

function* roomLines({ catalogue, names }: Years, year: string): Generator<string> {
  const uses = catalogue.usedIn(year).sort(byTime);
  yield* inBrackets(`{"rooms":${JSON.stringify(names.rooms)},"uses":[`, uses, (use) => JSON.stringify(use), ']}');
}

function* inBrackets<Item>(
  open: string,
  items: Iterable<Item>,
  print: (item: Item) => string,
  close: string,
): Generator<string> {
  yield open;
  let comma = '';
  for (const item of items) {
    yield `${comma}${print(item)}`;
    comma = ',\n';
  }
  yield `${close}\n`;
}

const COLUMNS: Columns<Summary> = {
  id: ['string', ({ id }) => id],
  number: ['integer', ({ number }) => number],
  procedure: ['string', ({ procedure }) => procedure],
  status: ['string', ({ status }) => status],
  row: ['integer', ({ row }) => row],
  rows: ['integer', ({ rows }) => rows],
  submitted: ['dateTime', ({ submitted }) => submitted],
  updated: ['dateTime', ({ updated }) => updated],
  ended: ['dateTime', ({ ended }) => ended],
  due: ['dateTime', ({ turn }) => turn?.due],
  duration_seconds: ['integer', caseSeconds],
  rows_on_time: ['integer', ({ punctual }) => punctual.kept],
  rows_with_limit: ['integer', ({ punctual }) => punctual.of],
  agenda_year: ['integer', ({ agenda }) => agenda?.year],
  agenda_number: ['integer', ({ agenda }) => agenda?.number],
  title: ['string', ({ title }) => title],
  narrowed: ['boolean', ({ isRestricted }) => isRestricted],
};

/**
 * Describes the tables of cases: one schema for all years.
 * @param hasLetters whether any case is in a row such as 3a
 */
export function caseTables(years: readonly string[], hasLetters: boolean): PublicFile {
  const columns = columnHeads(COLUMNS).map(([name, type]): CsvColumn => [
    name,
    name === 'row' && hasLetters ? 'string' : type,
  ]);
  return tableDescription('data/', {
    tableSchema: { ...tableSchema(columns), primaryKey: 'id' },
    tables: years.map((year) => ({ url: `cases-${year}.csv` })),
  });
}

/** Returns the first line of a table of cases. */
export const caseHead = (): string => tableHead(columnHeads(COLUMNS));

export const caseRow = (one: Summary): string => csvRow(cellsOf(COLUMNS, one));
