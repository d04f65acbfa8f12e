/** R7, times besides those of the steps: what runs over several of them, and what their passing means (R44). */
import type { Lapse, Procedure } from '#domain/generated/procedure.ts';
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
import { isTimed } from './timed.ts';

const placedSpans = ({ spans }: Procedure) => placed(spans, '/spans');

export const spanIdsAreUnique: ProcedureRule = ({ procedure }) =>
  duplicates(placedSpans(procedure), 'id', ['Id jangka waktu ini tertulis dua kali', 'This span id stands twice']);

/** A span runs over steps that there are, and stands still in others; nobody visits the submission. */
export const spansNameSteps: ProcedureRule = ({ procedure }) => {
  const ids = procedure.steps.slice(1).map(({ id }) => id);
  return placedSpans(procedure).flatMap(({ value: { over, pausedAt }, path }) => {
    const rests = placed(pausedAt, `${path}/pausedAt`);
    return [
      ...[...placed(over, `${path}/over`), ...rests].flatMap((named) => unknownStep(named, procedure, ids)),
      ...rests
        .filter(({ value }) => over.includes(value))
        .map(({ value, path: at }) => procedureFinding(at, 'span-both', RUNS_AND_RESTS, { received: value })),
    ];
  });
};

const RUNS_AND_RESTS = [
  'Jangka waktu tidak dapat berjalan dan berhenti pada langkah yang sama',
  'A span cannot run and stand still in the same step',
] as const;

function unknownStep(
  { value, path }: Located<string>,
  { steps: [first] }: Procedure,
  ids: readonly string[],
): ProcedureFinding[] {
  if (ids.includes(value)) return [];
  const isFirst = value === first?.id;
  const message = isFirst
    ? (['Pengajuan bukan bagian jangka waktu', 'The submission is no part of a span'] as const)
    : (['Tidak ada langkah dengan id ini', 'There is no step of this id'] as const);
  return isFirst
    ? [procedureFinding(path, 'span-submission', message, { received: value })]
    : [unknownName(path, 'unknown-step', message, value, ids)];
}

/** What passes without a decision is a time, and nothing else happens when it has passed. */
export const lapsesHaveATime: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: step, path }) => {
    if (!step.lapse) return [];
    const at = `${path}/lapse`;
    if (step.kind === 'submit' || !isTimed(step)) {
      const message = ['Lapse memerlukan waktu baku', 'A lapse needs a time limit'] as const;
      return [procedureFinding(at, 'lapse-without-limit', message, { expected: 'time.limit' })];
    }
    if (!step.outcomes.timeout) return [];
    const message = [
      'Waktu yang lewat dicatat, atau mengambil keputusan, bukan keduanya',
      'That the time has passed is recorded, or takes an outcome, not both',
    ] as const;
    return [procedureFinding(at, 'lapse-and-timeout', message, { expected: 'lapse | outcomes.timeout' })];
  });

/** Every lapse of a procedure, each with its pointer. */
const lapsesOf = (procedure: Procedure): Located<Lapse>[] =>
  [...placedSteps(procedure), ...placedSpans(procedure)].flatMap(({ value: { lapse }, path }) =>
    lapse ? [{ value: lapse, path: `${path}/lapse` }] : [],
  );

/** What a missed decision opens are procedures that the office has. */
export function openedProceduresExist(procedure: Procedure, office: Iterable<Procedure>): ProcedureFinding[] {
  const ids = [...office].map(({ id }) => id);
  return lapsesOf(procedure).flatMap(({ value: { opens }, path }) =>
    placed(opens, `${path}/opens`).flatMap((named) => {
      if (ids.includes(named.value)) return [];
      const message = ['Tidak ada SOP dengan id ini', 'There is no procedure of this id'] as const;
      return [unknownName(named.path, 'unknown-procedure', message, named.value, ids)];
    }),
  );
}
