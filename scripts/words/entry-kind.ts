import type { Entry } from '../generated/journal-entry.ts';
import type { Text } from '../problem.ts';

/** What an entry of the journal is called in a list or a log (R15); who, what and why are told beside it. */
export const ENTRY_KINDS: Readonly<Record<Entry['kind'], Text>> = {
  submitted: { id: 'diajukan', en: 'submitted' },
  'submission-refused': { id: 'pengajuan belum diterima', en: 'submission refused' },
  accepted: { id: 'diterima', en: 'accepted' },
  refused: { id: 'tidak diterima', en: 'not accepted' },
  superseded: { id: 'permohonan berubah, persetujuan gugur', en: 'request changed, approvals superseded' },
  rejected: { id: 'ditolak', en: 'rejected' },
  withdrawn: { id: 'ditarik', en: 'withdrawn' },
  'timed-out': { id: 'waktu terlampaui, lanjut sesuai SOP', en: 'time passed, went on by the procedure' },
  rung: { id: 'pengingat', en: 'reminder' },
  flagged: { id: 'ditandai', en: 'flagged' },
  'ended-outside': { id: 'berhenti di luar prosedur', en: 'ended outside the procedure' },
  abandoned: { id: 'berhenti', en: 'abandoned' },
};
