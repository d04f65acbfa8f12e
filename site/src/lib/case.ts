import type { Procedure, Row, Step } from '#domain/generated/procedure.ts';
import type { PublicCase, Visit } from '#domain/generated/public-case.ts';
import { compareRows, numberOf } from '#domain/procedure/rows.ts';
import { rowsOf, tableRows } from '#domain/procedure/steps.ts';
import { openerWords, waitingForOpener } from '#domain/words/opener.ts';
import { isOpen, type Summary } from '#public/export/summary.ts';
import { LATE, NEAR, STATUS } from './text.ts';

export { isOpen };

/**
 * Returns the tag of a case. The tag is late only if the journal says so; a script on the page updates the tag every
 * minute.
 * @param procedure procedure of the case; the procedure may have its own word for the opener (R39)
 */
export function caseTag(
  status: PublicCase['status'],
  known: { readonly overdue: boolean; readonly near: boolean } | undefined,
  procedure: Procedure | undefined,
) {
  if (known?.overdue) return LATE;
  if (known?.near) return NEAR;
  const tag = STATUS[status];
  return status === 'applicant' && procedure?.initiator
    ? { ...tag, label: waitingForOpener(openerWords(procedure)) }
    : tag;
}

/**
 * Returns the attributes that a page's script (live.ts) reads. The script shows how much time is left, and marks a
 * turn that is overdue, or that has reached the first escalation level of the procedure's ladder.
 * @returns no attributes if no deadline is known
 */
export function dueData(
  turn: Partial<NonNullable<Summary['turn']>> | undefined,
  procedure: Procedure | undefined,
  zone: string,
): Record<string, string> {
  if (turn?.due === undefined || turn.begins === undefined) return {};
  const first = procedure?.escalation?.find(({ share }) => share < 1)?.share;
  return {
    'data-due': turn.due,
    'data-begins': turn.begins,
    'data-clock': turn.clock ?? 'continuous',
    'data-zone': zone,
    ...(turn.overdue ? { 'data-overdue': '' } : {}),
    ...(first === undefined ? {} : { 'data-near': String(first) }),
  };
}

/**
 * Returns the address of the case's pull request on the forge. The link of each act on the case begins with this
 * address.
 */
export function pullLink({ number, visits }: PublicCase): string | undefined {
  const links = visits.flatMap(({ entries }) => entries.flatMap(({ link }) => link ?? []));
  const own = new RegExp(`^https?://[^?#]+/pull/${number}(?=$|[/?#])`);
  return links.flatMap((link) => own.exec(link)?.[0] ?? [])[0];
}

/**
 * Returns the rows that come after the current visit, each with its step. A row that several steps share is listed once
 * for each of these steps. A restricted case has rows without steps.
 */
export function rowsAhead(
  one: PublicCase,
  turn: Visit | undefined,
  procedure: Procedure | undefined,
): { row: Row; step?: Step }[] {
  if (!isOpen(one) || !turn) return [];
  const { row: here, step: id } = turn;
  if (!procedure)
    return Array.from({ length: one.rows }, (_, i) => ({ row: i + 1 })).filter(({ row }) => compareRows(row, here) > 0);
  const { steps } = procedure;
  // One act finishes all rows of a step.
  const from = one.narrowed ? -1 : steps.findIndex((step) => step.id === id);
  return tableRows(procedure)
    .filter((row) => compareRows(row, here) > (from < 0 ? 0 : -1) && numberOf(row) <= one.rows)
    .flatMap((row): { row: Row; step?: Step }[] => {
      if (one.narrowed) return [{ row }];
      const serving = steps.filter((step, at) => at > from && step.kind !== 'revise' && rowsOf(step).includes(row));
      return serving.map((step) => ({ row, step }));
    });
}
