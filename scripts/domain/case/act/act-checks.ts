import type { Who } from '#domain/generated/journal-entry.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { chooseOutcome, stepOf, type Taken } from '#domain/procedure/steps.ts';
import { sha256 } from '#domain/request/digest.ts';
import { type Review, splitReview } from '#domain/request/review.ts';
import { filesAt, otherPush } from '../push/pushes.ts';
import { sameFiles } from '../state/content.ts';
import { latestResults } from '../state/entry.ts';
import { type CloseFact, compareFacts, type Fact, type ReviewFact } from '../state/facts.ts';
import { notWritten, type Objection } from '../state/reason.ts';
import { type Held, rolesHeld, whoIn } from '../state/roles.ts';
import { checkSigned } from '../state/signed.ts';
import type { CaseState } from '../state/state.ts';
import { isApplicant, type Rules, type World } from '../state/world.ts';
import { assignedAnew } from './reassignment.ts';
import { broughtResult, checkResult } from './result-checks.ts';
import { closingTurn, type Reassigning, reassigning, fourEyesObjection, turnOf } from './turn.ts';
import type { AcceptableAct, ActSubject, Refusal } from './verdict.ts';

/** Judges a review by the list of R16, in the order of the list. The first reason against the act decides. */
export function judgeGesture(world: World, rules: Rules, state: CaseState, fact: ReviewFact): AcceptableAct | Refusal {
  const subject = subjectOf(world, rules, state, fact);
  const gesture = fact.verdict === 'changes' ? 'changes' : 'approve';
  const words = fact.kept?.words ?? sha256(`${gesture}\n${fact.body}`);
  const refuse = (finding: Objection, held?: Held): Refusal => ({ ...finding, gesture, who: whoOf(subject, held) });

  const early =
    closed(subject) ??
    edited(fact) ??
    person(subject) ??
    repeated(subject, words) ??
    byApplicant(subject) ??
    withoutRole(subject);
  if (early) return refuse(early);
  const turn = turnOf(subject, gesture);
  const review = splitReview(fact.body);
  if ('reason' in turn) {
    const brings = gesture === 'approve' && review.result !== undefined;
    const anew = brings ? reassigning({ ...subject, procedure: rules.procedure.value }) : undefined;
    return anew ? judgeReassignment(subject, fact, { review, words, anew }) : refuse(turn);
  }
  const finding =
    (gesture === 'approve' ? tooEarly(subject, fact) : undefined) ??
    (gesture === 'changes' ? withoutOutcome(subject) : undefined) ??
    stale(subject, fact, review) ??
    fourEyesObjection(state, subject.step, rules, fact.actor, gesture);
  if (finding) return refuse(finding, turn.held);
  const given = { gesture, suppliesResult: turn.suppliesResult, review, kept: fact.kept?.result, at: fact.at } as const;
  const checked = checkResult(subject, given);
  const isWhole = !('reason' in checked) || checked.reason !== 'incomplete';
  const papers = isWhole ? checkSigned(world.documents, review.documents) : {};
  if ('problems' in papers) return refuse({ reason: 'incomplete', ...papers }, turn.held);
  if ('reason' in checked) return refuse(checked, turn.held);
  const used = state.extended[subject.step.id] ?? 0;
  const extending = extensionProblems({ visit: state.visit, used }, takenOutcome(subject, gesture, checked.result), {
    note: review.note,
    at: fact.at,
  });
  if (extending.length > 0) return refuse({ reason: 'incomplete', problems: extending }, turn.held);
  return {
    gesture,
    who: whoOf(subject, turn.held),
    note: review.note,
    words,
    ...(checked.result ? { result: checked.result } : {}),
    ...papers,
    ...(turn.replaces ? { replaces: true } : {}),
  };
}

/**
 * Judges an Approve that assigns other people (R42) as an act of the step whose result assigned the present people. Of
 * the list of R16, the reasons from `stale` on are checked.
 */
function judgeReassignment(
  subject: ActSubject,
  fact: ReviewFact,
  { review, words, anew }: { readonly review: Review; readonly words: string; readonly anew: Reassigning },
): AcceptableAct | Refusal {
  const who = whoOf(subject, anew.held);
  const refuse = (finding: Objection): Refusal => ({ ...finding, gesture: 'approve', who });
  const against =
    stale(subject, fact, review) ?? fourEyesObjection(subject.state, anew.step, subject.rules, fact.actor, 'approve');
  if (against) return refuse(against);
  const read = broughtResult(
    { ...subject, step: anew.step },
    { suppliesResult: true, review, kept: fact.kept?.result },
  );
  const wrong = [...review.problems, ...read.problems];
  if (!read.value || wrong.length > 0) return refuse({ reason: 'incomplete', problems: wrong });
  const found = assignedAnew(subject, anew, read.value, fact.at);
  if ('problems' in found) return refuse({ reason: 'incomplete', ...found });
  const papers = checkSigned(subject.world.documents, review.documents);
  if ('problems' in papers) return refuse({ reason: 'incomplete', ...papers });
  const assigns = { parties: found.assigns, of: anew.act };
  return { gesture: 'approve', who, note: review.note, words, result: read.value, ...papers, assigns };
}

function takenOutcome({ state, step }: ActSubject, gesture: 'approve' | 'changes', own: unknown): Taken {
  if (gesture === 'changes') return step.outcomes.changes ?? {};
  const current = state.approvals.findLast(({ result }) => result)?.result;
  const result = own ?? current;
  const results = { ...latestResults(state), ...(result === undefined ? {} : { [step.id]: result }) };
  return chooseOutcome(step, { request: state.request, results });
}

