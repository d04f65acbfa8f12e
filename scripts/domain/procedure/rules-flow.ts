/** R7, the way through: where outcomes lead, that every step is reached and none is a dead end. */
import type { Condition, Outcome, Procedure, Step, Target } from '#domain/generated/procedure.ts';
import {
  procedureFinding,
  oneOf,
  type Located,
  placed,
  placedSteps,
  type ProcedureRule,
  unknownName,
} from './finding.ts';
import { isTimed } from './timed.ts';

const COMPARISONS = ['equals', 'in', 'atLeast', 'atMost', 'exists'] as const;

/** Every outcome of a step, each with its pointer. */
function outcomesOf({ value: { outcomes }, path }: Located<Step>): Located<Outcome | Target>[] {
  const { approve, changes, timeout } = outcomes;
  return [
    ...placed(approve, `${path}/outcomes/approve`),
    ...(changes ? [{ value: changes, path: `${path}/outcomes/changes` }] : []),
    ...(timeout ? [{ value: timeout, path: `${path}/outcomes/timeout` }] : []),
  ];
}

/** Every condition of a procedure, each with its pointer. */
export const conditionsOf = (procedure: Procedure): Located<Condition>[] =>
  placedSteps(procedure).flatMap(({ value: { outcomes }, path }) =>
    placed(outcomes.approve, `${path}/outcomes/approve`).flatMap((outcome) =>
      outcome.value.when ? [{ value: outcome.value.when, path: `${outcome.path}/when` }] : [],
    ),
  );

/** An outcome leads to one step that exists, or to an end. */
export const outcomesHaveTargets: ProcedureRule = ({ procedure }) => {
  const ids = procedure.steps.map(({ id }) => id);
  return placedSteps(procedure)
    .flatMap(outcomesOf)
    .flatMap(({ value: { to, end, adds }, path }) => {
      if ([to, end, adds].filter((each) => each !== undefined).length !== 1) {
        const message = ['Keputusan ini tanpa tujuan yang tunggal', 'This outcome has no single target'] as const;
        return [
          procedureFinding(path, 'no-target', message, { expected: 'to | end | adds', received: { to, end, adds } }),
        ];
      }
      if (to === undefined || ids.includes(to)) return [];
      const message = ['Tidak ada langkah dengan id ini', 'There is no step of this id'] as const;
      return [unknownName(`${path}/to`, 'unknown-step', message, to, ids)];
    });
};

/** Only a revise step gives the case to the applicant (R6): nothing leads back to the submission. */
export const nothingReturnsToSubmission: ProcedureRule = ({ procedure }) => {
  const submissions = procedure.steps.filter(({ kind }) => kind === 'submit').map(({ id }) => id);
  return placedSteps(procedure)
    .flatMap(outcomesOf)
    .flatMap(({ value: { to }, path }) => {
      if (to === undefined || !submissions.includes(to)) return [];
      const message = ['Permohonan kembali lewat langkah revise', 'A request returns by a revise step'] as const;
      return [procedureFinding(`${path}/to`, 'returns-to-submit', message, { expected: 'revise', received: to })];
    });
};

/** Of several forward outcomes the first that holds is taken: all but the last have a condition, the last has none (R6). */
export const lastOutcomeIsOpen: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { outcomes }, path }) =>
    placed(outcomes.approve, `${path}/outcomes/approve`).flatMap((outcome, i, all) => {
      const last = i === all.length - 1;
      const { when } = outcome.value;
      if (last && when) {
        const message = ['Tujuan terakhir harus tanpa syarat', 'The last outcome must have no condition'] as const;
        return [procedureFinding(`${outcome.path}/when`, 'last-conditional', message, { received: when })];
      }
      if (last || when) return [];
      const message = [
        'Tujuan tanpa syarat ini menutupi yang sesudahnya',
        'This outcome without condition hides those after it',
      ] as const;
      return [procedureFinding(outcome.path, 'hides-later', message, { expected: 'when' })];
    }),
  );

export const conditionsCompareOnce: ProcedureRule = ({ procedure }) =>
  conditionsOf(procedure).flatMap(({ value, path }) => {
    const used = COMPARISONS.filter((name) => value[name] !== undefined);
    if (used.length === 1) return [];
    const message = ['Syarat memuat tepat satu perbandingan', 'A condition makes exactly one comparison'] as const;
    const fix = ['Tulis satu saja, seperti equals: ya', 'Write one only, as equals: ya'] as const;
    return [procedureFinding(path, 'one-comparison', message, { expected: oneOf(COMPARISONS), received: used, fix })];
  });

