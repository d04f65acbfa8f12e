import { given } from '#domain/request/given.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import { isMeantAsFiling } from '#domain/request/filing-block.ts';
import { answerIn, isMeantAsAnswer, type Review, splitReview } from '#domain/request/review.ts';
import { accountKey } from '../people/named-account.ts';
import { type RolesThen, typedAccounts, holderCalled } from '../people/named.ts';
import { sourceOf, type Unnumbered } from '../state/entry.ts';
import { type Account, compareFacts, type Fact, type ReviewFact } from '../state/facts.ts';
import { mayAnswer } from '../state/informed-records.ts';
import { recordedConsults } from '../state/parties.ts';
import { type Held, rolesHeld, whoIn } from '../state/roles.ts';
import type { CaseState } from '../state/state.ts';
import { isApplicant, type Rules, type World } from '../state/world.ts';

/**
 * Finds the accounts that a result names. Holders' accounts are found in the roles, other accounts among those that
 * were looked up.
 */
function accountsIn(
  step: Step,
  result: unknown,
  then: RolesThen,
  looked: World['accounts'],
): NonNullable<NonNullable<Entry['informed']>['accounts']> {
  const found = typedAccounts(step, result).flatMap((typed) => {
    const holder = holderCalled(typed, then);
    if (holder) return [{ id: holder.account, login: holder.login }];
    const id = looked?.get(accountKey(typed));
    return id === undefined ? [] : [{ id, login: typed }];
  });
  return [...new Map(found.map((each) => [each.id, each])).values()];
}

const rolesInformed = (step: Step): string[] => [
  ...new Set([
    ...(step.informs ?? []).flatMap((party) => ('role' in party ? [party.role] : [])),
    ...recordedConsults(step).map(({ role }) => role),
  ]),
];

/**
 * Returns the roles and accounts that an accepted act informs (R52).
 * @param isPassed whether the act leads to the next visit; if not, only accounts are returned
 * @returns undefined if nobody who could answer is informed
 */
export function informedBy(
  world: World,
  { procedure }: Rules,
  step: Step,
  { result, at, isPassed }: { readonly result: unknown; readonly at: string; readonly isPassed: boolean },
): Entry['informed'] {
  const then = { roles: world.config.roles, at, zone: procedure.value.zone };
  const accounts = accountsIn(step, result, then, world.accounts);
  const roles = isPassed ? rolesInformed(step) : [];
  if (roles.length + accounts.length === 0) return undefined;
  return given({ roles: roles.length > 0 ? roles : undefined, accounts: accounts.length > 0 ? accounts : undefined });
}

/**
 * Checks whether a review has the form of an answer (R52). Other comment-only reviews do not prove that time has passed
 * (R22).
 */
export const isAnswer = ({ verdict, body, editedByOther }: ReviewFact): boolean =>
  verdict === 'comment' && !editedByOther && answerIn(body) !== undefined;

/** Checks whether a fact is a comment-only review that is meant neither as an answer nor as a filing. */
export const isOtherComment = (fact: Fact): fact is ReviewFact =>
  fact.kind === 'review' && fact.verdict === 'comment' && !isMeantAsFiling(fact.body) && !isMeantAsAnswer(fact.body);

/**
 * Reads an account's latest comment-only review of the current visit that is neither answer nor filing. The comment is the reason of a
 * close (R1), or the opener's note (R40). If another account changed the comment, the comment counts as empty (R19).
 * No older comment is then read instead.
 * @param isInTime function that checks whether a comment was made early enough
 * @returns the review, which is empty if there is no such comment
 */
export function latestComment(
  world: Pick<World, 'facts'>,
  { visitFrom }: Pick<CaseState, 'visitFrom'>,
  account: number,
  isInTime: (fact: ReviewFact) => boolean,
): Review {
  const comment = world.facts.findLast(
    (fact): fact is ReviewFact =>
      isOtherComment(fact) && fact.actor.id === account && compareFacts(fact, visitFrom) > 0 && isInTime(fact),
  );
  return splitReview(comment?.editedByOther ? '' : comment?.body);
}

/**
 * Judges a comment-only review as an answer (R52). A person whom a record concerns may answer the record once.
 * @returns undefined if the comment is no answer that the person may give; such a comment decides nothing
 */
export function judgeAnswer(world: World, rules: Rules, state: CaseState, fact: ReviewFact): Unnumbered | undefined {
  const answer = isAnswer(fact) ? answerIn(fact.body) : undefined;
  if (!answer || state.end || fact.actor.kind !== 'user') return undefined;
  const record = state.informed.find(({ step, visit }) => `${step}#${visit}` === answer.visit);
  if (!record || compareFacts(fact, record.at) < 0) return undefined;
  const held = heldBy(world, rules, fact.actor, fact.at);
  const applies = isApplicant(state, fact.actor) ? ['applicant'] : [];
  if (!mayAnswer(record, fact.actor.id, [...held.map(({ role }) => role), ...applies])) return undefined;
  const { step, visit } = record;
  const as = held.find(({ role }) => record.roles.includes(role)) ?? held[0];
  return {
    kind: 'answered',
    at: fact.at,
    step,
    visit,
    who: whoIn(fact.actor, as),
    source: sourceOf(fact),
    note: answer.note,
  };
}

const heldBy = (world: World, { procedure }: Rules, { id }: Account, at: string): Held[] =>
  rolesHeld(world.config.roles, id, at, procedure.value.zone);
