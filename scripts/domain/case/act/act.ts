import { yearOf } from '#domain/clock/wall.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Actor, Step } from '#domain/generated/procedure.ts';
import { chooseOutcome, endOf, stepOf, type Taken } from '#domain/procedure/steps.ts';
import { recordedActIn } from '../people/recorded-act.ts';
import { countingPush } from '../push/pushes.ts';
import { givesBookingBack, holdsField } from '../room/booking.ts';
import { headOf, latenessAt, latestResults, sourceOf, type Unnumbered } from '../state/entry.ts';
import type { ReviewFact } from '../state/facts.ts';
import { approvalOf, isComplete, progressOf } from '../state/parties.ts';
import type { CaseState } from '../state/state.ts';
import { instantAt, type Rules, textAt, type World } from '../state/world.ts';
import { deadlineFrom, extended, measureOf, nextVisit } from '../time/visit.ts';
import { judgeGesture } from './act-checks.ts';
import { informedBy } from './informed.ts';
import { offeredRooms } from './offers.ts';
import { type AcceptableAct, isRefusal, type Refusal } from './verdict.ts';

export function judgeReview(world: World, rules: Rules, state: CaseState, fact: ReviewFact): Unnumbered {
  const verdict = judgeGesture(world, rules, state, fact);
  return isRefusal(verdict) ? refused(state, fact, verdict) : accepted(world, rules, state, fact, verdict);
}

/** Returns the entry of a refused act. */
export function refused(
  state: CaseState,
  fact: { at: string } & Parameters<typeof sourceOf>[0],
  refusal: Refusal,
): Unnumbered {
  const { gesture, who, reason, detail, problems } = refusal;
  return {
    ...{ kind: 'refused', at: fact.at, step: state.visit.step, visit: state.visit.visit },
    ...{ gesture, who, source: sourceOf(fact), reason, detail, problems },
  };
}

function accepted(world: World, rules: Rules, state: CaseState, fact: ReviewFact, act: AcceptableAct): Unnumbered {
  const procedure = rules.procedure.value;
  const step = stepOf(procedure, state.visit.step);
  const push = countingPush(world, state, fact);
  const { assigns } = act;
  const entry: Unnumbered = {
    kind: 'accepted',
    at: fact.at,
    step: assigns?.of.step ?? step.id,
    visit: assigns?.of.visit ?? state.visit.visit,
    gesture: act.gesture,
    who: act.who,
    source: sourceOf(fact),
    head: push && headOf(push),
    digest: state.digest,
    words: act.words,
    note: act.note || undefined,
    publicNote: act.gesture === 'changes' || undefined,
    result: act.result,
    signed: act.signed,
  };
  if (assigns) return { ...entry, assigns: [...assigns.parties] };
  const whole: Unnumbered = {
    ...entry,
    deed: recordedActIn(step, act.result, world.config.schemas.get(step.requires?.result ?? '')?.value),
    replaces: act.replaces,
    late: latenessAt(state, fact.at),
  };
  const informed = (isPassed: boolean): Entry['informed'] => {
    const result = act.result ?? (isPassed ? state.approvals.find((each) => each.result)?.result : undefined);
    return informedBy(world, rules, step, { result, at: fact.at, isPassed });
  };
  if (act.gesture === 'approve' && !completes(step.actor, state, act))
    return { ...whole, informed: informed(false), partial: true };
  const led = leadsTo(world, rules, state, step, fact, act);
  if (act.gesture === 'changes' || led.extended) return { ...whole, ...led };
  const agenda = agendaFor(world, rules, state, step, fact.at);
  return { ...whole, agenda, informed: informed(led.next !== undefined), ...led };
}

function completes(actor: Actor, state: CaseState, act: AcceptableAct): boolean {
  const counted = [...(act.replaces ? [] : state.approvals), act];
  return isComplete(progressOf(actor, counted.map(approvalOf), state.visit.assigned));
}

function agendaFor(world: World, rules: Rules, state: CaseState, step: Step, at: string): Entry['agenda'] {
  const procedure = rules.procedure.value;
  if (step.id !== procedure.receipt || state.agenda) return undefined;
  const year = yearOf(at, procedure.zone);
  return { year, number: (world.others.agenda[year] ?? 0) + 1 };
}

function leadsTo(
  world: World,
  rules: Rules,
  state: CaseState,
  step: Step,
  fact: ReviewFact,
  act: AcceptableAct,
): Partial<Unnumbered> {
  const procedure = rules.procedure.value;
  const own = act.result ? { [step.id]: act.result } : {};
  const results = { ...latestResults(state), ...own };
  const target: Taken | undefined =
    act.gesture === 'changes' ? step.outcomes.changes : chooseOutcome(step, { request: state.request, results });
  const { because, continues } = target ?? {};
  if (target?.adds !== undefined && state.visit.deadline) {
    const visit = { ...state.visit, deadline: state.visit.deadline };
    const more = { procedure, step, config: world.config, notified: state.notifiedLevels };
    // The reason for more time is public.
    return { because, publicNote: true, extended: extended(visit, more, fact.at, target.adds) };
  }
  if (target?.end) return { ...endOf(target), because, ...holdsField(state, target, fact.at) };
  const to = stepOf(procedure, target?.to ?? '');
  const next = nextVisit(world, rules, state, to, fact.at, { results });
  const until = () =>
    deadlineFrom(
      fact.at,
      step.offers?.reservedFor ?? 'PT0S',
      measureOf(procedure, { ...step, ...step.offers }, world.config),
    ).due;
  const isApproval = act.gesture === 'approve';
  const offered = isApproval ? offeredRooms(procedure, step, results[step.id], until) : undefined;
  const led = { next, because, continues, offered };
  if (givesBookingBack(procedure, to, target ?? {})) return { ...led, releases: state.booking && true };
  return isApproval ? { ...led, ...bookingOf(step, state, results[step.id]) } : led;
}

/** Returns the booking of an act that completes a visit. A place that is no room ends an earlier booking (R24). */
function bookingOf(step: Step, state: CaseState, result: unknown): Pick<Entry, 'booking' | 'releases'> {
  const slot = step.requires?.books;
  if (!slot) return {};
  const [room, start, end] = [textAt(result, slot.room), instantAt(result, slot.start), instantAt(result, slot.end)];
  if (room && start && end) return { booking: { room, start, end } };
  return state.booking ? { releases: true } : {};
}
