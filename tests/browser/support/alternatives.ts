import { type Move, STRAIGHT_WAY } from '#embedded/office/walk.ts';

/** The result of row 7 on the straight way, but with a connection that failed. */
const failed: Move['result'] = (sample, act) => {
  const checked = STRAIGHT_WAY[5]?.result?.(sample, act);
  const test = checked?.['uji_koneksi'] as Readonly<Record<string, string>>;
  return { ...checked, uji_koneksi: { ...test, hasil: 'gagal' } };
};

/**
 * Leads a case from its submission to row 8, which offers another time in the room, and another place.
 * @param month a month of 2099. Offers are reserved (R24), so each case of an office needs another month
 */
export const toAlternatives = (month = '12'): readonly Move[] => [
  ...STRAIGHT_WAY.slice(0, 5),
  { row: 7, role: 'subkor-ile', after: 'PT50M', result: failed },
  { row: 7, role: 'staf-operator', after: 'PT6M' },
  {
    row: 8,
    role: 'subkor-ile',
    after: 'PT5M',
    result: () => ({
      alternatif: [
        { mulai: `2099-${month}-05T08:00:00+07:00`, selesai: `2099-${month}-05T10:00:00+07:00`, ruang: 'tcm' },
        {
          mulai: `2099-${month}-06T13:00:00+07:00`,
          selesai: `2099-${month}-06T15:00:00+07:00`,
          tempat: 'Posko Contoh',
        },
      ],
    }),
  },
];
