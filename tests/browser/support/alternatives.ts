import { type Move, STRAIGHT_WAY } from '#embedded/office/walk.ts';

/** From a submission to row 8, which offers its applicant another time in the room, and another place. */
export const TO_ALTERNATIVES: readonly Move[] = [
  ...STRAIGHT_WAY.slice(0, 5),
  { row: 7, role: 'subkor-ile', after: 'PT50M', gesture: 'return', note: 'Koneksi di tempat itu tidak ada.' },
  {
    row: 8,
    role: 'subkor-ile',
    after: 'PT5M',
    result: () => ({
      sebab: 'koneksi',
      alternatif: [
        { mulai: '2099-12-05T08:00:00+07:00', selesai: '2099-12-05T10:00:00+07:00', ruang: 'tcm' },
        { mulai: '2099-12-06T13:00:00+07:00', selesai: '2099-12-06T15:00:00+07:00', tempat: 'Posko Contoh' },
      ],
    }),
  },
];
