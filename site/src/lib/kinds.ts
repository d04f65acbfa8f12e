import type { Entry } from '../../../scripts/generated/public-case.ts';
import type { Text } from '../../../scripts/problem.ts';

/** What an entry says was done. */
export const KIND: Readonly<Record<Entry['kind'], Text>> = {
  submitted: { id: 'Diajukan', en: 'Submitted' },
  'submission-refused': { id: 'Pengajuan belum diterima', en: 'Submission refused' },
  accepted: { id: 'Disetujui', en: 'Approved' },
  refused: { id: 'Tindakan tidak diterima', en: 'Act not accepted' },
  superseded: { id: 'Permohonan berubah', en: 'Request changed' },
  rejected: { id: 'Ditolak', en: 'Rejected' },
  withdrawn: { id: 'Ditarik pemohon', en: 'Withdrawn by the applicant' },
  'timed-out': { id: 'Waktu terlampaui', en: 'Time passed' },
  rung: { id: 'Pengingat', en: 'Reminder' },
  flagged: { id: 'Catatan proses', en: 'Note of the process' },
  'ended-outside': { id: 'Digabungkan di luar prosedur', en: 'Merged outside the procedure' },
  abandoned: { id: 'Ditutup di luar prosedur', en: 'Closed outside the procedure' },
};

/** An accepted Request changes: where it leads is said beside it. */
export const CHANGES: Text = { id: 'Perubahan diminta', en: 'Changes requested' };
