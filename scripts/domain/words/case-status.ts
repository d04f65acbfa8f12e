import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Text } from '#domain/problem.ts';
import { waitingForOpener } from './opener.ts';

/** Names each status of a case, in tags, in figures and in the message of a merge. */
export const STATUS_WORDS: Readonly<Record<PublicCase['status'], Text>> = {
  running: { id: 'Berjalan', en: 'Running' },
  applicant: waitingForOpener(),
  completed: { id: 'Selesai', en: 'Completed' },
  refused: { id: 'Tidak dikabulkan', en: 'Refused' },
  failed: { id: 'Gagal', en: 'Failed' },
  lapsed: { id: 'Gugur', en: 'Lapsed' },
  rejected: { id: 'Ditolak', en: 'Rejected' },
  withdrawn: { id: 'Ditarik', en: 'Withdrawn' },
  'ended-outside': { id: 'Digabungkan di luar prosedur', en: 'Ended outside the procedure' },
  abandoned: { id: 'Ditutup di luar prosedur', en: 'Abandoned' },
  ended: { id: 'Ditutup', en: 'Ended' },
};
