import { describe, expect, it } from 'vitest';
import { courseOf } from '#domain/case/course/course.ts';
import { passagesOf, punctualityOf } from '#domain/case/course/passage.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import {
  accepted,
  at,
  journalOf,
  KEPALA,
  PANITIA,
  SOURCES,
  submitted,
  TU,
  visit,
} from '#tests/support/worded-journal.ts';
import { roleNames, situationOf } from './case-situation.ts';
import { checklistOf } from './checklist.ts';
import { statusSentence } from './status.ts';

const { procedure, roles } = SOURCES;
type Line = Parameters<typeof journalOf>[number];

const sentence = (...lines: Line[]): string => {
  const { journal } = journalOf(...lines);
  return statusSentence(situationOf(courseOf(journal, procedure), procedure, roleNames(roles)), {
    zone: procedure.zone,
  }).id;
};
const DAY = 'Rabu, 25 November 2026 pukul';

const received = accepted('terima', '10:00', TU, { next: visit('periksa', '10:00', '12:00') });
const returned = accepted('periksa', '11:00', KEPALA, {
  gesture: 'changes',
  note: 'peserta melebihi daya tampung.',
  next: visit('perbaiki', '11:00'),
});
const changed: Line = {
  kind: 'superseded',
  at: at('11:00'),
  step: 'periksa',
  visit: 1,
  digest: 'd2',
  supersedes: true,
  next: visit('terima', '11:00', '12:30', 2),
};
const timedOut: Line = {
  kind: 'timed-out',
  at: at('12:00'),
  step: 'periksa',
  visit: 1,
  next: visit('putuskan', '12:00', '14:00'),
};
const withdrawn = (time: string): Line => ({ kind: 'withdrawn', at: at(time), end: 'withdrawn' });
const ending = (end: NonNullable<Entry['end']>, rest: Partial<Entry> = {}): Line => ({
  kind: 'accepted',
  at: at('13:00'),
  step: 'putuskan',
  visit: 1,
  who: PANITIA,
  end,
  ...rest,
});

describe('the state of a case, from its journal', () => {
  it.each<[string, Line[], string]>([
    [
      'after submission',
      [submitted('09:00')],
      `Menunggu TU atau Kepala menerima (langkah 2 dari 5) — tenggat ${DAY} 10.30 WIB.`,
    ],
    [
      'R22: after the escalation level at the full time',
      [
        submitted('09:00'),
        {
          kind: 'rung',
          at: at('10:30'),
          rung: { share: 1, action: 'overdue', roles: ['tu'] },
          step: 'terima',
          visit: 1,
        },
      ],
      `Lewat tenggat: menunggu TU atau Kepala menerima (langkah 2 dari 5) — sejak ${DAY} 10.30 WIB.`,
    ],
    [
      'R5: after the Approve of one of two roles',
      [submitted('09:00'), received, accepted('periksa', '10:30', KEPALA, { partial: true })],
      `Menunggu Kepala dan TU memeriksa (langkah 4 dari 5) — tenggat ${DAY} 12.00 WIB; 1 dari 2 persetujuan, belum: TU.`,
    ],
    [
      'R5, R20: after one of two approvals of a quorum, in a step that begins later',
      [
        submitted('09:00'),
        received,
        accepted('periksa', '11:00', TU, { next: visit('putuskan', '14:00', '15:00') }),
        accepted('putuskan', '14:10', PANITIA, { partial: true }),
      ],
      `Menunggu Panitia memutuskan (langkah 5 dari 5) — mulai ${DAY} 14.00 WIB, tenggat ${DAY} 15.00 WIB; 1 dari 2 persetujuan, belum: Panitia.`,
    ],
    [
      'returned to the applicant',
      [submitted('09:00'), received, returned],
      'Dikembalikan Kepala kepada pemohon (langkah 4 dari 5): peserta melebihi daya tampung. Menunggu pemohon memperbaiki (langkah 1 dari 5) — tanpa waktu baku.',
    ],
    [
      'R12: resubmitted with faults',
      [
        submitted('09:00'),
        received,
        returned,
        {
          kind: 'submission-refused',
          at: at('11:30'),
          step: 'perbaiki',
          visit: 1,
          problems: [
            { file: 'a', path: '/x', code: 'required', message: { id: 'wajib', en: 'required' } },
            { file: 'a', path: '/y', code: 'required', message: { id: 'wajib', en: 'required' } },
          ],
        },
      ],
      'Pengajuan belum diterima: 2 hal harus diperbaiki. Menunggu pemohon memperbaiki (langkah 1 dari 5) — tanpa waktu baku.',
    ],
    [
      'R18: after a changed request',
      [submitted('09:00'), received, accepted('periksa', '10:30', KEPALA, { partial: true }), changed],
      `Permohonan berubah; 2 persetujuan gugur, kembali ke langkah 2. Menunggu TU atau Kepala menerima (langkah 2 dari 5, putaran ke-2) — tenggat ${DAY} 12.30 WIB.`,
    ],
    [
      'R6: after an outcome by time',
      [submitted('09:00'), received, timedOut],
      `Tenggat langkah 4 terlampaui; sesuai SOP lanjut ke langkah 5. Menunggu Panitia memutuskan (langkah 5 dari 5) — tenggat ${DAY} 14.00 WIB.`,
    ],
    [
      'completed',
      [submitted('09:00'), ending('completed')],
      `Selesai ${DAY} 13.00 WIB dalam 4 jam; 0 dari 1 langkah tepat waktu.`,
    ],
    [
      'R35: after an Approve that leads to the applicant',
      [submitted('09:00'), received, accepted('periksa', '11:00', KEPALA, { next: visit('perbaiki', '11:00') })],
      'Diteruskan Kepala kepada pemohon (langkah 4 dari 5). Menunggu pemohon memperbaiki (langkah 1 dari 5) — tanpa waktu baku.',
    ],
    [
      'failed',
      [
        submitted('09:00'),
        received,
        accepted('periksa', '11:00', TU, { next: visit('putuskan', '11:00') }),
        ending('failed', { note: 'listrik padam' }),
      ],
      'Gagal pada langkah 5: listrik padam.',
    ],
    [
      'rejected',
      [submitted('09:00'), { ...ending('rejected', { note: 'bukan wewenang' }), kind: 'rejected', who: TU }],
      `Ditolak oleh TU pada ${DAY} 13.00 WIB: bukan wewenang.`,
    ],
    [
      'withdrawn',
      [submitted('09:00'), { kind: 'withdrawn', at: at('13:00'), end: 'withdrawn' }],
      `Ditarik pemohon pada ${DAY} 13.00 WIB.`,
    ],
    [
      'abandoned',
      [submitted('09:00'), { kind: 'abandoned', at: at('13:00'), end: 'abandoned', who: { id: 5, login: 'contoh-5' } }],
      'Berhenti: ditutup di luar prosedur oleh contoh-5.',
    ],
  ])('the sentence about the state of a case, from its journal: %s', (_, lines, id) => {
    expect(sentence(...lines)).toBe(id);
  });
});

