import type { Text } from '#domain/problem.ts';
import type { RoomUse } from '#public/export/room-uses.ts';

/** Short words for the state of a room's use, in a line of the calendar. {@link USE_MEANS} explains them. */
export const USE: Readonly<Record<RoomUse['state'], Text>> = {
  held: { id: 'dipesan', en: 'booked' },
  offered: { id: 'ditawarkan', en: 'offered' },
  asked: { id: 'diminta', en: 'asked for' },
  past: { id: 'dipakai', en: 'used' },
  closed: { id: 'ditutup', en: 'closed' },
};

export const USE_MEANS: typeof USE = {
  held: { id: 'dipesan suatu berkas', en: 'booked for a case' },
  offered: {
    id: 'ditawarkan kepada seorang pemohon dan dipesan sampai dijawab',
    en: 'offered to an applicant, and reserved until the answer',
  },
  asked: { id: 'diminta suatu permohonan, belum ditetapkan', en: 'a request asks for it; not set aside yet' },
  past: { id: 'pemakaiannya sudah selesai', en: 'the use is over' },
  closed: { id: 'tidak dapat dipesan', en: 'cannot be booked' },
};
