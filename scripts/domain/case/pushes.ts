/** Which push counts: what a request holds is what its opener pushed (R48). */
import { type FileId, requestFilesOf } from './content.ts';
import { hasChange } from './editions.ts';
import { type Account, compareFacts, type Fact, type Position, type PushFact, type ReviewFact } from './facts.ts';
import type { CaseState } from './state.ts';
import { Undecidable, type World } from './world.ts';

/**
 * Who pushed where a journal does not say. Such a push counts as the opener's, and submits nothing by itself: what an entry
 * names was pushed by the opener, or counted under an earlier edition.
 */
export const SOMEBODY: Account = { id: -1, login: '', kind: 'user' };

/** What must be known to tell whose a push is. */
export interface Pushes extends Pick<World, 'edition' | 'facts'> {
  readonly opening: Pick<World['opening'], 'opener'>;
}

/** The push after which the branch stood at a position, whoever made it (R14). */
export function currentPush(facts: readonly Fact[], at: Position): PushFact | undefined {
  return facts.findLast((fact): fact is PushFact => fact.kind === 'push' && compareFacts(fact, at) <= 0);
}

/**
 * The push that left what the request holds at a position (R48): the opener's last one. Where the opener never pushed, it is
 * what the branch held at the opening.
 * @param state whose journal may have taken another account's push, by an earlier edition; undefined before there is a case
 */
export function countingPush(pushes: Pushes, state: CaseState | undefined, at: Position): PushFact | undefined {
  const { edition, facts } = pushes;
  if (!hasChange(edition, 'opener-pushes')) return currentPush(facts, at);
  const own = facts.findLast(
    (fact): fact is PushFact => fact.kind === 'push' && compareFacts(fact, at) <= 0 && isOwn(pushes, state, fact),
  );
  // A successor was opened by the process: what the opener had said before, the journal tells.
  return own ?? (state && state.moved > 0 ? undefined : currentPush(facts, earlier(openingOf(facts), at)));
}

/** Is it a push of another account, which is nothing of the request (R48)? What the process pushes is no fact. */
export function isForeign(pushes: Pushes, state: CaseState | undefined, push: PushFact): boolean {
  const { edition, facts } = pushes;
  if (!hasChange(edition, 'opener-pushes') || isOwn(pushes, state, push)) return false;
  const opened = openingOf(facts);
  const ownBefore = facts.some(
    (fact) => fact.kind === 'push' && fact !== push && isOwn(pushes, state, fact) && compareFacts(fact, push) < 0,
  );
  // What stood at the opening is the opener's word where they had pushed nothing.
  return ownBefore || opened === undefined || compareFacts(push, opened) > 0;
}

/**
 * Is it the opener's, or one that the journal took as such by an earlier edition? What asked for a time that could not be had is put
 * aside (R53).
 */
export const isOwn = ({ opening }: Pushes, state: CaseState | undefined, { actor, order }: PushFact): boolean =>
  !state?.aside.includes(order) &&
  (actor.id === opening.opener.id || actor.id === SOMEBODY.id || order === state?.head.push);

const openingOf = (facts: readonly Fact[]): Fact | undefined =>
  facts.find((fact) => fact.kind === 'label' && fact.what === 'opened');

const earlier = (one: Position | undefined, other: Position): Position =>
  one && compareFacts(one, other) < 0 ? one : other;

/** The push on which the forge says that a review was made, if that is another one than counted at its time (R16). */
export function otherPush(pushes: Pushes, state: CaseState | undefined, review: ReviewFact): PushFact | undefined {
  const made = pushes.facts.find(
    (fact): fact is PushFact => fact.kind === 'push' && fact.head === review.commit && compareFacts(fact, review) <= 0,
  );
  return made && made.head !== countingPush(pushes, state, review)?.head ? made : undefined;
}

/**
 * The files that a commit changes against main, by path.
 * @throws Undecidable if they were not read
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
