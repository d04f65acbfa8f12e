import type { Target } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';

/** An end of the case, on buttons and lists (R43). */
export const endWords = ({ end = 'failed', as }: Pick<Target, 'end' | 'as'>): Text => as ?? ENDS[end];

const ENDS: Readonly<Record<NonNullable<Target['end']>, Text>> = {
  completed: { id: 'berkas selesai', en: 'the case is completed' },
  refused: { id: 'permohonan tidak dikabulkan', en: 'the request is refused' },
  failed: { id: 'permohonan gagal', en: 'the case fails' },
  lapsed: { id: 'berkas gugur', en: 'the case lapses' },
};
