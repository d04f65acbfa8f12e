import { describe, expect, it } from 'vitest';
import { DUE, ROW_3 } from '#tests/support/row-3.ts';
import type { EscalationLevel, Situation, Waiting } from './situation.ts';
import { type Reading, levelSentence, statusSentence } from './status.ts';

const zone = 'Asia/Pontianak';
const head = { id: 'Kepala Dinas', en: 'Head of agency' };
const subkor = { id: 'Subkor ILE', en: 'Subcoordinator ILE' };
const staff = { id: 'staf/operator', en: 'staff/operator' };
const due = DUE;
const at = DUE;
const LONG = 'Rabu, 25 November 2026 pukul 10.42 WIB';
const LONG_EN = 'Wednesday, 25 November 2026, 10:42 WIB';

const row3: Waiting = { ...ROW_3, visit: 1 };
const row7: Waiting = {
  ...row3,
  row: 7,
  visit: 2,
  who: [subkor, staff],
  short: { id: 'mengecek dan memastikan waktu', en: 'check and settle the time' },
};
const { deadline: _none, ...limitless } = row3;
const applicant: Waiting = {
  ...limitless,
  row: 8,
  withApplicant: true,
  who: [],
  short: { id: 'mempertimbangkan alternatif', en: 'consider the alternatives' },
};

const live = (now: string): Partial<Reading> => ({ now, times: 'live' });

type Row = [says: string, situation: Situation, reading: Partial<Reading>, id: string, en: string];

