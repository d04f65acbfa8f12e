import { askedBefore, attachmentChanges, folderOf, roundsOf } from '#domain/case/course/rounds.ts';
import { titlesIn } from '#domain/request/annotations.ts';
import { type FieldChange, nameChanges } from '#domain/request/compare.ts';
import { attachmentPointers } from '#domain/procedure/steps.ts';
import type { DeskCase, CurrentState } from './desk-case.ts';

/** A later round of a case: what changed, and the act that had given the case back to the opener. */
export type DeskRound = ReturnType<typeof deskRounds>[number];

/** Returns the later rounds of a case from its journal (R27). */
export function deskRounds(
  { entries }: Pick<DeskCase, 'entries'>,
  current: Pick<CurrentState, 'state' | 'procedure' | 'schema'>,
) {
  const { schema, state, procedure } = current;
  const titles = titlesIn(schema);
  return roundsOf(entries).map(({ since, before, after, fields }) => {
    const attachments = attachmentChanges(before, after, folderOf(state.opens.path));
    const shown = attachments.filter(({ is }) => is === 'added' || is === 'removed').map(({ name }) => name);
    // The list of attachments shows added and removed files, so the changed field that names the file is not listed.
    const isShown = ({ path, before: old, after: now }: FieldChange): boolean =>
      attachmentPointers(procedure.request.pointers).some((place) => path.startsWith(`${place}/`)) &&
      (old === undefined || now === undefined) &&
      shown.includes(String(old ?? now));
    return {
      ...{ seq: after.seq, since, attachments },
      fields: nameChanges(
        fields.filter((each) => !isShown(each)),
        titles,
      ),
      asked: after.kind === 'submitted' ? askedBefore(entries, after) : undefined,
    };
  });
}

/** Checks whether the round changed anything. */
export const isChanged = ({ fields, attachments }: DeskRound): boolean =>
  fields.length > 0 || attachments.some(({ is }) => is !== 'kept');

/**
 * Checks whether a field is marked as changed, because its value or an item of its list changed.
 * @param pointer JSON pointer of the field
 */
export const isMarked = (fields: readonly FieldChange[], pointer: string): boolean =>
  fields.some(
    ({ path }) => path === pointer || (path.startsWith(`${pointer}/`) && /^\d+$/.test(path.slice(pointer.length + 1))),
  );
