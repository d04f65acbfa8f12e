/** What a request holds is what its opener pushed (R48). */
import { type FileId, requestFilesOf } from '../state/content.ts';
import { hasChange } from '../state/editions.ts';
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

/** The author of pushes that a journal does not attribute. They count as the opener's, and submit nothing by themselves. */
export const SOMEBODY: Account = { id: -1, login: '', kind: 'user' };

export interface Pushes extends Pick<World, 'edition' | 'facts'> {
  readonly opening: Pick<World['opening'], 'opener'>;
}

/** The last push before a position, by anybody (R14). */
export function currentPush(facts: readonly Fact[], at: Position): PushFact | undefined {
  return facts.findLast((fact): fact is PushFact => fact.kind === 'push' && compareFacts(fact, at) <= 0);
}

/**
 * The push that gives a request its content (R48): the opener's last one; if the opener never pushed, the one at the
 * opening.
 * @param state its journal may have taken another account's push, by an earlier edition
 */
export function countingPush(pushes: Pushes, state: CaseState | undefined, at: Position): PushFact | undefined {
  const { edition, facts } = pushes;
  if (!hasChange(edition, 'opener-pushes')) return currentPush(facts, at);
  const own = facts.findLast(
    (fact): fact is PushFact => fact.kind === 'push' && compareFacts(fact, at) <= 0 && isOwn(pushes, state, fact),
  );
  // The process opened the successor: the journal has what the opener pushed before.
  return own ?? (state && state.moved > 0 ? undefined : currentPush(facts, earlier(openingOf(facts), at)));
}

/** Is it another account's push, which does not count (R48)? */
export function isForeign(pushes: Pushes, state: CaseState | undefined, push: PushFact): boolean {
  const { edition, facts } = pushes;
  if (!hasChange(edition, 'opener-pushes') || isOwn(pushes, state, push)) return false;
  const opened = openingOf(facts);
  const ownBefore = facts.some(
    (fact) => fact.kind === 'push' && fact !== push && isOwn(pushes, state, fact) && compareFacts(fact, push) < 0,
  );
  // The content at the opening counts, if the opener had pushed nothing.
  return ownBefore || opened === undefined || compareFacts(push, opened) > 0;
}

/** The opener's, or taken as such by an earlier edition. A refused request for another time is set aside (R53). */
export const isOwn = ({ opening }: Pushes, state: CaseState | undefined, { actor, order }: PushFact): boolean =>
  !state?.aside.includes(order) &&
  (actor.id === opening.opener.id || actor.id === SOMEBODY.id || order === state?.head.push);

const openingOf = (facts: readonly Fact[]): Fact | undefined =>
  facts.find((fact) => fact.kind === 'label' && fact.what === 'opened');

const earlier = (one: Position | undefined, other: Position): Position =>
  one && compareFacts(one, other) < 0 ? one : other;

/** The push on which a review was made, if another one counted then (R16). */
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
