import type { PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import type { PublicFigures } from '#domain/generated/public-figures.ts';
import type { PublicRecording } from '#domain/generated/public-recording.ts';
import { limitsByRole, type MonthSums, type MovedLine, type ProcedureSums } from '#public/figures/month-figures.ts';
import type { PublicFile } from '../folder.ts';
import { type CsvCells, type CsvColumn, type CsvTable, tableFiles } from './csv-table.ts';
import { json } from './data-files.ts';

/** The folder of the figures in the open data. */
export const FIGURES_FOLDER = 'data/figures/';

/** Returns the folder of a month's figures. */
export const monthFolder = (month: string): string => `${FIGURES_FOLDER}${month}/`;

const strings = (...names: readonly string[]) => names.map((name): CsvColumn => [name, 'string']);
const integers = (...names: readonly string[]) => names.map((name): CsvColumn => [name, 'integer']);

const together = (roles: readonly string[]): string => roles.join(' + ');

/** A table that has, for each procedure, a row for each thing that is counted. */
interface ProcedureTable extends Pick<CsvTable, 'name' | 'columns'> {
  readonly rows: (figures: ProcedureSums & { readonly moved: readonly MovedLine[] }) => readonly CsvCells[];
}

/** The table of the cases that moved. */
const MOVED = 'moved';

const PROCEDURE_TABLES: readonly ProcedureTable[] = [
  {
    name: 'cases',
    columns: integers('submitted', 'narrowed', 'ended', 'completed', 'median_seconds', 'p90_seconds'),
    rows: ({ submitted, narrowed, ended, whole: { n, median, p90 } }) => [
      [submitted, narrowed, ended.reduce((all, one) => all + one.n, 0), n, median, p90],
    ],
  },
  {
    name: 'limits',
    columns: [...strings('row', 'step', 'roles'), ...integers('kept', 'of')],
    rows: ({ limits }) => limits.map(({ row, step, roles, kept, of }) => [row, step, together(roles), kept, of]),
  },
  {
    name: 'roles',
    columns: [...strings('roles'), ...integers('kept', 'of')],
    rows: ({ limits }) => limitsByRole(limits).map(({ roles, kept, of }) => [together(roles), kept, of]),
  },
  {
    name: 'times',
    columns: [
      ...strings('row', 'step', 'measure', 'limits'),
      ...integers('n', 'up_to_half', 'up_to_limit', 'up_to_twice', 'longer', 'median', 'p90'),
      ...integers('share_median', 'share_p90'),
    ],
    rows: ({ times }) =>
      times.map(({ row, step, measure, limits, within, spread: { n, median, p90 }, share }) => [
        ...[row, step, measure, limits.join(' '), n, ...within, median, p90, share.median, share.p90],
      ]),
  },
  {
    name: 'spent',
    columns: [...strings('row', 'step', 'roles'), ...integers('visits', 'seconds')],
    rows: ({ spent }) =>
      spent.map(({ row, step, roles, visits, seconds }) => [row, step, together(roles), visits, seconds]),
  },
  {
    name: 'outcomes',
    columns: [...strings('row', 'step', 'roles', 'outcome'), ...integers('n')],
    rows: ({ outcomes }) =>
      outcomes.map(({ row, step, roles, outcome, n }) => [row, step, together(roles), outcome, n]),
  },
  {
    name: 'refusals',
    columns: [...strings('what', 'reason'), ...integers('n')],
    rows: ({ refused, unsound }) => [
      ...refused.map(({ reason, n }): CsvCells => ['act', reason, n]),
      ...(unsound > 0 ? [['submission', undefined, unsound] satisfies CsvCells] : []),
    ],
  },
  {
    name: 'fields',
    columns: [...strings('field'), ...integers('n')],
    rows: ({ fields }) => fields.map(({ path, n }) => [path, n]),
  },
  {
    name: MOVED,
    columns: [
      ...[...strings('case', 'title'), ['submitted', 'boolean'] as const, ...integers('turns')],
      ...strings('back', 'ended'),
    ],
    rows: ({ moved }) =>
      moved.map(({ title, submitted, turns, back, ended, ...one }) => [
        ...[one.case, title, submitted, turns],
        ...[back.map(({ row, outcome }) => `${row} ${outcome}`).join('; '), ended],
      ]),
  },
];

/**
 * Makes the files of a month's figures: each table of the page as CSV (R33).
 * @param figures all figures, which are written as JSON too. Without them, the files with the cases that moved are not
 *   made.
 */
export function monthFiles(sums: MonthSums, figures: PublicFigures | undefined): PublicFile[] {
  const { month, rooms } = sums;
  const procedures = figures?.procedures ?? sums.procedures.map((each) => ({ ...each, moved: [] }));
  const tables: readonly CsvTable[] = [
    ...PROCEDURE_TABLES.map(({ name, columns, rows }) => ({
      name,
      columns: [...strings('procedure'), ...columns],
      rows: procedures.flatMap((one) => rows(one).map((row) => [one.id, ...row])),
    })),
    {
      name: 'rooms',
      columns: [...strings('room'), ...integers('uses', 'booked_seconds', 'open_seconds')],
      rows: rooms.map(({ room, uses, booked, open }) => [room, uses, booked, open]),
    },
  ];
  const folder = monthFolder(month);
  const files = tableFiles(
    folder,
    tables.map(({ name, columns, rows }) => ({
      name,
      columns: [['month', 'gYearMonth'], ...columns],
      rows: rows.map((row) => [month, ...row]),
    })),
  );
  return figures
    ? [json(`${folder}figures.json`, figures), ...files]
    : files.filter(({ path }) => path !== `${folder}${MOVED}.csv`);
}

/** Makes the files of the current figures: where cases wait, the last twelve months, and when entries were recorded. */
export function currentFiles(now: PublicFiguresNow, recording: PublicRecording): PublicFile[] {
  return [
    json(`${FIGURES_FOLDER}now.json`, now),
    json(`${FIGURES_FOLDER}recording.json`, recording),
    ...tableFiles(FIGURES_FOLDER, [waitingTable(now), courseTable(now), recordingTable(recording)]),
  ];
}

const waitingTable = ({ waiting }: PublicFiguresNow): CsvTable => ({
  name: 'waiting',
  columns: [
    ...[...strings('procedure', 'row', 'step', 'roles'), ...integers('cases', 'late')],
    ...[['since', 'dateTime'] as const, ...integers('median_seconds', 'longest_seconds')],
  ],
  rows: waiting.map(({ procedure, row, step, roles, n, late, since, median, longest }) => [
    ...[procedure, row, step, together(roles), n, late, since, median, longest],
  ]),
});

const courseTable = ({ course }: PublicFiguresNow): CsvTable => ({
  name: 'course',
  columns: [
    ...[...strings('procedure'), ['month', 'gYearMonth'] as const],
    ...integers('kept', 'of', 'submitted', 'completed', 'ended'),
  ],
  rows: course.flatMap(({ procedure, months }) =>
    months.map(({ month, kept, of, submitted, completed, ended }) => [
      ...[procedure, month, kept, of, submitted, completed, ended],
    ]),
  ),
});

const recordingTable = ({ procedures }: PublicRecording): CsvTable => ({
  name: 'recording',
  columns: [
    ...[...strings('procedure'), ['month', 'gYearMonth'] as const, ...strings('what')],
    ...integers('n', 'unknown', 'median_seconds', 'p90_seconds'),
  ],
  rows: procedures.flatMap(({ procedure, months }) =>
    months.flatMap(({ month, acts, clock }) =>
      Object.entries({ acts, clock }).map(([what, { n, unknown, median, p90 }]) => [
        ...[procedure, month, what, n, unknown, median, p90],
      ]),
    ),
  ),
});
