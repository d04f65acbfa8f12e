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

/** The forward gesture. An outcome with a reason approves nothing (R6): the result is sent, or confirmed. */
export function forwardGesture({ requires }: Step, { because }: Taken, supplies: boolean): Text {
  if (!because) return APPROVE;
  if (requires?.result === undefined) return GO_ON;
  return supplies ? SEND : CONFIRM;
}

interface Sharing {
  /** Other roles whose approval is missing (R5). */
  readonly missing?: readonly string[];
  /** false: this turn attests another's result (R5). */
  readonly supplies?: boolean;
}

/** "Setujui → teruskan ke Kabid Aptika". */
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
  // An outcome with a reason is said even before the others have approved.
  const to = taken.because ? { id: `, kemudian ${lead.id}`, en: `, and then ${lead.en}` } : { id: '', en: '' };
  return {
    id: `${word.id} → lalu giliran ${names(first).id}${to.id}`,
    en: `${word.en} → then the turn of ${names(first).en}${to.en}`,
  };
}

/** Would an Approve lead to another end than completed? */
export function approveEndsBadly(step: Step, answers: Answers): boolean {
  const { end } = chooseOutcome(step, answers);
  return end !== undefined && end !== 'completed';
}

/** Undefined: the step has no Request changes (R1). */
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
  // To oneself nothing is forwarded; an outcome with a reason names its step.
  if (because || who.id === whoActs(procedure, from, names).id) return say(toStep(step));
  return { id: `teruskan ke ${who.id}`, en: `pass on to ${who.en}` };
}
