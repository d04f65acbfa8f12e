/** Rules of R7 about the table itself: ids, rows, times and clocks. */
import { checkHours, checkZone } from '#domain/clock/clock.ts';
import { parseLimit } from '#domain/clock/limit.ts';
import type { Clock, Lapse, Procedure, Row } from '#domain/generated/procedure.ts';
import { didYouMean } from '#domain/nearest-name.ts';
import type { Problem } from '#domain/problem.ts';
import { below } from '#domain/request/pointer.ts';
import { CORRECTION } from './correction.ts';
import {
  duplicates,
  type Located,
  placed,
  placedSteps,
  type ProcedureFinding,
  procedureFinding,
  type ProcedureRule,
  unknownName,
} from './finding.ts';
import { compareRows, numberOf, rowLetter } from './rows.ts';
import { isTimed, rowsOf, tableRows } from './steps.ts';

export const stepIdsAreUnique: ProcedureRule = ({ procedure }) => duplicates(placedSteps(procedure), 'id');

/** Checks that the first step is the submission, and that no other step is one. */
export const submissionComesFirst: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { kind }, path }, i) => {
    if ((i === 0) === (kind === 'submit')) return [];
    const expected = i === 0 ? 'submit' : 'review | revise';
    return [procedureFinding(`${path}/kind`, 'submit-first', { expected, received: kind })];
  });

/** Checks that rows ascend within a step and from step to step. Two steps may share a row. */
export const rowsAreInOrder: ProcedureRule = ({ procedure }) => {
  let last: Row = 1;
  return placedSteps(procedure).flatMap(({ value: step, path }) => {
    // The correction step that `withCorrection` adds is the last step, but has the first row (R39).
    if (step.id === CORRECTION) return [];
    const rows = rowsOf(step);
    const rising = rows.every((row, i) => i === 0 || compareRows(row, rows[i - 1] ?? row) > 0);
    const [first = last] = rows;
    const inOrder = rising && compareRows(first, last) >= 0;
    const expected = `≥ ${last}`;
    last = compareRows(first, last) > 0 ? first : last;
    return inOrder ? [] : [procedureFinding(`${path}/row`, 'row-order', { expected, received: step.row })];
  });
};

/** Checks that the official table lacks no number and no letter, so that "row 3 of 10" is true. */
export const everyRowIsServed: ProcedureRule = ({ procedure }) => {
  const served = tableRows(procedure);
  const highest = Math.max(...served.map(numberOf));
  // A typing error such as 1000000 makes one finding, not a million.
  const numbers = Array.from({ length: Math.min(highest, 1000) }, (_, i) => i + 1);
  const missing = numbers.flatMap((number): Row[] => {
    const letters = served.filter((row) => numberOf(row) === number).map(rowLetter);
    if (letters.length === 0) return [number];
    const last = letters.at(-1) ?? '';
    return [...ALPHABET.slice(0, ALPHABET.indexOf(last) + last.length)].flatMap((letter) =>
      letters.includes(letter) ? [] : [`${number}${letter}`],
    );
  });
  if (missing.length === 0) return [];
  const named = missing.length > SHOWN ? `${missing.slice(0, SHOWN).join(', ')}, …` : missing.join(', ');
  const message = { id: `Tidak ada langkah untuk baris ${named}`, en: `No step serves row ${named}` };
  return [procedureFinding('/steps', 'row-missing', { message, expected: `1–${highest}`, received: served })];
};

const SHOWN = 10;

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** Checks that a step of several rows has the text of the table for each row after the first (R4). */
export const everyRowHasItsText: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: step, path }) => {
    const [expected, received] = [rowsOf(step).length - 1, step.furtherRows?.length ?? 0];
    if (expected === received) return [];
    return [procedureFinding(`${path}/furtherRows`, 'row-texts', { expected: String(expected), received })];
  });

/** Checks that every duration in a procedure is above zero, including a time limit that is not measured. */
export const durationsArePositive: ProcedureRule = ({ procedure }) => {
  const { leadTime, longEvent } = procedure.request;
  const durations: Located<string | undefined>[] = [
    { value: leadTime, path: '/request/leadTime' },
    { value: longEvent, path: '/request/longEvent' },
    ...placed(procedure.spans, '/spans').map(({ value, path }) => ({ value: value.limit, path: `${path}/limit` })),
    { value: procedure.origin?.within, path: '/origin/within' },
    ...placedSteps(procedure).flatMap(({ value: step, path }) => [
      { value: step.time.limit, path: `${path}/time/limit` },
      { value: step.begin?.after, path: `${path}/begin/after` },
      { value: step.offers?.reservedFor, path: `${path}/offers/reservedFor` },
      { value: step.outcomes.changes?.adds, path: `${path}/outcomes/changes/adds` },
      ...placed(step.outcomes.approve, `${path}/outcomes/approve`).map((outcome) => ({
        value: outcome.value.adds,
        path: `${outcome.path}/adds`,
      })),
      ...placed(step.furtherRows, `${path}/furtherRows`).map((row) => ({
        value: row.value.time.limit,
        path: `${row.path}/time/limit`,
      })),
    ]),
  ];
  return durations.flatMap(({ value, path }) =>
    value === undefined || isLimit(value)
      ? []
      : [procedureFinding(path, 'duration', { expected: 'PT30M, P1D, …', received: value })],
  );
};

/** Returns the clocks of a procedure: its usual clock, and the clocks that it names. */
const clocksOf = ({ clock, clocks = {} }: Procedure): Located<Clock>[] => [
  { value: clock, path: '/clock' },
  ...Object.entries(clocks).map(([name, value]) => ({ value, path: below('/clocks', name) })),
];