/** More time is given by the office that acts in a step that has a limit, and never where it would be the only way (R44). */
export const extensionsHaveALimit: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap((step) => {
    const { value, path } = step;
    const isOnly = value.outcomes.approve.every(({ adds }) => adds !== undefined);
    const only = ['Selain perpanjangan harus ada jalan maju', 'There must be a way on besides the extension'] as const;
    const found = isOnly
      ? [procedureFinding(`${path}/outcomes/approve`, 'only-extends', only, { expected: 'to | end' })]
      : [];
    const message = [
      'Perpanjangan hanya untuk langkah review dengan waktu baku, bukan oleh waktu',
      'An extension is for a review step with a time limit, and not taken by time',
    ] as const;
    const has = value.kind === 'review' && isTimed(value);
    return [
      ...found,
      ...outcomesOf(step)
        .filter(({ value: { adds }, path: at }) => adds !== undefined && (!has || at.endsWith('/timeout')))
        .map(({ path: at }) => procedureFinding(`${at}/adds`, 'extension-without-limit', message)),
    ];
  });

/** Time that is to go on is that of a review step with a limit, and its way leads to another step (R44). */
export const whatContinuesHasALimit: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap((step) =>
    outcomesOf(step).flatMap(({ value: { continues, to }, path }) => {
      if (!continues || (to !== undefined && to !== step.value.id && isTimed(step.value))) return [];
      const message = [
        'Hanya waktu baku langkah yang ditinggalkan dapat diteruskan kemudian',
        'Only the time limit of a step that is left can go on later',
      ] as const;
      return [
        procedureFinding(`${path}/continues`, 'continues-without-limit', message, { expected: 'to, time.limit' }),
      ];
    }),
  );

/** What an end keeps, it keeps for nobody: a booking is kept on the way to a step (R40). */
export const onlyWaysKeepABooking: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure)
    .flatMap(outcomesOf)
    .flatMap(({ value: { keeps, to }, path }) => {
      if (keeps === undefined || to !== undefined) return [];
      const message = [
        'Ruang hanya dapat dipertahankan menuju langkah lain; akhir berkas tidak memerlukannya',
        'A booking can be kept only on the way to another step; an end has no use for it',
      ] as const;
      const fix = [
        'Hapus keeps; berkas yang selesai sebelum waktunya mulai tetap memegang ruangnya',
        'Delete keeps; a case that is completed before its time begins holds its room anyway',
      ] as const;
      return [procedureFinding(`${path}/keeps`, 'keeps-nothing', message, { expected: 'to', fix })];
    });

/** An outcome that time takes needs a limit that is measured (R6). */
export const timeoutsHaveALimit: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { outcomes, time }, path }) => {
    if (!outcomes.timeout || (time.limit !== undefined && time.measured !== false)) return [];
    const message = ['Keputusan oleh waktu memerlukan waktu baku', 'A timed outcome needs a time limit'] as const;
    return [procedureFinding(`${path}/outcomes/timeout`, 'timeout-without-limit', message, { expected: 'time.limit' })];
  });

export const everyStepIsReached: ProcedureRule = ({ procedure }) => {
  const start = procedure.steps.slice(0, 1).map(({ id }) => id);
  const reached = spread(start, (id) =>
    placedSteps(procedure)
      .filter(({ value }) => value.id === id)
      .flatMap(outcomesOf)
      .flatMap(({ value: { to } }) => (to === undefined ? [] : [to])),
  );
  return placedSteps(procedure).flatMap(({ value: { id }, path }) => {
    if (reached.has(id)) return [];
    const message = ['Langkah ini tidak pernah tercapai', 'This step is never reached'] as const;
    const fix = ['Tunjuk langkah ini dari suatu keputusan', 'Let an outcome lead to it'] as const;
    return [procedureFinding(path, 'unreachable', message, { received: id, fix })];
  });
};

export const everyStepCanEnd: ProcedureRule = ({ procedure }) => {
  const steps = placedSteps(procedure);
  const leads = (wanted: (target: Target) => boolean) =>
    steps.filter((step) => outcomesOf(step).some(({ value }) => wanted(value))).map(({ value }) => value.id);
  const ending = spread(
    leads(({ end }) => end !== undefined),
    (id) => leads(({ to }) => to === id),
  );
  return steps.flatMap(({ value: { id }, path }) => {
    if (ending.has(id)) return [];
    const message = ['Dari langkah ini berkas tidak dapat ditutup', 'From this step a case cannot end'] as const;
    const fix = ['Tulis end: completed pada langkah terakhirnya', 'Write end: completed in its last step'] as const;
    return [procedureFinding(path, 'endless', message, { expected: 'end', received: id, fix })];
  });
};

/** Everything that is reached from `start`, itself included. */
function spread(start: readonly string[], next: (id: string) => string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...next(id));
  }
  return reached;
}
