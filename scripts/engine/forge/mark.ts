import { createHash } from 'node:crypto';
import type { Account } from '#domain/case/state/facts.ts';
import { accountOf, isSelf } from './account.ts';
import { MARK_ITEMS, MARK_REVIEWS } from './queries.ts';
import type { MarkItem, MarkReview } from './raw.ts';

/**
 * A short text that stays the same until something happens to a pull request that could matter (R28): another head, a
 * review or an edit of one, an event in the timeline. What the process does leaves it as it is, or every run would
 * make its own cases look new. Only the newest reviews and items count, as many as the cheap listing shows, so that
 * the listing and the full read give the same mark. At worst it changes without reason, which costs one more look.
 */
export function markOf(
  head: string,
  reviews: readonly MarkReview[],
  items: readonly MarkItem[],
  self: Account,
): string {
  const submitted = reviews.slice(-MARK_REVIEWS).filter((review) => review.state !== 'PENDING');
  const byOthers = submitted.filter((review) => !isSelf(accountOf(review.author), self));
  const event = items.slice(-MARK_ITEMS).findLast((item) => !isSelf(accountOf(item.actor), self));
  const edited = byOthers.flatMap((review) => review.lastEditedAt ?? []).sort();
  const parts = [head, byOthers.at(-1)?.fullDatabaseId ?? '', edited.at(-1) ?? '', event?.id ?? ''];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
