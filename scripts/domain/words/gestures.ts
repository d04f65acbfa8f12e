import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { type Answers, chooseOutcome, rowOf, stepOf, type Taken } from '#domain/procedure/steps.ts';
import { whoActs } from './case-situation.ts';
import { withoutStepWords } from './step-words.ts';

type Names = (id: string) => Text;

const APPROVE: Text = { id: 'Setujui', en: 'Approve' };
const SEND: Text = { id: 'Kirim hasil', en: 'Send the result' };
const CONFIRM: Text = { id: 'Benarkan hasil', en: 'Confirm the result' };
const GO_ON: Text = { id: 'Lanjutkan', en: 'Go on' };

/**
 * Names the gesture that moves the case forward. An outcome with a reason approves nothing (R6), so its gesture sends
 * or confirms the result or, in a step without a result, lets the case go on.
 */
export function forwardGesture({ requires }: Step, { because }: Taken, supplies: boolean): Text {
  if (!because) return APPROVE;
  if (requires?.result === undefined) return GO_ON;
  return supplies ? SEND : CONFIRM;
}

interface Sharing {
  /** The other roles whose approval is missing (R5). */
  readonly missing?: readonly string[];
  /** Does the role on turn write the result? If not, it attests the result of another role (R5). */
  readonly supplies?: boolean;
}

/** Writes what Approve does: "Setujui → teruskan ke Kabid Aptika". */
export function approveWords(
  procedure: Procedure,
  step: Step,
  answers: Answers,
  names: Names,
  { missing = [], supplies = true }: Sharing = {},
): Text {
  const [first] = missing;
  const taken = chooseOutcome(step, answers);
  const word = forwardGesture(step, taken, supplies);
  const lead = forwardWords(procedure, step, taken, names);
  if (first === undefined) return { id: `${word.id} → ${lead.id}`, en: `${word.en} → ${lead.en}` };
  // An outcome with a reason is shown even before the others have approved.
  const to = taken.because ? { id: `, kemudian ${lead.id}`, en: `, and then ${lead.en}` } : { id: '', en: '' };
  return {
    id: `${word.id} → lalu giliran ${names(first).id}${to.id}`,
    en: `${word.en} → then the turn of ${names(first).en}${to.en}`,
  };
}

/** Checks whether an Approve would close the case with another end than completed. */
export function approveEndsBadly(step: Step, answers: Answers): boolean {
  const { end } = chooseOutcome(step, answers);
  return end !== undefined && end !== 'completed';
}

/** Writes what Request changes does; undefined if the step has no Request changes (R1). */
export function changesWords(procedure: Procedure, step: Step): Text | undefined {
  const { outcomes } = step;
  if (!outcomes.changes) return undefined;
  const { to } = outcomes.changes;
  const lead = to === undefined ? withoutStepWords(procedure, step, outcomes.changes) : toStep(stepOf(procedure, to));
  return { id: `Kembalikan → ${lead.id}`, en: `Request changes → ${lead.en}` };
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
  // If the same role acts again, the step is named, since nobody forwards a case to their own role.
  if (because || who.id === whoActs(procedure, from, names).id) return say(toStep(step));
  return { id: `teruskan ke ${who.id}`, en: `pass on to ${who.en}` };
}
