import type { Waiting } from '#domain/words/situation.ts';

/** The deadline of row 3 of the sample SOP in the tests of sentences: 10.42 WIB. */
export const DUE = '2026-11-25T03:42:00Z';

/** The situation of a case in row 3, from which sentences are written. */
export const ROW_3: Waiting = {
  kind: 'waiting',
  row: 3,
  rows: 10,
  withApplicant: false,
  who: [{ id: 'Kepala Dinas', en: 'Head of agency' }],
  joiner: 'and',
  short: { id: 'memberi disposisi', en: 'give the disposition' },
  deadline: { due: DUE, clock: 'continuous' },
};
