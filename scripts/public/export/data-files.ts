import { gzipSync } from 'node:zlib';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { csv } from './csv.ts';
import type { PublicFile } from './folder.ts';
import { byMonth, type Lists } from './list-pages.ts';
import { roomUses } from './room-uses.ts';
import { caseSeconds, isOpen, type Summary } from './summary.ts';

export const casePath = (id: string): string => `data/cases/${id}.json`;
export const chainPath = (id: string): string => `data/chains/${id}.jsonl.gz`;
/** The revision of a procedure that cases are pinned to: its blob id names it in their data and chains. */
export const revisionPath = ({ id, revision }: PublicCase['procedure']): string =>
  `data/procedures/${id}/${revision}.json`;
export const linesPath = (year: number): string => `data/cases-${year}.jsonl`;

/** JSON as people read it. */
export const json = (path: string, value: unknown): PublicFile => ({
  path,
  text: `${JSON.stringify(value, null, 2)}\n`,
});

/** JSON for programs: as short as it can be. */
const shortJson = (path: string, value: unknown): PublicFile => ({ path, text: `${JSON.stringify(value)}\n` });

/** The data of one case. */
export const caseFile = (one: PublicCase): PublicFile => shortJson(casePath(one.id), one);

/**
 * The chain of one case, packed: only programs read it, and three quarters of it are the same words in every line.
 * @param chain published lines
 */
export const chainFile = (id: string, chain: string): PublicFile => ({ path: chainPath(id), text: gzipSync(chain) });

/** The open data about several cases, and about none (R33); those of single cases are written with the cases. */
export function dataFiles(lists: Lists): PublicFile[] {
  const { register, names, cases, bookings } = lists;
  const years = Map.groupBy(cases, ({ year }) => year);
  return [
    json('data/register.json', {
      version: DATA_VERSION,
      ...register,
      cases: cases.length,
      open: cases.filter(isOpen).length,
    }),
    json('data/roles.json', names.roles),
    json('data/rooms.json', { rooms: names.rooms, uses: roomUses(cases, bookings) }),
    ...names.procedures.map((each) => json(`data/procedures/${each.id}.json`, each)),
    tableDescription(
      [...years.keys()],
      cases.some(({ row }) => typeof row === 'string'),
    ),
    ...[...years].map(([year, each]) => ({ path: `data/cases-${year}.csv`, text: caseTable(each) })),
    ...searchYears(cases).map(([year, each]) => searchIndex(year, each, lists)),
  ];
}

/** Version of the form of all published data; a change that breaks readers raises it. */
const DATA_VERSION = 2;

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
function tableDescription(years: readonly number[], hasLetters: boolean): PublicFile {
  const typeOf = (name: string, type: string) => (name === 'row' && hasLetters ? 'string' : type);
  const columns = COLUMNS.map(([name, type]) => ({ name, titles: name, datatype: typeOf(name, type) }));
  return json('data/csv-metadata.json', {
    '@context': 'http://www.w3.org/ns/csvw',
    tableSchema: { columns, primaryKey: 'id' },
    tables: years.map((year) => ({ url: `cases-${year}.csv` })),
  });
}

function caseTable(cases: readonly Summary[]): string {
  return csv(
    COLUMNS.map(([name]) => name),
    cases.map((each) => [
      ...[each.id, each.number, each.procedure, each.status, each.row, each.rows, each.submitted, each.updated],
      ...[each.ended, each.standing?.due, caseSeconds(each)],
      ...[each.punctual.kept, each.punctual.of, each.agenda?.year, each.agenda?.number, each.title, each.narrowed],
    ]),
  );
}

/** Ended cases by the year in which they ended. */
function searchYears(cases: readonly Summary[]): [year: string, cases: Summary[]][] {
  const years = Map.groupBy(byMonth(cases), ([month]) => month.slice(0, 4));
  return [...years].map(([year, months]) => [year, months.flatMap(([, each]) => each)]);
}

/** What the archive's search loads, a year at a time. */
function searchIndex(year: string, cases: readonly Summary[], { names }: Lists): PublicFile {
  const label = (pointer: string, value: string, form: Lists['names']['forms'][string] | undefined) =>
    form?.[pointer]?.values?.[value];
  const lines = cases.map(({ id, title, procedure, status, submitted, ended, zone, filters, words }) => {
    const schema = names.procedures.find((each) => each.id === procedure)?.request.schema;
    const named = Object.entries(filters).flatMap(([pointer, value]) => {
      const text = label(pointer, value, names.forms[schema ?? '']);
      return text ? [text.id, text.en] : [];
    });
    return { id, title, procedure, status, submitted, ended, zone, filters, words: [words, ...named].join(' ').trim() };
  });
  return { path: `data/arsip-${year}.json`, text: JSON.stringify(lines) };
}
