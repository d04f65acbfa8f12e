import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Text } from '#domain/problem.ts';
import { waitingForOpener } from '#domain/words/opener.ts';

export type Tone = 'run' | 'warn' | 'late' | 'wait' | 'done' | 'stop';

/** The tag of a case: what its colour and icon say, in words. */
export const STATUS: Readonly<Record<PublicCase['status'], { tone: Tone; label: Text }>> = {
  running: { tone: 'run', label: { id: 'Berjalan', en: 'Running' } },
  applicant: { tone: 'wait', label: waitingForOpener() },
  completed: { tone: 'done', label: { id: 'Selesai', en: 'Completed' } },
  refused: { tone: 'stop', label: { id: 'Tidak dikabulkan', en: 'Refused' } },
  failed: { tone: 'stop', label: { id: 'Gagal', en: 'Failed' } },
  lapsed: { tone: 'stop', label: { id: 'Gugur', en: 'Lapsed' } },
  rejected: { tone: 'stop', label: { id: 'Ditolak', en: 'Rejected' } },
  withdrawn: { tone: 'stop', label: { id: 'Ditarik', en: 'Withdrawn' } },
  'ended-outside': { tone: 'stop', label: { id: 'Digabungkan di luar prosedur', en: 'Ended outside the procedure' } },
  abandoned: { tone: 'stop', label: { id: 'Ditutup di luar prosedur', en: 'Abandoned' } },
  ended: { tone: 'stop', label: { id: 'Ditutup', en: 'Ended' } },
};
