import type { Text } from '#domain/problem.ts';

/** What became of an act that counts. */
export const RECORDED = {
  accepted: { id: 'Diterima.', en: 'Accepted.' },
  recordedExtended: { id: 'Tercatat: waktu diperpanjang.', en: 'Recorded: the time is extended.' },
  recordedBack: { id: 'Tercatat: dikembalikan kepada pemohon.', en: 'Recorded: returned to the applicant.' },
  recordedTo: { id: 'Tercatat: dikembalikan ke langkah {r}.', en: 'Recorded: returned to step {r}.' },
  recordedPostponed: {
    id: 'Tercatat: waktu lain diminta, kembali ke langkah {r}.',
    en: 'Recorded: another time is asked for, back to step {r}.',
  },
  recordedAnswer: { id: 'Tercatat: tanggapan disampaikan.', en: 'Recorded: the answer is forwarded.' },
  recordedPart: { id: 'Hasil tercatat.', en: 'Result recorded.' },
  recordedLed: { id: 'Tercatat: {w}. Berkas menuju langkah {r}.', en: 'Recorded: {w}. The case goes to step {r}.' },
  recordedLedEnd: { id: 'Tercatat: {w}. Berkas ditutup.', en: 'Recorded: {w}. The case is closed.' },
  recordedEnd: { id: 'Tercatat: berkas ditutup.', en: 'Recorded: the case is closed.' },
} as const satisfies Record<string, Text>;

/** What became of two acts that were chosen together, for the steps a and b. */
export const PAIR = {
  nextSent: { id: 'Langkah {a} diterima; langkah {b} terkirim.', en: 'Step {a} is accepted; step {b} is sent.' },
  bothAccepted: {
    id: 'Langkah {a} dan {b} tercatat sebagai dua tindakan.',
    en: 'Steps {a} and {b} are recorded as two acts.',
  },
  onlyFirst: { id: 'Langkah {a} diterima, langkah {b} tidak.', en: 'Step {a} is accepted, step {b} is not.' },
  nextUnsent: { id: 'Tindakan untuk langkah {b} tidak dikirim.', en: 'The act for step {b} was not sent.' },
} as const satisfies Record<string, Text>;

/** What to do if the room of a result was refused, and another role has sent the result. */
export const SUPPLIER: Text = {
  id: 'Hasil ini dari {p}, yang dapat mengirim hasil baru pada langkah ini. Sampaikan kepadanya.',
  en: 'This result is from {p}, who can send another one in this step. Tell them.',
};
