import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Text } from '#domain/problem.ts';
import { waitingForOpener } from '#domain/words/opener.ts';

export type Tone = 'run' | 'warn' | 'late' | 'wait' | 'done' | 'stop';

/** Tone and label of the tag of a case, by the status of the case. */
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

/** Path of each tone's icon, in a box of 16 × 16. The shapes differ, so that colour alone never shows a status. */
export const SHAPES: Readonly<Record<Tone, string>> = {
  run: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3Zm-1 1v5l3.5 2 .9-1.6L9 8V4Z',
  warn: 'M8 1 .8 14.5h14.4L8 1Zm-1 5h2v4.5H7V6Zm0 5.5h2v2H7v-2Z',
  late: 'M5 1h6l4 4v6l-4 4H5l-4-4V5l4-4Zm2 3v5h2V4H7Zm0 6v2h2v-2H7Z',
  wait: 'M7 2 2 6.5 7 11V8h3.5a1.75 1.75 0 0 1 0 3.5H9v2h1.5a3.75 3.75 0 0 0 0-7.5H7V2Z',
  done: 'M13.3 3 6 10.3 2.7 7 1 8.7l5 5 9-9L13.3 3Z',
  stop: 'M2 2h12v12H2V2Zm2 2v8h8V4H4Z',
};
