import { given } from '#domain/request/given.ts';
import { epochSeconds } from '#domain/clock/instant.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { endOf, stepOf } from '#domain/procedure/steps.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import { judgeReview } from './act/act.ts';
import { judgeClose, mayMove } from './act/close.ts';
import { isCorrection, judgeCorrection } from './act/correction-of.ts';
import { isFiling, judgeFiling } from './act/filing.ts';
import { isAnswer, judgeAnswer } from './act/informed.ts';
import { isToBeNoted } from './push/foreign-push.ts';
import { countingPush, isForeign, pushedCommit } from './push/pushes.ts';
import { mayBeSubmission, isSignSet } from './push/sign.ts';
import { givesBookingBack, holdsField } from './room/booking.ts';
import type { Config } from './state/config.ts';
import type { RefusedComment } from './state/corrections.ts';
import { doneBy, headOf, isSeen, sourceOf, type Unnumbered } from './state/entry.ts';
import { compareFacts, endOfSecond, type Fact, type ReviewFact } from './state/facts.ts';
import { MAIN_BRANCH } from './state/pull.ts';
import { superiorOf } from './state/roles.ts';
import { UnreadDocuments } from './state/signed.ts';
import { apply, type CaseState } from './state/state.ts';
import { type Rules, rulesAt, Undecidable, type World } from './state/world.ts';
import {
  firstSubmission,
  leftUnsubmitted,
  type RefusedDraft,
  resubmission,
  supersession,
} from './submission/submission.ts';
import { type DueInstant, nextDue } from './time/instants.ts';
import { spansAfter } from './time/spans.ts';
import { nextVisit } from './time/visit.ts';

export interface Judgement {
  readonly entries: readonly Entry[];
  /** The state of the case; undefined while the request is a draft. */
  readonly state: CaseState | undefined;
  readonly refusedDraft: RefusedDraft | undefined;
  /** The corrections and filings that are not possible (R47, R49). */
  readonly refusedComments?: readonly RefusedComment[];
  /** The signed documents to read before the next fact can be judged. The judgement ends before that fact. */
  readonly unread?: readonly NamedDocument[];
}

/**
 * Judges the facts that have no entry yet, and the computed instants that have passed (R22), in the order of R14.
 * Returns the missing entries (R28).
 * @param before state after the last entry of the journal; undefined while the request is a draft
 * @throws Undecidable if something that the judgement needs was not read (R31)
 */
export function judge(world: World, before: CaseState | undefined): Judgement {
  const entries: Entry[] = [];
  let state = before;
  let refusedDraft: RefusedDraft | undefined;
  const refusedComments: RefusedComment[] = [];
  const add = (unnumbered: Unnumbered): void => {
    const written = { seq: (state?.seq ?? 0) + 1, ...unnumbered, config: world.config.revision };
    const entry = given({ ...written, spans: spansOf(world, state, unnumbered) }) as Entry;
    entries.push(entry);
    state = apply(state, entry);
  };
  const passTime = (until: (due: DueInstant) => boolean): void => {
    for (let due = state && nextDue(state); state && due && until(due); due = nextDue(state)) {
      const { head, visit } = state;
      add(judgeDue(world, state, due));
      if (!visit.withApplicant || state.visit.withApplicant || state.end) continue;
      const changed = leftUnsubmitted(world, rulesOf(world, state), state, due.at, head.push);
      if (changed) add(changed);
    }
  };

  for (const fact of world.facts) {
    if (!state) {
      const submitted = judgeDraft(world, fact);
      if (submitted && 'kind' in submitted) add(submitted);
      else refusedDraft = submitted ?? refusedDraft;
      continue;
    }
    if (isSeen(state, fact)) continue;
    const current = state;
    // A fact proves that earlier instants have passed (R22). A comment that is meant as nothing proves nothing.
    const isProof = (comment: ReviewFact): boolean =>
      isAnswer(comment) ||
      isCorrection(world, rulesOf(world, current), comment) ||
      isFiling(world, rulesOf(world, current), comment);
    if (fact.kind !== 'review' || fact.verdict !== 'comment' || isProof(fact)) passTime((due) => due.at < fact.at);
    const entry = judgeUnlessUnread(world, state, fact);
    if (entry instanceof UnreadDocuments)
      return { entries, state, refusedDraft: undefined, refusedComments, unread: entry.documents };
    if (entry && 'problems' in entry && 'fact' in entry) refusedComments.push(entry);
    else if (entry) add(compareFacts(fact, state.last) < 0 ? { ...entry, seenLate: true } : entry);
  }
  passTime((due) => epochSeconds(due.at) + world.settle <= epochSeconds(world.now));
  if (world.cannotReopen && state && !state.end) add(cutOff(world, state));
  return { entries, state, refusedDraft: state || !hasSignNow(world) ? undefined : refusedDraft, refusedComments };
}

