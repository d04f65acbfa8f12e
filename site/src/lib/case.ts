import { isKnownOverdue } from '../../../scripts/export/situation.ts';
import type { PublicCase, Visit } from '../../../scripts/generated/public-case.ts';
import { LATE, STATUS } from './text.ts';
import { isOpen } from './view.ts';

/** Late as far as the journal says; a script on the page goes on from there by the minute. */
export const isKnownLate = (one: PublicCase): boolean => {
  const visit = one.visits.at(-1);
  return isOpen(one) && visit !== undefined && isKnownOverdue(visit);
};

export const caseTag = (one: PublicCase) => (isKnownLate(one) ? LATE : STATUS[one.status]);

/** What the script needs to tell how much time is left. */
export function dueData(one: PublicCase): Record<string, string> {
  const visit = one.visits.at(-1);
  if (!isOpen(one) || visit?.due === undefined) return {};
  return { 'data-due': visit.due, 'data-begins': visit.begins, 'data-clock': visit.clock ?? 'continuous' };
}

/** By urgency: what is late or due soonest first, then what the applicant holds, then what has no limit. */
export function byUrgency(a: PublicCase, b: PublicCase): number {
  const [left, right] = [urgency(a), urgency(b)];
  return left < right ? -1 : left > right ? 1 : a.number - b.number;
}

function urgency(one: PublicCase): string {
  const due = one.visits.at(-1)?.due;
  if (due !== undefined) return `0 ${due}`;
  return one.status === 'applicant' ? '1' : '2';
}

/** Visits that lead nowhere yet: the rows after the standing one. */
export const rowsAhead = (one: PublicCase, standing: Visit | undefined): number[] =>
  isOpen(one) && standing
    ? Array.from({ length: Math.max(0, one.rows - standing.row) }, (_, i) => standing.row + i + 1)
    : [];
