/** The content of a request is what its opener pushed (R48). */
import { type FileId, requestFilesOf } from '../state/content.ts';
import {
  type Account,
  compareFacts,
  type Fact,
  type Position,
  type PushFact,
  type ReviewFact,
} from '../state/facts.ts';
import type { CaseState } from '../state/state.ts';
import { Undecidable, type World } from '../state/world.ts';

/** The author of pushes whose account no entry names. Such a push counts as the opener's, but never submits. */
export const SOMEBODY: Account = { id: -1, login: '', kind: 'user' };

export interface Pushes extends Pick<World, 'facts'> {
  readonly opening: Pick<World['opening'], 'opener'>;
}

/** Returns the commit of a push that an entry names. After an erasure it has another id than in the entry (R50). */
export function pushedCommit(facts: readonly Fact[], { push, oid }: CaseState['head']): string {
  const pushes = facts.filter((fact) => fact.kind === 'push');
  return pushes.some(({ head }) => head === oid) ? oid : (pushes.find(({ order }) => order === push)?.head ?? oid);
}

/** Finds the last push of any account up to a position (R14). */
export function currentPush(facts: readonly Fact[], at: Position): PushFact | undefined {
  return facts.findLast((fact): fact is PushFact => fact.kind === 'push' && compareFacts(fact, at) <= 0);
}

/**
 * Finds the push that gives a request its content at a position (R48): the opener's last push or, if the opener had not
 * pushed, the last push up to the opening.
 * @param state the case; undefined for a draft
 * @returns undefined if there was no such push, or if the opener has not pushed since the case moved to a successor
 */
export function countingPush(pushes: Pushes, state: CaseState | undefined, at: Position): PushFact | undefined {
  const { facts } = pushes;
  const own = facts.findLast(
    (fact): fact is PushFact => fact.kind === 'push' && compareFacts(fact, at) <= 0 && isOwn(pushes, state, fact),
  );
  // The process opened the successor, so the head at that opening need not be the opener's content.
  return own ?? (state && state.moved > 0 ? undefined : currentPush(facts, earlier(openingOf(facts), at)));
}

/**
 * Checks whether a push does not count (R48). A push of another account does not count. Neither does a push by which
 * the opener asked for another time and was refused (R53). But a push up to the opening of the pull request counts if
 * the opener had pushed nothing before it.
 */
export function isForeign(pushes: Pushes, state: CaseState | undefined, push: PushFact): boolean {
  const { facts } = pushes;
  if (isOwn(pushes, state, push)) return false;
  const opened = openingOf(facts);
  const ownBefore = facts.some(
    (fact) => fact.kind === 'push' && fact !== push && isOwn(pushes, state, fact) && compareFacts(fact, push) < 0,
  );
  return ownBefore || opened === undefined || compareFacts(push, opened) > 0;
}

/** Checks whether a push counts as the opener's. A refused push for another time does not count (R53). */
export const isOwn = ({ opening }: Pushes, state: CaseState | undefined, { actor, order }: PushFact): boolean =>
  !state?.aside.includes(order) &&
  (actor.id === opening.opener.id || actor.id === SOMEBODY.id || order === state?.head.push);

/**
 * Checks whether only the opener pushed to the branch up to a push. Otherwise somebody else may have put commits below the
 * opener's.
 */
export const isOpenersAlone = (pushes: Pushes, state: CaseState, until: number): boolean =>
  pushes.facts.every((fact) => fact.kind !== 'push' || fact.order > until || isOwn(pushes, state, fact));

const openingOf = (facts: readonly Fact[]): Fact | undefined =>
  facts.find((fact) => fact.kind === 'label' && fact.what === 'opened');

const earlier = (one: Position | undefined, other: Position): Position =>
  one && compareFacts(one, other) < 0 ? one : other;

/** Finds the push on which a review was made, if that push was not the push that counted at that time (R16). */
export function otherPush(pushes: Pushes, state: CaseState | undefined, review: ReviewFact): PushFact | undefined {
  const made = pushes.facts.find(
    (fact): fact is PushFact => fact.kind === 'push' && fact.head === review.commit && compareFacts(fact, review) <= 0,
  );
  return made && made.head !== countingPush(pushes, state, review)?.head ? made : undefined;
}

/**
 * Returns the files that a commit changes against main, in the order of their paths.
 * @throws Undecidable if the files were not read
 */
export function filesAt(
  { files, contents }: { readonly files?: World['files']; readonly contents: World['contents'] },
  oid: string,
): readonly FileId[] {
  const listed = files?.get(oid);
  if (listed) return listed;
  const content = contents.get(oid);
  if (!content) throw new Undecidable(`The files of commit ${oid} were not read.`);
  return content.document ? requestFilesOf(content.document, content.attachments) : content.attachments;
}
