import type { Instant } from '#domain/clock/instant.ts';
import type { Passage } from './passage.ts';
import { levelOf } from './passage.ts';

/** Entries by which people on turn end a visit. Other entries, except by time, cut it short. */
const ACTS = ['accepted', 'submitted', 'rejected'];

/**
 * Was a visit on time (R21, R35)? Late includes overdue, and what time ended.
 * @param now without it, an open visit is late if its journal says so
 * @returns undefined: no limit, not due yet, or cut short before its deadline
 */
export function timingOf(passage: Passage, now?: Instant): 'on-time' | 'late' | undefined {
  const { deadline, closing } = passage;
  if (!deadline) return undefined;
  if (!closing) return isOverdue(passage, now) ? 'late' : undefined;
  if (closing.kind === 'timed-out' || closing.at > deadline.due) return 'late';
  return ACTS.includes(closing.kind) ? 'on-time' : undefined;
}

export const isOverdue = (passage: Passage, now?: Instant): boolean =>
  passage.closing === undefined &&
  passage.deadline !== undefined &&
  (levelOf(passage) >= 1 || (now !== undefined && now > passage.deadline.due));

/** Rows that were on time (R21, R35). */
export interface Punctuality {
  /** On time at every visit. */
  readonly kept: number;
  /** Of which {@link timingOf} knows it. */
  readonly of: number;
}

export function punctualityOf(passages: readonly Passage[], now?: Instant): Punctuality {
  const rows = new Map<Passage['row'], boolean>();
  for (const passage of passages) {
    const timing = timingOf(passage, now);
    if (timing) rows.set(passage.row, (rows.get(passage.row) ?? true) && timing === 'on-time');
  }
  return { kept: [...rows.values()].filter(Boolean).length, of: rows.size };
}
