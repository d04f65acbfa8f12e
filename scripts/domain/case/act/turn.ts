import { given } from '#domain/request/given.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { rowOf, stepOf } from '#domain/procedure/steps.ts';
import type { Account } from '../state/facts.ts';
import { decidedOrigin } from '../state/origin.ts';
import { approvalOf, assignedOf, isAsked, type Party, progressOf } from '../state/parties.ts';
import type { Objection } from '../state/reason.ts';
import type { Held } from '../state/roles.ts';
import type { Act, CaseState } from '../state/state.ts';
import type { Rules } from '../state/world.ts';

export interface Turn {
  readonly held: Held;
  /** Must this act bring the result, if the step requires a result? */
  readonly suppliesResult: boolean;
  /** Does this Approve replace an earlier Approve of the same role, and void the approvals that attested it (R5)? */
  readonly replaces: boolean;
}

interface Turning {
  readonly step: Step;
  readonly held: readonly Held[];
  readonly actor: Pick<Account, 'id'>;
  readonly state: {
    readonly visit: Pick<CaseState['visit'], 'withApplicant' | 'assigned'>;
    readonly approvals: readonly { readonly at: string; readonly who: Pick<Act['who'], 'id' | 'role'> }[];
  };
}

/** Checks whether it is a person's turn, and finds the role in which the person acts (R5). */
export function turnOf({ state, step, held, actor }: Turning, gesture: 'approve' | 'changes'): Turn | Objection {
  const progress = progressOf(step.actor, state.approvals.map(approvalOf), state.visit.assigned);
  const { parties, missing, next } = progress;
  const among = (asked: readonly Party[]) =>
    held.filter(({ role }) => asked.some((party) => isAsked(party, { role, account: actor.id })));
  const own = state.visit.withApplicant ? [] : among(parties);
  const [any] = own;
  const notNow: Objection = { reason: 'out-of-turn', detail: waitedFor(next) };
  if (!any) return notNow;
  if (gesture === 'changes' || progress.needed === 1) return { held: any, suppliesResult: true, replaces: false };
  const mine = state.approvals.find(({ who }) => who.id === actor.id);
  const counted: Objection | undefined = mine && { reason: 'already-acted', detail: { at: mine.at } };
  if (progress.joined === 'or') return counted ?? { held: any, suppliesResult: true, replaces: false };
  const [first] = parties;
  const byFirst = first ? among([first]) : [];
  const [now] = among(next);
  if (now) return { held: now, suppliesResult: byFirst.includes(now), replaces: false };
  const [asFirst] = first && missing.includes(first) ? [] : byFirst;
  if (asFirst) return { held: asFirst, suppliesResult: true, replaces: true };
  return counted ?? notNow;
}

/** Checks whether a person on turn may reject by a close, and finds the role in which the person rejects (R1, R16). */
export function closingTurn(turning: Turning): Turn | Objection {
  const { close } = turning.step;
  const turn = turnOf(turning, 'changes');
  if ('reason' in turn || close === undefined) return turn;
  const held = turning.held.filter(({ role }) => close !== 'none' && close.includes(role));
  const closing = turnOf({ ...turning, held }, 'changes');
  return 'reason' in closing ? { reason: 'no-such-outcome' } : closing;
}

const waitedFor = ([first]: readonly Party[]): { role: string; name?: string } => ({
  role: first?.role ?? 'applicant',
  ...given({ name: first?.account?.name }),
});

/**
 * Returns the reason `four-eyes` against an act, if it applies. A person may not act if their act counts in the last
 * visit to a step that `fourEyes` names (R16). A person who decided the case of origin may not act either if the act
 * could end this case (R45).
 * @param gesture gesture of the person; by default Approve
 */
export function fourEyesObjection(
  { acts, origin }: Pick<CaseState, 'acts' | 'origin'>,
  step: Step,
  { procedure }: Pick<Rules, 'procedure'>,
  actor: Pick<Account, 'id'>,
  gesture: 'approve' | 'changes' | 'close' = 'approve',
): Objection | undefined {
  const earlier = (step.fourEyes ?? [])
    .flatMap((id) => {
      const last = acts.findLast((act) => act.step === id);
      return acts.filter((act) => act.step === id && act.visit === last?.visit);
    })
    .find(({ who }) => who.id === actor.id);
  if (!earlier) {
    const decided = decidedOrigin({ origin }, step, gesture, actor);
    return decided === undefined ? undefined : { reason: 'four-eyes', detail: { case: decided } };
  }
  const row = rowOf(stepOf(procedure.value, earlier.step));
  return { reason: 'four-eyes', detail: { name: earlier.who.name ?? earlier.who.login, row } };
}

/** The step whose result assigned the people on turn, the act with this result, and a role that may repeat the act. */
export interface Reassigning {
  readonly step: Step;
  readonly act: Act;
  readonly held: Held;
}

/**
 * Checks whether a person has the role that assigned the people on turn (R42). Once somebody has approved in this
 * visit, nobody may assign other people.
 */
export function reassigning({ state, procedure, held }: CurrentVisit): Reassigning | undefined {
  const from = assignedOf(stepOf(procedure, state.visit.step))?.result;
  if (from === undefined || state.visit.assigned === undefined) return undefined;
  if (state.end || state.approvals.length > 0) return undefined;
  const act = state.acts.findLast((each) => each.step === from && each.result);
  const own = held.find(({ role }) => role === act?.who.role);
  return act && own && { step: stepOf(procedure, from), act, held: own };
}

interface CurrentVisit {
  readonly state: Pick<CaseState, 'visit' | 'end' | 'approvals' | 'acts'>;
  readonly procedure: Procedure;
  readonly held: readonly Held[];
}