function judgeUnlessUnread(
  world: World,
  state: CaseState,
  fact: Fact,
): Unnumbered | RefusedComment | UnreadDocuments | undefined {
  try {
    return judgeFact(world, state, fact);
  } catch (error) {
    if (error instanceof UnreadDocuments) return error;
    throw error;
  }
}

/** Checks whether the submit sign is set now. Without the sign, a draft is no longer refused. */
function hasSignNow({ opening, facts }: World): boolean {
  const last = facts.at(-1);
  return last !== undefined && isSignSet({ opening, from: undefined }, facts, last);
}

/**
 * Returns the commits whose content must be read before judging. There are none for an ended case, and none for a draft
 * that its opener never tried to submit.
 */
export function headsNeeded(world: Omit<World, 'contents'>, state: CaseState | undefined): string[] {
  if (state?.end) return [];
  const from = state ? undefined : firstSign(world);
  if (!state && !from) return [];
  const isNews = (fact: Fact): boolean =>
    state ? !isSeen(state, fact) : from !== undefined && compareFacts(fact, from) >= 0;
  const heads = world.facts.flatMap((fact): (string | undefined)[] => {
    if (fact.kind !== 'push' || isForeign(world, state, fact)) return [];
    return (state ? fact.order > state.head.push : isNews(fact)) ? [fact.head] : [];
  });
  // If an earlier push made the request invalid, the opener may now submit the content of that push.
  const current = state && state.digest !== state.requestDigest ? pushedCommit(world.facts, state.head) : undefined;
  const submitted = from && countingPush(world, undefined, from)?.head;
  return [...new Set([submitted, current, ...heads])].filter((oid) => oid !== undefined);
}

function firstSign({ opening, facts }: Omit<World, 'contents'>): Fact | undefined {
  const window = { opening, from: undefined };
  return facts.find((fact) => mayBeSubmission(window, fact) && isSignSet(window, facts, fact));
}

function spansOf(world: World, state: CaseState | undefined, entry: Unnumbered): Entry['spans'] {
  const opens = state?.opens ?? entry.opens;
  const rules = opens && (entry.next || entry.end) ? (world.pinned ?? rulesAt(world.config, opens)) : undefined;
  const spans = rules ? spansAfter(rules.procedure.value, world.config, state, entry) : [];
  return spans.length > 0 ? spans : undefined;
}

/** @throws Undecidable if the pinned revision was not read */
function rulesOf(world: World, state: CaseState): Rules {
  const rules = world.pinned ?? rulesAt(world.config, state.opens);
  if (!rules) throw new Undecidable(`The procedure of case ${state.opens.case} cannot be read.`);
  return rules;
}

function judgeDraft(world: World, fact: Fact): Unnumbered | RefusedDraft | undefined {
  const window = { opening: world.opening, from: undefined };
  if ((fact.kind !== 'push' && fact.kind !== 'label') || !mayBeSubmission(window, fact)) return undefined;
  if (!isSignSet(window, world.facts, fact)) return undefined;
  const submitted = firstSubmission(world, fact);
  // A refused draft stays refused until a new sign or push (R13).
  return world.answered(fact) ? { fact, problems: 'kind' in submitted ? [] : submitted.problems } : submitted;
}

function judgeFact(world: World, state: CaseState, fact: Fact): Unnumbered | RefusedComment | undefined {
  if (compareFacts(fact, state.openedAt) <= 0) return undefined;
  const rules = rulesOf(world, state);
  switch (fact.kind) {
    case 'push':
    case 'label':
      return judgeChange(world, rules, state, fact);
    case 'review':
      return fact.verdict === 'comment'
        ? (judgeAnswer(world, rules, state, fact) ??
            judgeFiling(world, rules, state, fact) ??
            judgeCorrection(world, rules, state, fact))
        : judgeReview(world, rules, state, fact);
    case 'close':
      return state.end ? undefined : judgeClose(world, rules, state, fact);
    case 'notice':
      return state.accepted.has(fact.about) ? noted(state, fact, `review-${fact.what}`) : undefined;
  }
}

