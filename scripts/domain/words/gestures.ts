import type { Procedure, Step, Target } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { type Answers, chooseOutcome, rowOf, stepOf } from '#domain/procedure/steps.ts';
import { whoActs } from './case-situation.ts';

type Names = (id: string) => Text;

/** What an Approve leads to, as a button says it: "Setujui → teruskan ke Kabid Aptika". */
export function approveWords(
  procedure: Procedure,
  step: Step,
  answers: Answers,
  names: Names,
  /** Ids of the other roles that must approve too, and have not (R5). */
  missing: readonly string[] = [],
): Text {
  const [first] = missing;
  const to =
    first === undefined
      ? forwardWords(procedure, step, chooseOutcome(step, answers), names)
      : { id: `lalu giliran ${names(first).id}`, en: `then the turn of ${names(first).en}` };
  return { id: `Setujui → ${to.id}`, en: `Approve → ${to.en}` };
}

/** What a Request changes leads to; undefined for a step without one (R1). */
export function changesWords(procedure: Procedure, { outcomes }: Step): Text | undefined {
  if (!outcomes.changes) return undefined;
  const { to } = outcomes.changes;
  if (to === undefined) return { id: 'Minta perubahan → berkas gagal', en: 'Request changes → the case fails' };
  const step = toStep(stepOf(procedure, to));
  return { id: `Minta perubahan → ${step.id}`, en: `Request changes → ${step.en}` };
}

const toStep = (step: Step): Text => ({
  id: `ke langkah ${rowOf(step)}: ${step.short.id}`,
  en: `to step ${rowOf(step)}: ${step.short.en}`,
});

function forwardWords(procedure: Procedure, from: Step, { to, end }: Target, names: Names): Text {
  if (to === undefined)
    return end === 'completed'
      ? { id: 'berkas selesai', en: 'the case is completed' }
      : { id: 'berkas gagal', en: 'the case fails' };
  const step = stepOf(procedure, to);
  const who = whoActs(step, names);
  // Nobody passes a case on to themselves.
  if (who.id === whoActs(from, names).id) return toStep(step);
  return { id: `teruskan ke ${who.id}`, en: `pass on to ${who.en}` };
}
