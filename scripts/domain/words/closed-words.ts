import type { CaseState } from '#domain/case/state/state.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { rowOf } from '#domain/procedure/steps.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { longTime } from './time.ts';

/** Writes that a case is closed, and what this reader can still do. */
export function closedWords(
  { at, kind }: NonNullable<CaseState['end']>,
  { entries, procedure, account, applies }: Reader,
): Text {
  const mine = entries.findLast(({ end }) => end !== undefined);
  const did = mine?.who?.id === account ? doneWords(mine, procedure) : undefined;
  const time = longTime(at, procedure.zone);
  const over = did
    ? { id: `${did.id}; berkas sudah ditutup.`, en: `${did.en}; the case is closed.` }
    : { id: `Berkas sudah ditutup ${time.id}.`, en: `The case was closed ${time.en}.` };
  // A completed or refused request need not be made again.
  const again = applies && kind !== 'completed' && kind !== 'refused';
  const rest = again ? AGAIN : NOTHING_LEFT;
  return { id: `${over.id} ${rest.id}`, en: `${over.en} ${rest.en}` };
}

interface Reader {
  readonly entries: readonly Pick<Entry, 'end' | 'kind' | 'gesture' | 'because' | 'who' | 'step'>[];
  readonly procedure: Procedure;
  readonly account: number;
  /** Is the reader the applicant? */
  readonly applies: boolean;
}

const AGAIN: Text = {
  id: 'Bila masih diperlukan, ajukan permohonan baru.',
  en: 'If it is still needed, submit a new request.',
};
const NOTHING_LEFT: Text = { id: 'Tidak ada lagi yang perlu dilakukan.', en: 'Nothing is left to do.' };

/** Writes by which gesture the reader closed the case; undefined for any other entry, such as a timed end. */
function doneWords(
  { kind, gesture, because, step }: Reader['entries'][number],
  { steps }: Procedure,
): Text | undefined {
  if (kind === 'rejected') return { id: 'Anda menolak permohonan ini', en: 'You rejected this request' };
  if (kind === 'withdrawn') return { id: 'Anda menarik permohonan ini', en: 'You withdrew this request' };
  const of = steps.find(({ id }) => id === step);
  if (kind !== 'accepted' || !of) return undefined;
  const row = rowOf(of);
  if (gesture === 'changes')
    return {
      id: `Anda memutus langkah ${row} dengan Kembalikan`,
      en: `You decided step ${row} by Request changes`,
    };
  // A result with a reason closed the case, so nothing was approved.
  return because
    ? { id: `Anda mencatat hasil langkah ${row}`, en: `You recorded the result of step ${row}` }
    : { id: `Anda menyetujui langkah ${row}`, en: `You approved step ${row}` };
}
