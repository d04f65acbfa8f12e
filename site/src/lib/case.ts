import type { Procedure, Row, Step } from '#domain/generated/procedure.ts';
import type { PublicCase, Visit } from '#domain/generated/public-case.ts';
import type { Language } from '#domain/problem.ts';
import { compareRows, numberOf } from '#domain/procedure/rows.ts';
import { rowsOf, tableRows } from '#domain/procedure/steps.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { openerWords, waitingForOpener } from '#domain/words/opener.ts';
import type { FormNames } from '#public/export/names.ts';
import { isOpen, type Summary } from '#public/export/summary.ts';
import { LATE, NEAR, STATUS } from './text.ts';

export { isOpen };

/**
 * Returns the tag of a case: LATE or NEAR if `known` says so, otherwise the tag of the status. A script on the page
 * updates the tag every minute.
 * @param known what the journal says about the current turn; undefined for a case without a turn
 * @param procedure procedure of the case, which may have its own word for the opener (R39)
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
 * Returns the attributes that a page's script (live.ts) reads. The script shows how much time is left. It marks a turn
 * that is overdue, or that has reached the procedure's first escalation level before the deadline.
 * @param zone IANA name of the case's zone
 * @returns no attributes if the turn has no known deadline
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
 * Returns the address of the case's pull request on the forge: the beginning of the first entry's link to this pull
 * request.
 * @returns undefined if no entry has such a link
 */
export function pullLink({ number, visits }: PublicCase): string | undefined {
  const links = visits.flatMap(({ entries }) => entries.flatMap(({ link }) => link ?? []));
  const own = new RegExp(`^https?://[^?#]+/pull/${number}(?=$|[/?#])`);
  return links.flatMap((link) => own.exec(link)?.[0] ?? [])[0];
}

/**
 * Returns the public facts by which the archive can be filtered, which say in short what a request is about.
 * @returns for each the field's pointer, its value, and its label and value in words
 */
export const filterFacts = ({ request = {} }: PublicCase, form: FormNames, language: Language) =>
  Object.entries(form).flatMap(([pointer, { label, values, archive }]) => {
    const value = archive === 'filter' ? valueAt(request, pointer) : undefined;
    if (value === undefined || value === null || typeof value === 'object') return [];
    const written = String(value);
    return [{ pointer, value: written, label: label[language], shown: values?.[written]?.[language] ?? written }];
  });

/**
 * Returns the rows that come after the current visit, each with its step. A row that several later steps share is
 * listed once for each of these steps. The rows of a restricted case have no step.
 * @param turn current visit
 * @returns an empty list if the case has ended
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
  // One act finishes all rows of the current step, so only later steps are listed.
  const from = one.narrowed ? -1 : steps.findIndex((step) => step.id === id);
  return tableRows(procedure)
    .filter((row) => compareRows(row, here) > (from < 0 ? 0 : -1) && numberOf(row) <= one.rows)
    .flatMap((row): { row: Row; step?: Step }[] => {
      if (one.narrowed) return [{ row }];
      const serving = steps.filter((step, at) => at > from && step.kind !== 'revise' && rowsOf(step).includes(row));
      return serving.map((step) => ({ row, step }));
    });
}
