import type { CaseEnd as EndKind } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';

/** How a possible origin stands. */
export const ORIGIN_STANDS: Readonly<Record<EndKind | 'waiting' | 'ended', Text>> = {
  completed: { id: 'selesai', en: 'completed' },
  refused: { id: 'tidak dikabulkan', en: 'refused' },
  failed: { id: 'gagal', en: 'failed' },
  lapsed: { id: 'gugur', en: 'lapsed' },
  rejected: { id: 'ditolak', en: 'rejected' },
  withdrawn: { id: 'ditarik', en: 'withdrawn' },
  'ended-outside': { id: 'digabungkan di luar prosedur', en: 'ended outside the procedure' },
  abandoned: { id: 'ditutup di luar prosedur', en: 'abandoned' },
  waiting: { id: 'masih berjalan', en: 'still open' },
  ended: { id: 'sudah berakhir', en: 'ended' },
};
