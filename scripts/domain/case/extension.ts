import type { Problem, Text } from '#domain/problem.ts';
import type { Taken } from '#domain/procedure/steps.ts';
import { notWritten } from './not-written.ts';
import type { CaseState } from './state.ts';

interface Extending {
  readonly note: string;
  readonly at: string;
}

/**
 * Problems of an extension (R44): too late, used up, or without a reason.
 * @param used how often it was extended before
 */
export function extensionProblems(
  { visit, used }: Pick<CaseState, 'visit'> & { readonly used: number },
  { adds, atMost = 1 }: Pick<Taken, 'adds' | 'atMost'>,
  { note, at }: Extending,
): Problem[] {
  if (adds === undefined) return [];
  const due = visit.deadline?.due;
  const isLate = due === undefined || at > due;
  return [
    ...(isLate ? [problem('extension-late', LATE, `≤ ${due ?? '–'}`, at)] : []),
    ...(used >= atMost ? [problem('extension-used', USED, `≤ ${atMost}`, String(used + 1))] : []),
    ...(note === '' ? [notWritten('note', 'note-missing', REASON)] : []),
  ];
}

const problem = (code: string, message: Text, expected: string, received: string): Problem => ({
  ...{ file: 'hasil', path: '', code, message, expected, received },
});

const LATE: Text = {
  id: 'Waktu hanya dapat diperpanjang sebelum tenggatnya',
  en: 'Time can be extended only before its due',
};
const USED: Text = {
  id: 'Waktu sudah diperpanjang sebanyak yang boleh',
  en: 'The time was extended as often as it may be',
};
const REASON: Text = { id: 'alasan perpanjangan', en: 'the reason for the extension' };
