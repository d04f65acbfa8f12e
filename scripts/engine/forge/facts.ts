import { type Account, compareFacts, type Fact, type LabelFact, type ReviewFact } from '#domain/case/state/facts.ts';
import { type Instant, toInstant } from '#domain/clock/instant.ts';
import { accountOf, accountOfRest, isSelf } from './account.ts';
import { ForgeError } from './errors.ts';
import type { RawActivity, RawItem, RawPull, RawReview } from './raw.ts';

/** The data from which facts are made. Lists are complete, or reach back to the last run's place (R31). */
export interface RawHistory {
  readonly pull: Pick<RawPull, 'author' | 'createdAt' | 'isCrossRepository' | 'headRefOid' | 'baseRefName'>;
  readonly reviews: readonly RawReview[];
  readonly items: readonly RawItem[];
  readonly activity: readonly RawActivity[];
  /** Returns the id that a commit has after all erasures (R50). */
  readonly newId?: (oid: string) => string;
}

const WHERE = 'facts of a pull request';
const sameId = (oid: string): string => oid;

/**
 * Makes the facts of a case, in the order of R14. Acts of the process are no facts (R13).
 * @throws ForgeError if the forge's replies contradict each other, so that nothing may be decided yet (R31)
 */
export function factsOf(history: RawHistory, self: Account): Fact[] {
  const facts: Fact[] = [
    ...pushFacts(history),
    openingFact(history),
    ...timelineFacts(history.items, history.pull.baseRefName),
    ...reviewFacts(history),
    ...history.reviews.flatMap(editNotice),
  ];
  return facts.filter((fact) => !isSelf(fact.actor, self)).sort(compareFacts);
}

/** Parses a time of the forge, cut to whole seconds, or throws a ForgeError if the text is no time. */
export function instantOf(text: string): Instant {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new ForgeError('unreadable', WHERE, `Not a time: ${text.slice(0, 40)}`);
  return toInstant(milliseconds);
}

/**
 * Makes the pushes from the forge's activity log (R14). The name of the branch may have been used before. Therefore
 * pushes before the last deletion that precedes the opening do not count. The push of an erasure, which only replaces a
 * commit by the one with its new id, is none (R50).
 */
function pushFacts({ pull, activity, newId = sameId }: RawHistory): Fact[] {
  if (pull.isCrossRepository) return [];
  const opened = instantOf(pull.createdAt);
  const begun = activity
    .filter((each) => each.activity_type === 'branch_deletion' && instantOf(each.timestamp) <= opened)
    .reduce((last, { id }) => Math.max(last, id), -1);
  const pushes = activity.filter((each) => each.activity_type !== 'branch_deletion' && each.id > begun);
  if (!pushes.some((push) => push.after === pull.headRefOid)) {
    throw new ForgeError('unreadable', WHERE, `The activity log does not show the head ${pull.headRefOid} yet.`);
  }
  return pushes
    .map((each) => ({
      kind: 'push' as const,
      at: instantOf(each.timestamp),
      id: String(each.id),
      order: each.id,
      actor: accountOfRest(each.actor),
      head: newId(each.after),
      before: newId(each.before),
    }))
    .filter(({ head, before }) => head !== before);
}

/**
 * Makes the fact of the opening, which has no event. The judge infers from later facts whether the pull request was
 * opened as a draft (R13).
 */
function openingFact({ pull }: RawHistory): LabelFact {
  const at = instantOf(pull.createdAt);
  return { kind: 'label', what: 'opened', at, id: 'opened', order: -1, actor: accountOf(pull.author) };
}

const LABEL_FACTS: Readonly<Record<string, LabelFact['what']>> = {
  LabeledEvent: 'labeled',
  UnlabeledEvent: 'unlabeled',
  ReadyForReviewEvent: 'ready',
  ConvertToDraftEvent: 'draft',
  ReopenedEvent: 'reopened',
  BaseRefChangedEvent: 'based',
};

/**
 * Makes the facts of the timeline. The order of a fact is its place among all items of its second, including items that
 * are no facts. This place never changes, even if only the end of the timeline is read: the timeline grows only at its
 * end, and every second is read completely. Ids are the ids of the events.
 */
function timelineFacts(items: readonly RawItem[], base: string): Fact[] {
  const counts = new Map<string, number>();
  return items.flatMap((item, place) => {
    const order = counts.get(item.createdAt) ?? 0;
    counts.set(item.createdAt, order + 1);
    return timelineFact(item, order, { isMerge: isMergesOwn(place, items), base });
  });
}