/** Checks that the office has each calendar that a clock names, and that no continuous clock names one (R44). */
export const namedCalendarsExist: ProcedureRule = ({ procedure, calendars = new Set() }) =>
  clocksOf(procedure).flatMap(({ value: { kind, calendar }, path }) => {
    if (calendar === undefined) return [];
    const at = `${path}/calendar`;
    if (kind === 'continuous')
      return [procedureFinding(at, 'calendar-unused', { expected: 'kind: office-hours', received: kind })];
    return calendars.has(calendar) ? [] : [unknownName(at, 'unknown-calendar', calendar, calendars)];
  });

/** Checks that the zone exists, and that the hours of an office clock are valid. */
export const clocksRun: ProcedureRule = ({ procedure }) => {
  const unplaced = ({ file: _file, ...rest }: Problem): ProcedureFinding => rest;
  return [
    ...checkZone(procedure.zone, { file: '', path: '/zone' }),
    ...clocksOf(procedure).flatMap(({ value: { kind, hours = {} }, path }) =>
      kind === 'office-hours' ? checkHours(hours, { file: '', path: `${path}/hours` }) : [],
    ),
  ].map(unplaced);
};

export const namedClocksExist: ProcedureRule = ({ procedure }) => {
  const names = Object.keys(procedure.clocks ?? {});
  const steps = placedSteps(procedure);
  const offers = steps.flatMap(({ value, path }) =>
    value.offers ? [{ value: value.offers, path: `${path}/offers` }] : [],
  );
  return [...steps, ...offers, ...placed(procedure.spans, '/spans')].flatMap(({ value: { clock }, path }) =>
    clock === undefined || names.includes(clock) ? [] : [unknownName(`${path}/clock`, 'unknown-clock', clock, names)],
  );
};

/** A share above this was meant as a percentage, since nobody is reminded after ten times the time limit. */
const PERCENT = 10;

/** Returns the ladder of the procedure, and those of its spans (R44). */
const laddersOf = ({ escalation, spans }: Procedure): Located<Procedure['escalation']>[] => [
  { value: escalation, path: '/escalation' },
  ...placed(spans, '/spans').map(({ value, path }) => ({ value: value.escalation ?? [], path: `${path}/escalation` })),
];

export const sharesAreNoPercentages: ProcedureRule = ({ procedure }) =>
  laddersOf(procedure)
    .flatMap(({ value, path }) => placed(value, path))
    .filter(({ value: { share } }) => share > PERCENT)
    .map(({ value: { share }, path }) => {
      const fix = didYouMean(String(share / 100));
      return procedureFinding(`${path}/share`, 'percentage', { expected: '0.8', received: share, fix });
    });

/** Checks that each level of a ladder has a greater share than the level listed before it (R22). */
export const escalationRises: ProcedureRule = ({ procedure }) =>
  laddersOf(procedure).flatMap((ladder) =>
    placed(ladder.value, ladder.path).flatMap(({ value: { share }, path }, i) => {
      const before = ladder.value[i - 1]?.share ?? 0;
      if (share > before) return [];
      return [procedureFinding(`${path}/share`, 'share-order', { expected: `> ${before}`, received: share })];
    }),
  );

function isLimit(text: string): boolean {
  try {
    parseLimit(text);
    return true;
  } catch {
    return false;
  }
}

const placedSpans = ({ spans }: Procedure) => placed(spans, '/spans');

export const spanIdsAreUnique: ProcedureRule = ({ procedure }) => duplicates(placedSpans(procedure), 'id');

/** Checks that a span runs over existing steps and pauses in other existing steps. The submission is in no span. */
export const spansNameSteps: ProcedureRule = ({ procedure }) => {
  const ids = procedure.steps.slice(1).map(({ id }) => id);
  const [first] = procedure.steps;
  return placedSpans(procedure).flatMap(({ value: { over, pausedAt }, path }) => {
    const rests = placed(pausedAt, `${path}/pausedAt`);
    return [
      ...[...placed(over, `${path}/over`), ...rests]
        .filter(({ value }) => !ids.includes(value))
        .map(({ value, path: at }) =>
          value === first?.id
            ? procedureFinding(at, 'span-submission', { received: value })
            : unknownName(at, 'unknown-step', value, ids),
        ),
      ...rests
        .filter(({ value }) => over.includes(value))
        .map(({ value, path: at }) => procedureFinding(at, 'span-both', { received: value })),
    ];
  });
};

/** Checks that a step with a lapse is not the submission, has a time limit, and has no outcome by time. */
export const lapsesHaveATime: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: step, path }) => {
    if (!step.lapse) return [];
    const at = `${path}/lapse`;
    if (step.kind === 'submit' || !isTimed(step))
      return [procedureFinding(at, 'lapse-without-limit', { expected: 'time.limit' })];
    if (!step.outcomes.timeout) return [];
    return [procedureFinding(at, 'lapse-and-timeout', { expected: 'lapse | outcomes.timeout' })];
  });

/** Returns every lapse of a procedure, each with its pointer. */
const lapsesOf = (procedure: Procedure): Located<Lapse>[] =>
  [...placedSteps(procedure), ...placedSpans(procedure)].flatMap(({ value: { lapse }, path }) =>
    lapse ? [{ value: lapse, path: `${path}/lapse` }] : [],
  );

/** Checks that the procedures which a lapse opens exist in the office (R44). */
export function openedProceduresExist(procedure: Procedure, office: Iterable<Procedure>): ProcedureFinding[] {
  const ids = [...office].map(({ id }) => id);
  return lapsesOf(procedure)
    .flatMap(({ value: { opens }, path }) => placed(opens, `${path}/opens`))
    .filter(({ value }) => !ids.includes(value))
    .map(({ value, path }) => unknownName(path, 'unknown-procedure', value, ids));
}