const waiting: Row[] = [
  [
    'R46: on turn, in a row with a letter',
    { ...row3, row: '3a', rows: 8, visit: 2 },
    {},
    `Menunggu Kepala Dinas memberi disposisi (langkah 3a dari 8, putaran ke-2) — tenggat ${LONG}.`,
    `Waiting for Head of agency to give the disposition (step 3a of 8, round 2), due ${LONG_EN}.`,
  ],
  [
    'on turn, today',
    row3,
    live('2026-11-25T03:29:30Z'),
    'Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tenggat hari ini pukul 10.42 WIB, sisa 12 menit.',
    'Waiting for Head of agency to give the disposition (step 3 of 10), due today 10:42 WIB, 12 minutes left.',
  ],
  [
    'on turn, due tomorrow',
    row3,
    live('2026-11-24T03:41:00Z'),
    `Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tenggat ${LONG}, sisa 1 hari.`,
    `Waiting for Head of agency to give the disposition (step 3 of 10), due ${LONG_EN}, 1 day left.`,
  ],
  [
    'on turn, with the time left next to it',
    row3,
    { ...live('2026-11-25T03:29:30Z'), apart: true },
    'Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tenggat hari ini pukul 10.42 WIB.',
    'Waiting for Head of agency to give the disposition (step 3 of 10), due today 10:42 WIB.',
  ],
  [
    'late, with the lateness next to it',
    row3,
    { ...live('2026-11-25T03:54:59Z'), apart: true },
    'Lewat tenggat: menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — sejak hari ini pukul 10.42 WIB.',
    'Overdue: waiting for Head of agency to give the disposition (step 3 of 10), since today 10:42 WIB.',
  ],
  [
    'on turn, in static text',
    row3,
    {},
    `Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tenggat ${LONG}.`,
    `Waiting for Head of agency to give the disposition (step 3 of 10), due ${LONG_EN}.`,
  ],
  [
    'on turn, at the deadline itself: not late',
    row3,
    live(due),
    'Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tenggat hari ini pukul 10.42 WIB, sisa kurang dari 1 menit.',
    'Waiting for Head of agency to give the disposition (step 3 of 10), due today 10:42 WIB, less than 1 minute left.',
  ],
  [
    'on turn, on one line',
    row3,
    { times: 'short' },
    'Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tenggat 25 Nov 2026 10.42 WIB.',
    'Waiting for Head of agency to give the disposition (step 3 of 10), due 25 Nov 2026 10:42 WIB.',
  ],
  [
    'overdue',
    row3,
    live('2026-11-25T03:54:59Z'),
    'Lewat tenggat: menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — terlambat 12 menit.',
    'Overdue: waiting for Head of agency to give the disposition (step 3 of 10), 12 minutes late.',
  ],
  [
    'overdue by a second',
    row3,
    live('2026-11-25T03:42:01Z'),
    'Lewat tenggat: menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — terlambat kurang dari 1 menit.',
    'Overdue: waiting for Head of agency to give the disposition (step 3 of 10), less than 1 minute late.',
  ],
  [
    'overdue by the journal, in static text',
    { ...row3, overdue: true },
    {},
    `Lewat tenggat: menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — sejak ${LONG}.`,
    `Overdue: waiting for Head of agency to give the disposition (step 3 of 10), since ${LONG_EN}.`,
  ],
  [
    'overdue by the time of writing, in static text',
    row3,
    { now: '2026-11-25T03:42:01Z' },
    `Lewat tenggat: menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — sejak ${LONG}.`,
    `Overdue: waiting for Head of agency to give the disposition (step 3 of 10), since ${LONG_EN}.`,
  ],
  [
    'without a time limit',
    limitless,
    {},
    'Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tanpa waktu baku.',
    'Waiting for Head of agency to give the disposition (step 3 of 10), no time limit.',
  ],
  [
    'a second round of two roles, of which one has approved',
    { ...row7, approvals: { given: 1, needed: 2, missing: [staff], joiner: 'and' } },
    {},
    `Menunggu Subkor ILE dan staf/operator mengecek dan memastikan waktu (langkah 7 dari 10, putaran ke-2) — tenggat ${LONG}; 1 dari 2 persetujuan, belum: staf/operator.`,
    `Waiting for Subcoordinator ILE and staff/operator to check and settle the time (step 7 of 10, round 2), due ${LONG_EN}; 1 of 2 approvals, missing: staff/operator.`,
  ],
  [
    'any of several roles',
    { ...row7, joiner: 'or', who: [head, subkor, staff] },
    {},
    `Menunggu Kepala Dinas, Subkor ILE, atau staf/operator mengecek dan memastikan waktu (langkah 7 dari 10, putaran ke-2) — tenggat ${LONG}.`,
    `Waiting for Head of agency, Subcoordinator ILE, or staff/operator to check and settle the time (step 7 of 10, round 2), due ${LONG_EN}.`,
  ],
  [
    'not yet begun',
    { ...row3, row: 10, begins: '2026-11-25T02:00:00Z' },
    live('2026-11-24T17:00:00Z'),
    'Menunggu Kepala Dinas memberi disposisi (langkah 10 dari 10) — mulai hari ini pukul 09.00 WIB, tenggat hari ini pukul 10.42 WIB.',
    'Waiting for Head of agency to give the disposition (step 10 of 10), starts today 09:00 WIB, due today 10:42 WIB.',
  ],
  [
    'just begun',
    { ...row3, row: 10, begins: '2026-11-25T02:00:00Z' },
    live('2026-11-25T02:00:00Z'),
    'Menunggu Kepala Dinas memberi disposisi (langkah 10 dari 10) — tenggat hari ini pukul 10.42 WIB, sisa 1 jam 42 menit.',
    'Waiting for Head of agency to give the disposition (step 10 of 10), due today 10:42 WIB, 1 hour 42 minutes left.',
  ],
  [
    'with the applicant',
    applicant,
    {},
    'Menunggu pemohon mempertimbangkan alternatif (langkah 8 dari 10) — tanpa waktu baku.',
    'Waiting for the applicant to consider the alternatives (step 8 of 10), no time limit.',
  ],
  [
    'R11: restricted, without role and step',
    {
      kind: 'waiting',
      row: 3,
      rows: 10,
      withApplicant: false,
      who: [],
      joiner: 'and',
      deadline: { due, clock: 'continuous' },
    },
    {},
    `Menunggu tindakan (langkah 3 dari 10) — tenggat ${LONG}.`,
    `Waiting for action (step 3 of 10), due ${LONG_EN}.`,
  ],
  [
    'a step without a phrase',
    { kind: 'waiting', row: 3, rows: 10, withApplicant: false, who: [head], joiner: 'and' },
    {},
    'Menunggu tindakan Kepala Dinas (langkah 3 dari 10) — tanpa waktu baku.',
    'Waiting for Head of agency to act (step 3 of 10), no time limit.',
  ],
];

