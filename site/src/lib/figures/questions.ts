import type { Text } from '#domain/problem.ts';

/** A question of a monthly meeting, and the places of the site that answer the question. */
export interface MeetingQuestion extends Text {
  readonly places: readonly AnsweringPlace[];
}

export interface AnsweringPlace extends Text {
  /**
   * Address of the place. `{m}` is the month of the meeting, `{a}` the month in the archive or nothing, `{p}` each
   * SOP, and `{r}` a room. A place with `{r}` is left out if the office has no room.
   */
  readonly path: string;
}

/** Returns a place on the page of the month. */
const ofMonth = (part: string, id: string, en: string): AnsweringPlace => ({
  path: `/angka/{m}/${part}`,
  ...{ id: `Statistik bulan itu, ${id}`, en: `Figures of the month, ${en}` },
});

export const QUESTIONS: readonly MeetingQuestion[] = [
  {
    id: 'Berkas mana menunggu siapa sekarang, dan mana yang lewat tenggat?',
    en: 'Which cases wait for whom now, and which are overdue?',
    places: [{ path: '/', id: 'Ringkasan, Berkas berjalan', en: 'Overview, Running cases' }],
  },
  {
    id: 'Di langkah mana berkas menumpuk, dan sejak kapan?',
    en: 'At which step do cases pile up, and since when?',
    places: [
      { path: '/angka/#menunggu', id: 'Statistik, Di mana permohonan menunggu', en: 'Figures, Where requests wait' },
    ],
  },
  {
    id: 'Apakah tenggat lebih banyak ditepati daripada bulan-bulan lalu?',
    en: 'Are limits kept more often than in the months before?',
    places: [{ path: '/angka/#jalannya', id: 'Statistik, 12 bulan', en: 'Figures, twelve months' }],
  },
  {
    id: 'Langkah dan pelaksana mana yang menepati tenggat, dan mana yang tidak?',
    en: 'Which steps and roles keep their limits, and which do not?',
    places: [ofMonth('#tenggat', 'Tenggat yang ditepati', 'Limits kept')],
  },
  {
    id: 'Apakah waktu baku SOP masuk akal: berapa lama tiap langkah sebenarnya?',
    en: 'Are the SOP’s limits sensible: how long do steps really take?',
    places: [
      ofMonth('#lama', 'Lama tiap langkah', 'How long steps took'),
      { path: '/sop/{p}/#realisasi', id: 'SOP, Realisasi waktu', en: 'SOP, Time taken in practice' },
    ],
  },
  {
    id: 'Di mana waktu habis: di kantor, atau pada pemohon?',
    en: 'Where is time lost: in the office, or with the applicant?',
    places: [ofMonth('#waktu', 'Di mana waktu habis', 'Where time went')],
  },
  {
    id: 'Apa yang dikembalikan, ditolak, atau tidak diterima, dan karena apa?',
    en: 'What was returned, rejected or not accepted, and why?',
    places: [
      ofMonth('#hasil', 'Yang tidak diteruskan', 'What did not go forward'),
      {
        path: '/angka/{m}/#berkas',
        ...{ id: 'Berkas yang bergerak, alasannya di tiap berkas', en: 'Cases that moved, the reason on each case' },
      },
    ],
  },
  {
    id: 'Apa yang ditutup bulan lalu, dan dengan status apa?',
    en: 'Which cases ended last month, and how?',
    places: [{ path: '/arsip/{a}', id: 'Arsip, bulan itu', en: 'Archive, the month' }],
  },
  {
    id: 'Seberapa banyak ruang dipakai, dan kapan masih kosong?',
    en: 'How much are rooms used, and when are they free?',
    places: [
      ofMonth('#ruang', 'Pemakaian ruang', 'Use of rooms'),
      { path: '/ruang/{r}/', id: 'Ruang, hari kosong', en: 'Rooms, free days' },
    ],
  },
  {
    id: 'Apa yang masuk dan berubah sejak rapat terakhir?',
    en: 'What came and changed since the last meeting?',
    places: [
      ofMonth('#berkas', 'Berkas yang bergerak', 'Cases that moved'),
      { path: '/angka/', id: 'Statistik, bulan yang masih berjalan', en: 'Figures, the month that still runs' },
    ],
  },
];
