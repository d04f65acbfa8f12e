import { askedBefore, attachmentChanges, folderOf, roundsOf } from '#domain/case/course/rounds.ts';
import { titlesIn } from '#domain/request/annotations.ts';
import { type FieldChange, nameChanges } from '#domain/request/compare.ts';
import { attachmentPointers } from '#domain/procedure/steps.ts';
import type { DeskCase, CurrentState } from './desk-case.ts';

/** What a later round changed, as the desk shows it: all that the reviewer may read. */
export type DeskRound = ReturnType<typeof deskRounds>[number];

/** The later rounds of a case, from the journal that the desk has read (R27). */
export function deskRounds(
  { entries }: Pick<DeskCase, 'entries'>,
  current: Pick<CurrentState, 'state' | 'procedure' | 'schema'>,
) {
  const { schema, state, procedure } = current;
  const titles = titlesIn(schema);
  return roundsOf(entries).map(({ since, before, after, fields }) => {
    const attachments = attachmentChanges(before, after, folderOf(state.opens.path));
    const shown = attachments.filter(({ is }) => is === 'added' || is === 'removed').map(({ name }) => name);
    // A file that came or went stands in the list of attachments: the field that names it need not say it again.
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

/** Whether the round brought anything else than stood before. */
export const isChanged = ({ fields, attachments }: DeskRound): boolean =>
  fields.length > 0 || attachments.some(({ is }) => is !== 'kept');

/** Whether the letter marks a field as changed: its value, or that of an item of its list. */
export const isMarked = (fields: readonly FieldChange[], pointer: string): boolean =>
  fields.some(
    ({ path }) => path === pointer || (path.startsWith(`${pointer}/`) && /^\d+$/.test(path.slice(pointer.length + 1))),
  );