const events: Row[] = [
  [
    'a submission refused',
    { kind: 'submission-refused', count: 3 },
    {},
    'Pengajuan belum diterima: 3 hal harus diperbaiki.',
    'Submission refused: 3 points must be corrected.',
  ],
  [
    'a submission refused for one field',
    { kind: 'submission-refused', count: 1 },
    {},
    'Pengajuan belum diterima: 1 hal harus diperbaiki.',
    'Submission refused: 1 point must be corrected.',
  ],
  [
    'returned',
    { kind: 'returned', row: 8, rows: 10, by: subkor, reason: 'Ruang TCM terpakai.\nPilih waktu lain.' },
    {},
    'Dikembalikan Subkor ILE kepada pemohon (langkah 8 dari 10): Ruang TCM terpakai. Pilih waktu lain.',
    'Returned by the subcoordinator ILE to the applicant (step 8 of 10): Ruang TCM terpakai. Pilih waktu lain.',
  ],
  [
    'superseded',
    { kind: 'superseded', lost: 3, row: 2 },
    {},
    'Permohonan berubah; 3 persetujuan gugur, kembali ke langkah 2.',
    'Superseded: the request has changed; 3 approvals no longer count, back to step 2.',
  ],
  [
    'superseded before any approval',
    { kind: 'superseded', lost: 0, row: 2 },
    {},
    'Permohonan berubah; kembali ke langkah 2.',
    'Superseded: the request has changed; back to step 2.',
  ],
  [
    'R53: another time, and one approval no longer counts',
    { kind: 'superseded', postponed: true, lost: 1, row: 7 },
    {},
    'Pemohon meminta waktu lain; 1 persetujuan sejak langkah 7 gugur, kembali ke langkah 7.',
    'The applicant asks for another time; 1 approval from step 7 on no longer counts, back to step 7.',
  ],
  [
    'R53: another time, and every approval still counts',
    { kind: 'superseded', postponed: true, lost: 0, row: 7 },
    {},
    'Pemohon meminta waktu lain; kembali ke langkah 7.',
    'The applicant asks for another time; back to step 7.',
  ],
  [
    'time passed',
    { kind: 'time-passed', row: 8, to: 9 },
    {},
    'Tenggat langkah 8 terlampaui; sesuai SOP lanjut ke langkah 9.',
    'Time passed: the deadline of step 8 is exceeded; by the SOP the case goes on to step 9.',
  ],
  [
    'returned, and whose turn it is now',
    { ...applicant, after: { kind: 'returned', row: 8, rows: 10, by: subkor, reason: 'bentrok?' } },
    {},
    'Dikembalikan Subkor ILE kepada pemohon (langkah 8 dari 10): bentrok? Menunggu pemohon mempertimbangkan alternatif (langkah 8 dari 10) — tanpa waktu baku.',
    'Returned by the subcoordinator ILE to the applicant (step 8 of 10): bentrok? Waiting for the applicant to consider the alternatives (step 8 of 10), no time limit.',
  ],
];

const endings: Row[] = [
  [
    'rejected',
    { kind: 'rejected', at, by: head, reason: 'di luar kewenangan' },
    {},
    `Ditolak oleh Kepala Dinas pada ${LONG}: di luar kewenangan.`,
    `Rejected by the head of agency on ${LONG_EN}: di luar kewenangan.`,
  ],
  [
    'withdrawn',
    { kind: 'withdrawn', at },
    {},
    `Ditarik pemohon pada ${LONG}.`,
    `Withdrawn by the applicant on ${LONG_EN}.`,
  ],
  [
    'failed',
    { kind: 'failed', at, row: 10, reason: 'jaringan internet terganggu' },
    {},
    'Gagal pada langkah 10: jaringan internet terganggu.',
    'Failed at step 10: jaringan internet terganggu.',
  ],
  [
    'failed, without its reason (R11)',
    { kind: 'failed', at, row: 10 },
    {},
    'Gagal pada langkah 10.',
    'Failed at step 10.',
  ],
  [
    'completed',
    { kind: 'completed', at, seconds: 86_400 + 4 * 3_600, punctual: { kept: 9, of: 10 } },
    {},
    `Selesai ${LONG} dalam 1 hari 4 jam; 9 dari 10 langkah tepat waktu.`,
    `Completed ${LONG_EN} in 1 day 4 hours; 9 of 10 steps on time.`,
  ],
  [
    'completed without any time limit',
    { kind: 'completed', at, seconds: 59 },
    {},
    `Selesai ${LONG} dalam kurang dari 1 menit.`,
    `Completed ${LONG_EN} in less than 1 minute.`,
  ],
  [
    'abandoned',
    { kind: 'abandoned', at, name: 'Contoh Petugas TU' },
    {},
    'Berhenti: ditutup di luar prosedur oleh Contoh Petugas TU.',
    'Abandoned: closed outside the procedure by Contoh Petugas TU.',
  ],
  [
    'ended outside the procedure',
    { kind: 'ended-outside', at, name: 'Contoh Petugas TU' },
    {},
    'Berhenti: digabungkan di luar prosedur oleh Contoh Petugas TU.',
    'Ended outside: merged outside the procedure by Contoh Petugas TU.',
  ],
  ['R11: restricted and ended', { kind: 'ended', at }, {}, `Ditutup pada ${LONG}.`, `Ended on ${LONG_EN}.`],
  [
    'R31: not determined',
    { kind: 'error', cause: { id: 'forge tidak menjawab.', en: 'the forge does not answer.' } },
    {},
    'Status belum dapat ditentukan: forge tidak menjawab; sistem mencoba lagi.',
    'Error: the state cannot be determined yet: the forge does not answer; it will be tried again automatically.',
  ],
];

