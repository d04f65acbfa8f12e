import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { type Answers, chooseOutcome, rowOf, stepOf, type Taken } from '#domain/procedure/steps.ts';
import { whoActs } from './case-situation.ts';
import { withoutStepWords } from './step-words.ts';

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
  const taken = chooseOutcome(step, answers);
  const lead = forwardWords(procedure, step, taken, names);
  if (first === undefined) return { id: `Setujui → ${lead.id}`, en: `Approve → ${lead.en}` };
  // An outcome that has its reason is no matter of course: where all of them lead is said as well.
  const to = taken.because ? { id: `, kemudian ${lead.id}`, en: `, and then ${lead.en}` } : { id: '', en: '' };
  return {
    id: `Setujui → lalu giliran ${names(first).id}${to.id}`,
    en: `Approve → then the turn of ${names(first).en}${to.en}`,
  };
}

/** Does an Approve with these answers end the case otherwise than as completed, whoever else must approve before it does? */
export function approveEndsBadly(step: Step, answers: Answers): boolean {
  const { end } = chooseOutcome(step, answers);
  return end !== undefined && end !== 'completed';
}

/** What a Request changes leads to; undefined for a step without one (R1). */
export function changesWords(procedure: Procedure, step: Step): Text | undefined {
  const { outcomes } = step;
  if (!outcomes.changes) return undefined;
  const { to } = outcomes.changes;
  const lead = to === undefined ? withoutStepWords(procedure, step, outcomes.changes) : toStep(stepOf(procedure, to));
  return { id: `Minta perubahan → ${lead.id}`, en: `Request changes → ${lead.en}` };
}

const toStep = (step: Step): Text => ({
  id: `ke langkah ${rowOf(step)}: ${step.short.id}`,
  en: `to step ${rowOf(step)}: ${step.short.en}`,
});

function forwardWords(procedure: Procedure, from: Step, target: Taken, names: Names): Text {
  const { to, because } = target;
  const why = because ? { id: ` (${because.id})`, en: ` (${because.en})` } : { id: '', en: '' };
  const say = ({ id, en }: Text): Text => ({ id: `${id}${why.id}`, en: `${en}${why.en}` });
  if (to === undefined) return say(withoutStepWords(procedure, from, target));
  const step = stepOf(procedure, to);
  const who = whoActs(procedure, step, names);
  // Nobody passes a case on to themselves; and what is no matter of course is said by its step.
  if (because || who.id === whoActs(procedure, from, names).id) return say(toStep(step));
  return { id: `teruskan ke ${who.id}`, en: `pass on to ${who.en}` };
}
