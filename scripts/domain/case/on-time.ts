import type { Instant } from '#domain/clock/instant.ts';
import type { Passage } from './passage.ts';
import { levelOf } from './passage.ts';

/** Entries by which those on turn end a visit. Any other that ends it, but for the passing of time, cuts it short. */
const ACTS = ['accepted', 'submitted', 'rejected'];

/**
 * What became of a visit's time limit (R21, R35). On time is what somebody did at or before its due. Late is what is past
 * its due, also while it is open; what time ended was done by nobody.
 * @param now without it, an open visit is late as far as its journal says so
 * @returns undefined where there is nothing to say: no limit, not due yet, or cut short before its due (a changed request,
 *   a withdrawal)
 */
export function timingOf(passage: Passage, now?: Instant): 'on-time' | 'late' | undefined {
  const { deadline, closing } = passage;
  if (!deadline) return undefined;
  if (!closing) return isOverdue(passage, now) ? 'late' : undefined;
  if (closing.kind === 'timed-out' || closing.at > deadline.due) return 'late';
  return ACTS.includes(closing.kind) ? 'on-time' : undefined;
}

/** Late and still open. */
export const isOverdue = (passage: Passage, now?: Instant): boolean =>
  passage.closing === undefined &&
  passage.deadline !== undefined &&
  (levelOf(passage) >= 1 || (now !== undefined && now > passage.deadline.due));

/** How many rows of a case were on time (R21, R35). */
export interface Punctuality {
  /** Those that were on time at every visit. */
  readonly kept: number;
  /** Those of which {@link timingOf} can say whether they were. */
  readonly of: number;
}

/** How many rows of these passages were on time. @param now as {@link timingOf} takes it */
export function punctualityOf(passages: readonly Passage[], now?: Instant): Punctuality {
  const rows = new Map<Passage['row'], boolean>();
  for (const passage of passages) {
    const timing = timingOf(passage, now);
    if (timing) rows.set(passage.row, (rows.get(passage.row) ?? true) && timing === 'on-time');
  }
  return { kept: [...rows.values()].filter(Boolean).length, of: rows.size };
}
