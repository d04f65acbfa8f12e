import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase, Visit } from '#domain/generated/public-case.ts';
import { isOpen, type Summary } from '#public/export/summary.ts';
import { LATE, NEAR, STATUS } from './text.ts';

export { isOpen };

/** The tag of a case. Late as far as the journal says; a script on the page goes on from there by the minute. */
export function caseTag(
  status: PublicCase['status'],
  known: { readonly overdue: boolean; readonly near: boolean } | undefined,
) {
  if (known?.overdue) return LATE;
  return known?.near ? NEAR : STATUS[status];
}

/**
 * Attributes from which a page's script (live.ts) tells how much time is left, when that is little (at the first rung of
 * the procedure's ladder), and whether the time is known to have passed. None where no deadline is known.
 */
export function dueData(
  standing: Partial<NonNullable<Summary['standing']>> | undefined,
  procedure: Procedure | undefined,
  zone: string,
): Record<string, string> {
  if (standing?.due === undefined || standing.begins === undefined) return {};
  const first = procedure?.escalation?.find(({ share }) => share < 1)?.share;
  return {
    'data-due': standing.due,
    'data-begins': standing.begins,
    'data-clock': standing.clock ?? 'continuous',
    'data-zone': zone,
    ...(standing.overdue ? { 'data-overdue': '' } : {}),
    ...(first === undefined ? {} : { 'data-near': String(first) }),
  };
}

/** The case's pull request on the forge: what the link of each act on it begins with. */
export function pullLink({ number, visits }: PublicCase): string | undefined {
  const links = visits.flatMap(({ entries }) => entries.flatMap(({ link }) => link ?? []));
  const own = new RegExp(`^https?://[^?#]+/pull/${number}(?=$|[/?#])`);
  return links.flatMap((link) => own.exec(link)?.[0] ?? [])[0];
}

/** Rows after the standing one: nothing has been done there yet. */
export const rowsAhead = (one: PublicCase, standing: Visit | undefined): number[] =>
  isOpen(one) && standing
    ? Array.from({ length: Math.max(0, one.rows - standing.row) }, (_, i) => standing.row + i + 1)
    : [];
