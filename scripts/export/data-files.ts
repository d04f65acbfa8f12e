import { csv } from './csv.ts';
import type { PublicFile } from './folder.ts';
import { byMonth, type Lists } from './list-pages.ts';
import { roomUses } from './room-uses.ts';
import { duration, isOpen, type Summary } from './summary.ts';

export const casePath = (id: string): string => `data/cases/${id}.json`;
export const chainPath = (id: string): string => `data/chains/${id}.jsonl`;
export const linesPath = (year: number): string => `data/cases-${year}.jsonl`;

/** JSON as people read it. */
export const json = (path: string, value: unknown): PublicFile => ({
  path,
  text: `${JSON.stringify(value, null, 2)}\n`,
});

/** The open data that are made of lists (R33); those of single cases are written with the cases. */
export function dataFiles(lists: Lists): PublicFile[] {
  const { register, names, cases, bookings } = lists;
  const years = Map.groupBy(cases, ({ year }) => year);
  return [
    json('data/register.json', { ...register, cases: cases.length, open: cases.filter(isOpen).length }),
    json('data/roles.json', names.roles),
    json('data/rooms.json', { rooms: names.rooms, uses: roomUses(cases, bookings) }),
    ...names.procedures.map((each) => json(`data/procedures/${each.id}.json`, each)),
    ...[...years].map(([year, each]) => ({ path: `data/cases-${year}.csv`, text: caseTable(each) })),
    ...searchYears(cases).map(([year, each]) => searchIndex(year, each, lists)),
  ];
}

const COLUMNS = [
  ...['id', 'number', 'procedure', 'status', 'row', 'rows', 'submitted', 'updated', 'ended', 'due'],
  ...['duration_seconds', 'rows_on_time', 'rows_with_limit', 'agenda_year', 'agenda_number', 'title', 'narrowed'],
];

function caseTable(cases: readonly Summary[]): string {
  return csv(
    COLUMNS,
    cases.map((each) => [
      ...[each.id, each.number, each.procedure, each.status, each.row, each.rows, each.submitted, each.updated],
      ...[each.ended, each.standing?.due, duration(each)],
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