describe('the sentence about the state of a case', () => {
  it.each([...waiting, ...events, ...endings])(
    'the sentence about the state of a case: %s',
    (_, situation, reading, id, en) => {
      expect(statusSentence(situation, { zone, ...reading })).toEqual({ id, en });
    },
  );

  it('a static sentence never says “today” or how much time is left, whatever the time is', () => {
    for (const now of ['2026-11-25T03:00:00Z', '2026-11-25T04:00:00Z'])
      expect(statusSentence(row3, { zone, now }).id).not.toMatch(/hari ini|sisa|terlambat/);
  });
});

describe('R20: the time that is left by an office clock', () => {
  const office: Waiting = {
    ...row3,
    deadline: {
      due: '2026-11-27T09:00:00Z',
      clock: 'office-hours',
      countedDays: ['2026-11-25', '2026-11-26', '2026-11-27'],
      closedHours: [{ start: '2026-11-27T05:00:00Z', end: '2026-11-27T06:00:00Z' }],
    },
  };
  it.each([
    ['2026-11-25T03:00:00Z', 'sisa 2 hari kerja'],
    ['2026-11-25T16:59:59Z', 'sisa 2 hari kerja'],
    ['2026-11-25T17:00:00Z', 'sisa 1 hari kerja'],
    ['2026-11-27T02:30:00Z', 'sisa 5 jam kerja 30 menit'],
    ['2026-11-27T05:30:00Z', 'sisa 3 jam kerja'],
  ])('R20: the time left at %s is %s', (now, left) => {
    expect(statusSentence(office, { zone, ...live(now) }).id).toContain(`, ${left}.`);
  });
});

describe('R22: how an escalation level is shown', () => {
  const level: EscalationLevel = {
    share: 0.8,
    action: 'remind',
    notified: [head],
    deadline: { due, clock: 'continuous' },
    at: '2026-11-25T03:36:00Z',
  };
  it.each<[EscalationLevel, string, string]>([
    [level, 'Pengingat kepada Kepala Dinas: sisa 6 menit.', 'Reminder to Head of agency: 6 minutes left.'],
    [
      { ...level, notified: [subkor, staff] },
      'Pengingat kepada Subkor ILE dan staf/operator: sisa 6 menit.',
      'Reminder to Subcoordinator ILE and staff/operator: 6 minutes left.',
    ],
    // From Friday afternoon to Tuesday, the office’s clock counts two working days. The weekend does not count.
    [
      {
        ...level,
        at: '2026-11-27T08:00:00Z',
        deadline: {
          due: '2026-12-01T09:00:00Z',
          clock: 'office-hours',
          countedDays: ['2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01'],
        },
      },
      'Pengingat kepada Kepala Dinas: sisa 2 hari kerja.',
      'Reminder to Head of agency: 2 working days left.',
    ],
    [{ ...level, share: 1, action: 'overdue' }, `Lewat tenggat sejak ${LONG}.`, `Overdue since ${LONG_EN}.`],
    [
      { ...level, share: 2, action: 'superior' },
      'Sudah melewati dua kali waktu baku; Kepala Dinas diberi tahu.',
      'Twice the standard time has passed; Head of agency notified.',
    ],
    [
      { ...level, share: 1.5, action: 'superior', notified: [] },
      'Sudah melewati 150% waktu baku.',
      '150% of the standard time has passed.',
    ],
  ])('R22: the escalation level in row %# of the table is shown in words', (each, id, en) => {
    expect(levelSentence(each, { zone })).toEqual({ id, en });
  });
});

describe('the sentence about the end of a case, on the same day', () => {
  const now = '2026-11-25T09:00:00Z';
  it.each<[Situation, string, string]>([
    [
      { kind: 'rejected', at, by: head, reason: 'di luar kewenangan' },
      'Ditolak oleh Kepala Dinas hari ini pukul 10.42 WIB: di luar kewenangan.',
      'Rejected by the head of agency today at 10:42 WIB: di luar kewenangan.',
    ],
    [
      { kind: 'withdrawn', at },
      'Ditarik pemohon hari ini pukul 10.42 WIB.',
      'Withdrawn by the applicant today at 10:42 WIB.',
    ],
    [
      { kind: 'completed', at, seconds: 7_200 },
      'Selesai hari ini pukul 10.42 WIB dalam 2 jam.',
      'Completed today at 10:42 WIB in 2 hours.',
    ],
    [{ kind: 'ended', at }, 'Ditutup hari ini pukul 10.42 WIB.', 'Ended today at 10:42 WIB.'],
  ])(
    'the sentence about the end $kind says “today” on the same day, and the date on the next day',
    (situation, id, en) => {
      expect(statusSentence(situation, { zone, ...live(now) })).toEqual({ id, en });
      const dayAfter = statusSentence(situation, { zone, ...live('2026-11-26T09:00:00Z') });
      expect(dayAfter).toEqual(statusSentence(situation, { zone }));
    },
  );
});
