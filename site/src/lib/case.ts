import { isOpen, type Summary } from '../../../scripts/export/summary.ts';
import type { PublicCase, Visit } from '../../../scripts/generated/public-case.ts';
import { LATE, STATUS } from './text.ts';

export { isOpen };

/** The tag of a case. Late as far as the journal says; a script on the page goes on from there by the minute. */
export const caseTag = (status: PublicCase['status'], overdue: boolean) => (overdue ? LATE : STATUS[status]);

/** What the script needs to tell how much time is left. */
export function dueData(standing: Partial<NonNullable<Summary['standing']>> | undefined): Record<string, string> {
  if (standing?.due === undefined || standing.begins === undefined) return {};
  return { 'data-due': standing.due, 'data-begins': standing.begins, 'data-clock': standing.clock ?? 'continuous' };
}

/** Rows after the standing one: nothing has been done there yet. */
export const rowsAhead = (one: PublicCase, standing: Visit | undefined): number[] =>
  isOpen(one) && standing
    ? Array.from({ length: Math.max(0, one.rows - standing.row) }, (_, i) => standing.row + i + 1)
    : [];