function judgeChange(
  world: World,
  rules: Rules,
  state: CaseState,
  fact: Extract<Fact, { kind: 'push' | 'label' }>,
): Unnumbered | undefined {
  if (state.end) return undefined;
  // The process sets the base back (R8). The request is always the difference from main, whatever the base is.
  if (fact.kind === 'label' && fact.base && fact.base.to !== MAIN_BRANCH) return noted(state, fact, 'base-changed');
  if (!state.visit.withApplicant) {
    if (fact.kind !== 'push') return undefined;
    if (isForeign(world, state, fact))
      return isToBeNoted(world, state, fact) ? noted(state, fact, 'foreign-push') : undefined;
    return fact.order > state.head.push ? supersession(world, rules, state, fact) : undefined;
  }
  const window = { opening: world.opening, from: state.visitFrom };
  if (!mayBeSubmission(window, fact) || !isSignSet(window, world.facts, fact)) return undefined;
  return resubmission(world, rules, state, fact);
}

/** Returns an entry that records a fact and changes neither visit, acts nor request (R8, R19, R48). */
function noted(state: CaseState, fact: Fact, kind: Entry['kind']): Unnumbered {
  return { kind, ...doneBy(state, fact), source: sourceOf(fact) };
}

function judgeDue(world: World, state: CaseState, due: DueInstant): Unnumbered {
  const rules = rulesOf(world, state);
  const procedure = rules.procedure.value;
  const place = { at: due.at, step: state.visit.step, visit: state.visit.visit };
  const { span } = due;
  if (due.what === 'rung') {
    const actors = state.visit.roles ?? [];
    const superiors = actors.flatMap((role) => superiorOf(world.config.roles, role) ?? []);
    const roles = due.action === 'superior' ? [...new Set(superiors)] : actors;
    return { kind: 'rung', ...place, span, rung: { share: due.share, action: due.action, roles } };
  }
  if (due.what === 'silence')
    return { kind: 'silence', ...place, span, silence: noDecisionOf(procedure, world.config, place.step, span) };
  const target = stepOf(procedure, state.visit.step).outcomes.timeout;
  if (target?.end) return { kind: 'timed-out', ...place, ...endOf(target), ...holdsField(state, target, due.at) };
  const to = stepOf(procedure, target?.to ?? '');
  const next = nextVisit(world, rules, state, to, due.at);
  const releases = state.booking !== undefined && givesBookingBack(procedure, to, target ?? {});
  // On the applicant's turn, a push without the submit sign has no entry. If time ends the turn, this entry names the
  // opener's last push.
  const left = state.visit.withApplicant && !next.withApplicant;
  const push = left ? countingPush(world, state, endOfSecond(due.at)) : undefined;
  return {
    kind: 'timed-out',
    ...place,
    head: push && headOf(push),
    next,
    continues: target?.continues,
    releases: releases || undefined,
  };
}

/** Returns the entry of a case whose pull request cannot be reopened: the case moves to a successor, or ends (R1). */
function cutOff(world: World, state: CaseState): Unnumbered {
  const close = world.facts.findLast((fact) => fact.kind === 'close');
  const who = close && { id: close.actor.id, login: close.actor.login };
  const base = { at: close?.at ?? world.now, step: state.visit.step, visit: state.visit.visit, who };
  return mayMove(state) ? { kind: 'moved', ...base } : { kind: 'abandoned', ...base, end: 'abandoned' };
}

/**
 * Returns the procedure's words for a time that passed without a decision, and the procedures that are then open to the
 * applicant, with their titles (R44).
 * @param step id of the current step
 * @param span id of the span whose time passed; undefined if it was the time limit of the step
 */
export function noDecisionOf(
  procedure: Procedure,
  { procedures }: Pick<Config, 'procedures'>,
  step: string,
  span: string | undefined,
): NonNullable<Entry['silence']> {
  const timed = span === undefined ? stepOf(procedure, step) : procedure.spans?.find(({ id }) => id === span);
  const { words = { id: '', en: '' }, opens = [] } = timed?.lapse ?? {};
  const { id, en } = words;
  const named = opens.map((other) => {
    const title = procedures.get(other)?.value.title;
    return { id: other, ...given({ title: title && { id: title.id, en: title.en } }) };
  });
  return { words: { id, en }, ...given({ opens: named.length > 0 ? named : undefined }) };
}
