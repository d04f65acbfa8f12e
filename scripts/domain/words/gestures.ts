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
 * What the forward gesture is called. Where the procedure says why its outcome is taken (R6), nothing is approved by it: a failed
 * test is sent, or confirmed by whoever attests it.
 */
export function forwardGesture({ requires }: Step, { because }: Taken, supplies: boolean): Text {
  if (!because) return APPROVE;
  if (requires?.result === undefined) return GO_ON;
  return supplies ? SEND : CONFIRM;
}

/** Who else acts in the visit, and what this turn brings. */
interface Sharing {
  /** Ids of the other roles that must approve too, and have not (R5). */
  readonly missing?: readonly string[];
  /** false: this turn attests the result that another has brought (R5). */
  readonly supplies?: boolean;
}

/** What an Approve leads to, as a button says it: "Setujui → teruskan ke Kabid Aptika". */
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
  // An outcome that has its reason is no matter of course: where all of them lead is said as well.
  const to = taken.because ? { id: `, kemudian ${lead.id}`, en: `, and then ${lead.en}` } : { id: '', en: '' };
  return {
    id: `${word.id} → lalu giliran ${names(first).id}${to.id}`,
    en: `${word.en} → then the turn of ${names(first).en}${to.en}`,
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
