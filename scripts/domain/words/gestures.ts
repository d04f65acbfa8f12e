import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { type Answers, chooseOutcome, rowOf, stepOf, type Taken } from '#domain/procedure/steps.ts';
import { whoActs } from './case-situation.ts';
import { both, capital } from './language.ts';
import { openerWords } from './opener.ts';
import { withoutStepWords } from './step-words.ts';

type Names = (id: string) => Text;

const APPROVE: Text = { id: 'Setujui', en: 'Approve' };
const SEND: Text = { id: 'Kirim hasil', en: 'Send the result' };
const CONFIRM: Text = { id: 'Benarkan hasil', en: 'Confirm the result' };
const GO_ON: Text = { id: 'Lanjutkan', en: 'Go on' };
const CLOSE: Text = { id: 'Tutup berkas', en: 'Close the case' };

/**
 * Names the gesture that moves the case forward. An outcome with a reason approves nothing (R6), so its gesture sends
 * or confirms the result or, in a step without a result, lets the case go on. An outcome that ends the case without
 * success closes it.
 */
export function forwardGesture({ requires }: Step, { because, end }: Taken, supplies: boolean): Text {
  const isBadEnd = end !== undefined && end !== 'completed';
  if (!because) return isBadEnd ? CLOSE : APPROVE;
  if (requires?.result === undefined) return isBadEnd ? CLOSE : GO_ON;
  return supplies ? SEND : CONFIRM;
}

interface Sharing {
  /** The other roles whose approval is missing (R5). */
  readonly missing?: readonly string[];
  /** Does the role on turn write the result? If not, it attests the result of another role (R5). */
  readonly supplies?: boolean;
}

/**
 * Writes what Approve does: "Setujui, teruskan ke Kabid Aptika", or "Kirim hasil: uji gagal, ke langkah 8" if the
 * outcome has a reason.
 */
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
  const { because } = taken;
  const lead = forwardWords(procedure, step, taken, names);
  return both((language) => {
    const begin = because ? `${word[language]}: ${because[language]}` : word[language];
    if (first === undefined) return `${begin}, ${lead[language]}`;
    const turn = { id: `lalu giliran ${names(first).id}`, en: `then the turn of ${names(first).en}` };
    // An outcome with a reason is shown even before the others have approved.
    const then = { id: `, kemudian ${lead.id}`, en: `, and then ${lead.en}` };
    return `${begin}, ${turn[language]}${because ? then[language] : ''}`;
  });
}

/** Checks whether an Approve would close the case with another end than completed. */
export function approveEndsBadly(step: Step, answers: Answers): boolean {
  const { end } = chooseOutcome(step, answers);
  return end !== undefined && end !== 'completed';
}

/**
 * Writes what Request changes does: "Kembalikan ke pemohon", or "Kembalikan ke langkah 2: …"; undefined if the step has
 * no Request changes (R1).
 */
export function changesWords(procedure: Procedure, step: Step): Text | undefined {
  const { changes } = step.outcomes;
  if (!changes) return undefined;
  if (changes.to === undefined) {
    const lead = withoutStepWords(procedure, step, changes);
    if (changes.end === undefined) return { id: capital(lead.id), en: capital(lead.en) };
    return { id: `${CLOSE.id}: ${lead.id}`, en: `${CLOSE.en}: ${lead.en}` };
  }
  const to = stepOf(procedure, changes.to);
  if (to.kind === 'review') return { id: `Kembalikan ${toStep(to).id}`, en: `Return ${toStep(to).en}` };
  const opener = openerWords(procedure);
  return { id: `Kembalikan ke ${opener.id}`, en: `Return to ${opener.en}` };
}

const toStep = (step: Step): Text => ({
  id: `ke langkah ${rowOf(step)}: ${step.short.id}`,
  en: `to step ${rowOf(step)}: ${step.short.en}`,
});

function forwardWords(procedure: Procedure, from: Step, target: Taken, names: Names): Text {
  const { to, because } = target;
  if (to === undefined) return withoutStepWords(procedure, from, target);
  const step = stepOf(procedure, to);
  const who = whoActs(procedure, step, names);
  // If the same role acts again, the step is named, since nobody forwards a case to their own role.
  if (because || who.id === whoActs(procedure, from, names).id) return toStep(step);
  return { id: `teruskan ke ${who.id}`, en: `forward to ${who.en}` };
}
