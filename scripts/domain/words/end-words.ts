import type { Target } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';

/** Where an outcome ends the case, as a button or a list says it (R43): in the procedure's words, or in ours. */
export const endWords = ({ end = 'failed', as }: Pick<Target, 'end' | 'as'>): Text => as ?? ENDS[end];

const ENDS: Readonly<Record<NonNullable<Target['end']>, Text>> = {
  completed: { id: 'berkas selesai', en: 'the case is completed' },
  refused: { id: 'permohonan tidak dikabulkan', en: 'the request is refused' },
  failed: { id: 'berkas gagal', en: 'the case fails' },
  lapsed: { id: 'berkas gugur', en: 'the case lapses' },
};
