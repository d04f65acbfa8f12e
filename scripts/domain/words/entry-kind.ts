import { isRefusedAsk } from '#domain/case/state/voided.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Text } from '#domain/problem.ts';

const NOTE: Text = { id: 'Keterangan sistem', en: 'Note of the process' };

const KINDS: Readonly<Record<Entry['kind'], Text>> = {
  submitted: { id: 'Diajukan', en: 'Submitted' },
  'submission-refused': { id: 'Pengajuan belum diterima', en: 'Submission refused' },
  accepted: { id: 'Disetujui', en: 'Approved' },
  refused: { id: 'Tindakan tidak diterima', en: 'Act not accepted' },
  superseded: { id: 'Permohonan berubah', en: 'Request changed' },
  rejected: { id: 'Ditolak', en: 'Rejected' },
  withdrawn: { id: 'Ditarik pemohon', en: 'Withdrawn by the applicant' },
  'timed-out': { id: 'Waktu terlampaui', en: 'Time passed' },
  rung: { id: 'Pengingat', en: 'Reminder' },
  silence: { id: 'Waktu lewat tanpa keputusan', en: 'No decision in time' },
  answered: { id: 'Tanggapan: tidak sesuai', en: 'Answer: not as recorded' },
  'foreign-push': NOTE,
  'base-changed': NOTE,
  'review-edited': NOTE,
  'review-dismissed': NOTE,
  'ended-outside': { id: 'Digabungkan di luar prosedur', en: 'Merged outside the procedure' },
  corrected: { id: 'Dibetulkan', en: 'Corrected' },
  filed: { id: 'Diarsipkan', en: 'Filed' },
  erased: { id: 'Isi dihapus', en: 'Content erased' },
  moved: { id: 'Dibuka kembali oleh sistem', en: 'Moved to another pull request' },
  abandoned: { id: 'Ditutup di luar prosedur', en: 'Closed outside the procedure' },
};

const CHANGES: Text = { id: 'Dikembalikan', en: 'Returned' };

/**
 * The words for an act that recorded a result: an outcome with a reason, a recorded act (R41), a refused or lapsed end,
 * a Request changes that ended the case, or a result that comes before other approvals.
 */
const RESULT: Text = { id: 'Hasil dicatat', en: 'Result recorded' };

/** The words that are shown if the request itself or an earlier result led the case to another step. */
const CONTINUED: Text = { id: 'Dilanjutkan', en: 'Continued' };

const EXTENDED: Text = { id: 'Waktu diperpanjang', en: 'Time extended' };

const ASSIGNED: Text = { id: 'Pelaksana ditunjuk ulang', en: 'Assigned anew' };

const POSTPONED: Text = { id: 'Waktu lain diminta', en: 'Another time asked for' };

const NO_OTHER_TIME: Text = { id: 'Waktu lain tidak dapat diminta', en: 'Another time is not possible' };

interface KindFacts extends Pick<Entry, 'kind' | 'gesture' | 'because' | 'end'> {
  readonly extended?: unknown;
  readonly assigns?: unknown;
  readonly postpones?: unknown;
  readonly deed?: unknown;
  readonly partial?: boolean;
  readonly result?: unknown;
}

/** Names what an entry records, in a word or two: on pages, at the desk, in `explain` and in the log (R35). */
export function entryKind(entry: KindFacts): Text {
  const { kind, gesture, because, end, deed, partial, result } = entry;
  if (entry.postpones) return POSTPONED;
  if (isRefusedAsk(entry)) return NO_OTHER_TIME;
  if (kind !== 'accepted') return KINDS[kind];
  if (entry.extended) return EXTENDED;
  if (entry.assigns) return ASSIGNED;
  if (gesture === 'changes') return end ? RESULT : CHANGES;
  if (because && !end && !deed && !result) return CONTINUED;
  return because || deed || (partial && result) || end === 'refused' || end === 'lapsed' ? RESULT : KINDS[kind];
}