function timelineFact(
  item: RawItem,
  order: number,
  { isMerge, base: into }: { readonly isMerge: boolean; readonly base: string },
): Fact[] {
  const base = {
    id: item.id,
    order,
    actor: accountOf(item.actor),
    ...(item.url === undefined ? {} : { link: item.url }),
  };
  const what = LABEL_FACTS[item.__typename];
  if (what) {
    const label = item.label ? { label: item.label.name } : {};
    const bases = { from: item.previousRefName ?? '', to: item.currentRefName ?? '' };
    const moved = what === 'based' ? { base: bases } : {};
    return [{ ...base, kind: 'label', at: instantOf(item.createdAt), what, ...label, ...moved }];
  }
  switch (item.__typename) {
    case 'MergedEvent':
      // The base of a merged pull request does not change any more.
      return [{ ...base, kind: 'close', at: instantOf(item.createdAt), merged: true, into }];
    case 'ClosedEvent':
      return isMerge ? [] : [{ ...base, kind: 'close', at: instantOf(item.createdAt), merged: false }];
    case 'ReviewDismissedEvent': {
      const about = String(item.review?.fullDatabaseId ?? '');
      const at = instantOf(item.createdAt);
      return [{ ...base, kind: 'notice', at, order: Number(about), what: 'dismissed', about }];
    }
    default:
      return [];
  }
}

/** Checks whether a merge caused a close. A merge adds a close of its own, which no reopening follows. */
function isMergesOwn(place: number, items: readonly RawItem[]): boolean {
  if (items[place]?.__typename !== 'ClosedEvent' || !items.some((item) => item.__typename === 'MergedEvent'))
    return false;
  return !items.slice(place).some((item) => item.__typename === 'ReopenedEvent');
}

/** Makes the facts of reviews, with their original verdicts. A dismissal changes only what the forge shows (R19). */
function reviewFacts({ reviews, items, newId = sameId }: RawHistory): ReviewFact[] {
  return reviews.flatMap((review) => {
    const verdict = verdictOf(review, items);
    if (!verdict || !review.submittedAt) return [];
    const id = Number(review.fullDatabaseId);
    return {
      kind: 'review' as const,
      at: instantOf(review.submittedAt),
      id: String(review.fullDatabaseId),
      order: id,
      actor: accountOf(review.author),
      link: review.url,
      verdict,
      body: review.body,
      commit: review.commit ? newId(review.commit.oid) : undefined,
      ...(isEditedByOther(review) ? { editedByOther: true as const } : {}),
    };
  });
}

const VERDICTS: Readonly<Record<string, ReviewFact['verdict']>> = {
  APPROVED: 'approve',
  CHANGES_REQUESTED: 'changes',
  COMMENTED: 'comment',
};

/**
 * Finds the verdict of a review. The verdict of a dismissed review is in its dismissal.
 * @returns the verdict; `undefined` if the review is not submitted
 * @throws ForgeError if a dismissed review has no dismissal
 */
export function verdictOf(review: RawReview, items: readonly RawItem[]): ReviewFact['verdict'] | undefined {
  if (review.state === 'PENDING') return undefined;
  const id = String(review.fullDatabaseId);
  const dismissal = items.find((item) => String(item.review?.fullDatabaseId) === id);
  const verdict = VERDICTS[review.state === 'DISMISSED' ? (dismissal?.previousReviewState ?? '') : review.state];
  if (!verdict)
    throw new ForgeError('unreadable', WHERE, `Review ${id} is ${review.state}, but its earlier verdict is not shown.`);
  return verdict;
}

/**
 * Checks whether the last editor of a review is not its author (R16, R19). An unknown editor counts as another person.
 */
function isEditedByOther({ lastEditedAt, author, editor }: RawReview): boolean {
  if (!lastEditedAt) return false;
  const by = accountOf(editor).id;
  return by === 0 || by !== accountOf(author).id;
}

/** Makes the fact of an edited review (R19). The editor is unknown if the account was deleted or the forge omits it. */
function editNotice(review: RawReview): Fact[] {
  if (!review.lastEditedAt || review.state === 'PENDING') return [];
  const at = instantOf(review.lastEditedAt);
  const id = String(review.fullDatabaseId);
  return [
    {
      kind: 'notice',
      at,
      id: `${id}@${at}`,
      order: Number(id),
      actor: accountOf(review.editor),
      link: review.url,
      what: 'edited',
      about: id,
    },
  ];
}
