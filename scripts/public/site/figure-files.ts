import type { PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import type { PublicRecording } from '#domain/generated/public-recording.ts';
import type { PublicFigures } from '#domain/generated/public-figures.ts';
import { csvRow } from './csv.ts';
import { json } from './data-files.ts';
import type { PublicFile } from './folder.ts';

/** Where the figures lie among the open data. */
export const FIGURES_FOLDER = 'data/figures/';

/** The folder of a month's figures. */
export const monthFolder = (month: string): string => `${FIGURES_FOLDER}${month}/`;

type Cells = Parameters<typeof csvRow>[0];

const table = (path: string, head: readonly string[], rows: readonly Cells[]): PublicFile => ({
  path,
  text: `\uFEFF${[head, ...rows].map(csvRow).join('')}`,
});

/** Roles of one step in one cell. */
const together = (roles: readonly string[]): string => roles.join(' + ');

/** A month's figures as data: all of them as JSON, and each table of the page as CSV (R33). */
export function monthFiles(figures: PublicFigures): PublicFile[] {
  const { month, procedures, rooms } = figures;
  const csv = (name: string, head: readonly string[], rows: readonly Cells[]) =>
    table(
      `${monthFolder(month)}${name}.csv`,
      ['month', ...head],
      rows.map((row) => [month, ...row]),
    );
  const each = (rows: (one: PublicFigures['procedures'][number]) => readonly Cells[]): Cells[] =>
    procedures.flatMap((one) => rows(one).map((row) => [one.id, ...row]));
  return [
    json(`${monthFolder(month)}figures.json`, figures),
    csv(
      'cases',
      ['procedure', 'submitted', 'narrowed', 'ended', 'completed', 'median_seconds', 'p90_seconds'],
      each(({ submitted, narrowed, ended, whole: { n, median, p90 } }) => [
        [submitted, narrowed, ended.reduce((all, one) => all + one.n, 0), n, median, p90],
      ]),
    ),
    csv(
      'limits',
      ['procedure', 'row', 'step', 'roles', 'kept', 'of'],
      each(({ limits }) => limits.map(({ row, step, roles, kept, of }) => [row, step, together(roles), kept, of])),
    ),
    csv(
      'times',
      [
        'procedure',
        'row',
        'step',
        'measure',
        'limits',
        'n',
        'up_to_half',
        'up_to_limit',
        'up_to_twice',
        'longer',
        'median',
        'p90',
      ],
      each(({ times }) =>
        times.map(({ row, step, measure, limits, within, spread: { n, median, p90 } }) => [
          ...[row, step, measure, limits.join(' '), n, ...within, median, p90],
        ]),
      ),
    ),
    csv(
      'spent',
      ['procedure', 'row', 'step', 'roles', 'visits', 'seconds'],
      each(({ spent }) =>
        spent.map(({ row, step, roles, visits, seconds }) => [row, step, together(roles), visits, seconds]),
      ),
    ),
    csv(
      'outcomes',
      ['procedure', 'row', 'step', 'roles', 'outcome', 'n'],
      each(({ outcomes }) =>
        outcomes.map(({ row, step, roles, outcome, n }) => [row, step, together(roles), outcome, n]),
      ),
    ),
    csv(
      'refusals',
      ['procedure', 'what', 'reason', 'n'],
      each(({ refused, unsound, fields }) => [
        ...refused.map(({ reason, n }): Cells => ['act', reason, n]),
        ...(unsound > 0 ? [['submission', undefined, unsound] satisfies Cells] : []),
        ...fields.map(({ path, n }): Cells => ['field', path, n]),
      ]),
    ),
    csv(
      'rooms',
      ['room', 'uses', 'booked_seconds', 'open_seconds'],
      rooms.map(({ room, uses, booked, open }) => [room, uses, booked, open]),
    ),
  ];
}

/** How long after its time what happened was recorded, as data. */
export function recordingFiles(recording: PublicRecording): PublicFile[] {
  return [
    json(`${FIGURES_FOLDER}recording.json`, recording),
    table(
      `${FIGURES_FOLDER}recording.csv`,
      ['procedure', 'month', 'what', 'n', 'unknown', 'median_seconds', 'p90_seconds'],
      recording.procedures.flatMap(({ procedure, months }) =>
        months.flatMap(({ month, acts, clock }) =>
          Object.entries({ acts, clock }).map(([what, { n, unknown, median, p90 }]) => [
            ...[procedure, month, what, n, unknown, median, p90],
          ]),
        ),
      ),
    ),
  ];
}

/** Where cases wait, and the last twelve months, as data. */
export function nowFiles(now: PublicFiguresNow): PublicFile[] {
  const { waiting, course } = now;
  return [
    json(`${FIGURES_FOLDER}now.json`, now),
    table(
      `${FIGURES_FOLDER}waiting.csv`,
      ['procedure', 'row', 'step', 'roles', 'cases', 'late', 'since', 'median_seconds', 'longest_seconds'],
      waiting.map(({ procedure, row, step, roles, n, late, since, median, longest }) => [
        ...[procedure, row, step, together(roles), n, late, since, median, longest],
      ]),
    ),
    table(
      `${FIGURES_FOLDER}course.csv`,
      ['procedure', 'month', 'kept', 'of', 'submitted', 'completed', 'ended'],
      course.flatMap(({ procedure, months }) =>
        months.map(({ month, kept, of, submitted, completed, ended }) => [
          ...[procedure, month, kept, of, submitted, completed, ended],
        ]),
      ),
    ),
  ];
}