/** Judges the person who closed a case, by the reasons of R16 that apply to a close (R1). */
export function judgeCloser(world: World, rules: Rules, state: CaseState, fact: CloseFact): { who: Who } | Refusal {
  const subject = subjectOf(world, rules, state, fact);
  const refuse = (finding: Objection, held?: Held): Refusal => ({
    ...{ ...finding, gesture: 'close', who: whoOf(subject, held) },
  });
  const finding = person(subject) ?? withoutRole(subject);
  if (finding) return refuse(finding);
  const turn = closingTurn(subject);
  if ('reason' in turn) return refuse(turn);
  const eyes = fourEyesObjection(state, subject.step, rules, fact.actor, 'close');
  return eyes ? refuse(eyes, turn.held) : { who: whoOf(subject, turn.held) };
}

function subjectOf(world: World, rules: Rules, state: CaseState, fact: Fact): ActSubject {
  const { procedure } = rules;
  const held = rolesHeld(world.config.roles, fact.actor.id, fact.at, procedure.value.zone);
  return { world, rules, state, step: stepOf(procedure.value, state.visit.step), actor: fact.actor, held };
}

/** @param as role in which the person acts; if undefined, the person's first role is named */
const whoOf = ({ actor, held }: ActSubject, as: Held | undefined): Who => whoIn(actor, as ?? held[0]);

const closed = ({ state }: ActSubject): Objection | undefined =>
  state.end && { reason: 'closed', detail: { at: state.end.at } };

/** Refuses a review that another or an unknown account changed last, since its words may not be the author's (R19). */
const edited = ({ editedByOther }: ReviewFact): Objection | undefined =>
  editedByOther ? { reason: 'edited' } : undefined;

const person = ({ actor }: ActSubject): Objection | undefined =>
  actor.kind === 'user' ? undefined : { reason: 'not-a-person', detail: { account: actor.login } };

const repeated = ({ state, actor }: ActSubject, words: string): Objection | undefined =>
  state.lastCounted?.person === actor.id && state.lastCounted.words === words
    ? { reason: 'already-acted', detail: { at: state.lastCounted.at } }
    : undefined;

const byApplicant = ({ state, actor }: ActSubject): Objection | undefined =>
  isApplicant(state, actor) ? { reason: 'applicant' } : undefined;

const withoutRole = ({ held, actor }: ActSubject): Objection | undefined =>
  held.length > 0 ? undefined : { reason: 'no-role', detail: { account: actor.login } };

const tooEarly = ({ state }: ActSubject, fact: ReviewFact): Objection | undefined =>
  fact.at < state.visit.begins
    ? { reason: 'too-early', detail: { row: state.visit.row, at: state.visit.begins } }
    : undefined;

const withoutOutcome = ({ step }: ActSubject): Objection | undefined =>
  step.outcomes.changes ? undefined : { reason: 'no-such-outcome' };

/** Checks whether an act was meant for another visit, or for other content, than the current one (R16). */
function stale(
  { world, state }: ActSubject,
  fact: ReviewFact,
  review: { visit?: string; digest?: string },
): Objection | undefined {
  const { visit } = state;
  const otherVisit = review.visit !== undefined && review.visit !== `${visit.step}#${visit.visit}`;
  const otherDigest = review.digest !== undefined && review.digest !== state.digest;
  const before = compareFacts(fact, state.visitOpened) < 0;
  if (otherVisit || otherDigest || before) return { reason: 'stale' };
  // If an act names the digest that it attests, the commit of the review does not matter (R48).
  if (review.digest !== undefined) return undefined;
  return isMadeOnOther(world, state, fact) ? { reason: 'stale' } : undefined;
}

function isMadeOnOther(world: World, state: CaseState, fact: ReviewFact): boolean {
  const made = otherPush(world, state, fact);
  if (!made) return false;
  const digest = state.digests[made.head];
  if (digest !== undefined) return digest !== state.digest;
  return !sameFiles(filesAt(world, made.head), state.files);
}

/**
 * Returns the problems of an extension (R44): the deadline has passed or does not exist, the note is empty, or the time
 * was extended too often. An outcome without `adds` extends nothing and has no problems.
 * @param used number of earlier extensions
 */
export function extensionProblems(
  { visit, used }: Pick<CaseState, 'visit'> & { readonly used: number },
  { adds, atMost = 1 }: Pick<Taken, 'adds' | 'atMost'>,
  { note, at }: { readonly note: string; readonly at: string },
): Problem[] {
  if (adds === undefined) return [];
  const due = visit.deadline?.due;
  const isLate = due === undefined || at > due;
  return [
    ...(isLate ? [problem('extension-late', LATE, `≤ ${due ?? '–'}`, at)] : []),
    ...(used >= atMost ? [problem('extension-used', USED, `≤ ${atMost}`, String(used + 1))] : []),
    ...(note === '' ? [notWritten('note', 'note-missing', REASON)] : []),
  ];
}

const problem = (code: string, message: Text, expected: string, received: string): Problem => ({
  ...{ file: 'hasil', path: '', code, message, expected, received },
});

const LATE: Text = {
  id: 'Waktu hanya dapat diperpanjang sebelum tenggat lewat',
  en: 'Time can be extended only until the deadline',
};
const USED: Text = {
  id: 'Batas perpanjangan waktu sudah tercapai',
  en: 'The time was already extended as often as allowed',
};
const REASON: Text = { id: 'alasan perpanjangan', en: 'the reason for the extension' };