describe('R21, R35: how many rows were on time', () => {
  const inTime = ending('completed', { at: at('11:30') });
  const late = accepted('terima', '10:31', TU, { next: visit('periksa', '10:31', '12:00') });
  const lateAgain = accepted('terima', '12:31', TU, { visit: 2, next: visit('periksa', '12:31', '14:00') });
  const level = (time: string, share: number): Line => ({
    kind: 'rung',
    at: at(time),
    rung: { share, action: share < 1 ? 'remind' : 'overdue', roles: ['tu'] },
  });
  it.each<[string, Line[], number, number]>([
    ['all rows on time', [submitted('09:00'), received, inTime], 2, 2],
    ['done at the deadline', [submitted('09:00'), { ...received, at: at('10:30') }], 1, 1],
    ['one row late', [submitted('09:00'), late, inTime], 1, 2],
    ['late at the second visit', [submitted('09:00'), received, changed, lateAgain], 0, 1],
    ['ended by a changed request, in time', [submitted('09:00'), received, changed], 1, 1],
    ['ended by a changed request, late', [submitted('09:00'), received, { ...changed, at: at('12:01') }], 1, 2],
    ['withdrawn before the deadline', [submitted('09:00'), withdrawn('10:00')], 0, 0],
    ['withdrawn after the deadline', [submitted('09:00'), withdrawn('10:31')], 0, 1],
    ['ended by time, without an act', [submitted('09:00'), received, timedOut], 1, 2],
    ['open before the deadline', [submitted('09:00'), received, level('11:36', 0.8)], 1, 1],
    ['open after the deadline', [submitted('09:00'), received, level('11:36', 0.8), level('12:00', 1)], 1, 2],
    [
      'without a time limit',
      [submitted('09:00'), accepted('terima', '10:00', TU, { next: visit('periksa', '10:00') })],
      1,
      1,
    ],
  ])('R21, R35: rows on time are counted: %s', (_, lines, kept, of) => {
    expect(punctualityOf(passagesOf(journalOf(...lines).journal, procedure))).toEqual({ kept, of });
  });

  it('R21, R35: an open visit is late one second after its deadline, and not at the deadline', () => {
    const passages = passagesOf(journalOf(submitted('09:00')).journal, procedure);
    expect(punctualityOf(passages, at('10:30'))).toEqual({ kept: 0, of: 0 });
    expect(punctualityOf(passages, '2026-11-25T03:30:01Z')).toEqual({ kept: 0, of: 1 });
  });
});

describe('R30: the checklist of a case', () => {
  const states = (...lines: Line[]): string => {
    const { state, journal } = journalOf(...lines);
    return checklistOf(state, journal, procedure, roleNames(roles))
      .map(({ row, state: each }) => `${row} ${each}`)
      .join(', ');
  };
  it.each<[string, Line[], string]>([
    ['at receipt, one act for two rows', [submitted('09:00')], '1 done, 2 current, 3 current, 4 future, 5 future'],
    ['after receipt', [submitted('09:00'), received], '1 done, 2 done, 3 done, 4 current, 5 future'],
    [
      'returned to the start',
      [submitted('09:00'), received, returned],
      '1 current, 2 future, 3 future, 4 future, 5 future',
    ],
    ['superseded', [submitted('09:00'), received, changed], '1 done, 2 current, 3 current, 4 future, 5 future'],
    [
      'a row that the case skips',
      [submitted('09:00'), accepted('terima', '10:00', TU, { next: visit('putuskan', '10:00') })],
      '1 done, 2 done, 3 done, 4 skipped, 5 current',
    ],
    [
      'completed',
      [
        submitted('09:00'),
        received,
        accepted('periksa', '11:00', TU, { next: visit('putuskan', '11:00') }),
        ending('completed'),
      ],
      '1 done, 2 done, 3 done, 4 done, 5 done',
    ],
    [
      'withdrawn',
      [submitted('09:00'), received, { kind: 'withdrawn', at: at('13:00'), end: 'withdrawn' }],
      '1 done, 2 done, 3 done, 4 none, 5 none',
    ],
  ])('R30: the checklist of a case: %s', (_, lines, expected) => {
    expect(states(...lines)).toBe(expected);
  });
});
