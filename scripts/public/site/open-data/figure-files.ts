import type { PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import type { PublicFigures, Row } from '#domain/generated/public-figures.ts';
import type { PublicRecording } from '#domain/generated/public-recording.ts';
import { limitsByRole, type MonthSums, type MovedLine, type ProcedureSums } from '#public/figures/month-figures.ts';
import type { PublicFile } from '../folder.ts';
import { cellsOf, type Columns, type CsvCells, type CsvTable, columnHeads, tableFiles, csvTable } from './csv-table.ts';
import { json } from './data-files.ts';

/** The folder of the figures in the open data. */
export const FIGURES_FOLDER = 'data/figures/';

/** Returns the folder of a month's figures. */
export const monthFolder = (month: string): string => `${FIGURES_FOLDER}${month}/`;

const together = (roles: readonly string[]): string => roles.join(' + ');

type Figures = ProcedureSums & { readonly moved: readonly MovedLine[] };

/** A table that has, for each procedure, a row for each thing that is counted. */
interface ProcedureTable extends Pick<CsvTable, 'name' | 'columns'> {
  readonly rows: (figures: Figures) => readonly CsvCells[];
}

const perProcedure =
  <Item>(name: string, items: (figures: Figures) => readonly Item[]) =>
  (columns: Columns<Item>): ProcedureTable => ({
    name,
    columns: columnHeads(columns),
    rows: (figures) => items(figures).map((item) => cellsOf(columns, item)),
  });

const ROLES = {
  roles: ['string', ({ roles }: { readonly roles: readonly string[] }) => together(roles)],
} as const;

/** The columns that say which step a row is about, and who acts there. */
const STEP = {
  row: ['string', ({ row }: { readonly row: Row }) => row],
  step: ['string', ({ step }: { readonly step?: string | undefined }) => step],
} as const;

const KEPT = {
  kept: ['integer', ({ kept }: { readonly kept: number }) => kept],
  of: ['integer', (one: { readonly of: number }) => one.of],
} as const;

/** The table of the cases that moved. */
const MOVED = 'moved';

const PROCEDURE_TABLES: readonly ProcedureTable[] = [
  perProcedure('cases', (figures) => [figures])({
    submitted: ['integer', ({ submitted }) => submitted],
    narrowed: ['integer', ({ narrowed }) => narrowed],
    ended: ['integer', ({ ended }) => ended.reduce((all, one) => all + one.n, 0)],
    completed: ['integer', ({ whole }) => whole.n],
    median_seconds: ['integer', ({ whole }) => whole.median],
    p90_seconds: ['integer', ({ whole }) => whole.p90],
  }),
  perProcedure('limits', ({ limits }) => limits)({ ...STEP, ...ROLES, ...KEPT }),
  perProcedure('roles', ({ limits }) => limitsByRole(limits))({ ...ROLES, ...KEPT }),
  perProcedure(
    'times',
    ({ times }) => times,
  )({
    ...STEP,
    measure: ['string', ({ measure }) => measure],
    limits: ['string', ({ limits }) => limits.join(' ')],
    n: ['integer', ({ spread }) => spread.n],
    up_to_half: ['integer', ({ within }) => within[0]],
    up_to_limit: ['integer', ({ within }) => within[1]],
    up_to_twice: ['integer', ({ within }) => within[2]],
    longer: ['integer', ({ within }) => within[3]],
    median: ['integer', ({ spread }) => spread.median],
    p90: ['integer', ({ spread }) => spread.p90],
    share_median: ['integer', ({ share }) => share.median],
    share_p90: ['integer', ({ share }) => share.p90],
  }),
  perProcedure(
    'spent',
    ({ spent }) => spent,
  )({
    ...STEP,
    ...ROLES,
    visits: ['integer', ({ visits }) => visits],
    seconds: ['integer', ({ seconds }) => seconds],
  }),
  perProcedure(
    'outcomes',
    ({ outcomes }) => outcomes,
  )({
    ...STEP,
    ...ROLES,
    outcome: ['string', ({ outcome }) => outcome],
    n: ['integer', ({ n }) => n],
  }),
  perProcedure(
    'refusals',
    refusalsOf,
  )({
    what: ['string', ({ what }) => what],
    reason: ['string', ({ reason }) => reason],
    n: ['integer', ({ n }) => n],
  }),
  perProcedure(
    'fields',
    ({ fields }) => fields,
  )({
    field: ['string', ({ path }) => path],
    n: ['integer', ({ n }) => n],
  }),
  perProcedure(
    MOVED,
    ({ moved }) => moved,
  )({
    case: ['string', (one) => one.case],
    title: ['string', ({ title }) => title],
    submitted: ['boolean', ({ submitted }) => submitted],
    turns: ['integer', ({ turns }) => turns],
    back: ['string', ({ back }) => back.map(({ row, outcome }) => `${row} ${outcome}`).join('; ')],
    ended: ['string', ({ ended }) => ended],
  }),
];

const refusedSubmissions = (n: number) => (n > 0 ? [{ what: 'submission', reason: undefined, n }] : []);

function refusalsOf({ refused, unsound }: Figures) {
  return [...refused.map((each) => ({ what: 'act', ...each })), ...refusedSubmissions(unsound)];
}

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
      columns: [['procedure', 'string'] as const, ...columns],
      rows: procedures.flatMap((one) => rows(one).map((row) => [one.id, ...row])),
    })),
    csvTable('rooms', rooms, {
      room: ['string', ({ room }) => room],
      uses: ['integer', ({ uses }) => uses],
      booked_seconds: ['integer', ({ booked }) => booked],
      open_seconds: ['integer', ({ open }) => open],
    }),
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

const waitingTable = ({ waiting }: PublicFiguresNow): CsvTable =>
  csvTable('waiting', waiting, {
    procedure: ['string', ({ procedure }) => procedure],
    ...STEP,
    ...ROLES,
    cases: ['integer', ({ n }) => n],
    late: ['integer', ({ late }) => late],
    since: ['dateTime', ({ since }) => since],
    median_seconds: ['integer', ({ median }) => median],
    longest_seconds: ['integer', ({ longest }) => longest],
  });

const courseTable = ({ course }: PublicFiguresNow): CsvTable =>
  csvTable(
    'course',
    course.flatMap(({ procedure, months }) => months.map((each) => ({ procedure, ...each }))),
    {
      procedure: ['string', ({ procedure }) => procedure],
      month: ['gYearMonth', ({ month }) => month],
      ...KEPT,
      submitted: ['integer', ({ submitted }) => submitted],
      completed: ['integer', ({ completed }) => completed],
      ended: ['integer', ({ ended }) => ended],
    },
  );

const recordingTable = ({ procedures }: PublicRecording): CsvTable =>
  csvTable(
    'recording',
    procedures.flatMap(({ procedure, months }) =>
      months.flatMap(({ month, acts, clock }) => [
        { procedure, month, what: 'acts', ...acts },
        { procedure, month, what: 'clock', ...clock },
      ]),
    ),
    {
      procedure: ['string', ({ procedure }) => procedure],
      month: ['gYearMonth', ({ month }) => month],
      what: ['string', ({ what }) => what],
      n: ['integer', ({ n }) => n],
      unknown: ['integer', ({ unknown }) => unknown],
      median_seconds: ['integer', ({ median }) => median],
      p90_seconds: ['integer', ({ p90 }) => p90],
    },
  );
