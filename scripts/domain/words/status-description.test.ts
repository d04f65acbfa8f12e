import { describe, expect, it } from 'vitest';
import { DUE, ROW_3 } from '#tests/support/row-3.ts';
import { permits } from '#tests/support/branching.ts';
import { sop } from '#tests/support/walked-case.ts';
import { labelsFor } from './labels.ts';
import type { Situation } from './situation.ts';
import {
  DESCRIPTION_LIMIT,
  DRAFT_DESCRIPTION,
  NO_CASE_DESCRIPTION,
  problemsDescription,
  statusDescription,
} from './status-description.ts';

const zone = 'Asia/Pontianak';
const at = DUE;

describe('R30: the text of a commit status', () => {
  it.each<[string, Situation, string]>([
    [
      'while somebody is on turn',
      ROW_3,
      'Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tenggat 25 Nov 2026 10.42 WIB.',
    ],
    [
      'R46: in a row with a letter',
      { ...ROW_3, row: '3a', rows: 8 },
      'Menunggu Kepala Dinas memberi disposisi (langkah 3a dari 8) — tenggat 25 Nov 2026 10.42 WIB.',
    ],
    [
      'while a submission is refused',
      { ...ROW_3, withApplicant: true, after: { kind: 'submission-refused', count: 2 } },
      'Pengajuan belum diterima: 2 hal harus diperbaiki.',
    ],
    ['completed', { kind: 'completed', at, seconds: 7_200 }, 'Selesai 25 Nov 2026 10.42 WIB dalam 2 jam.'],
    ['rejected', { kind: 'rejected', at }, 'Ditolak pada 25 Nov 2026 10.42 WIB.'],
    ['failed', { kind: 'failed', at, row: 10 }, 'Gagal pada langkah 10.'],
    ['R46: failed in a row with a letter', { kind: 'failed', at, row: '3a' }, 'Gagal pada langkah 3a.'],
    ['withdrawn', { kind: 'withdrawn', at }, 'Ditarik pemohon pada 25 Nov 2026 10.42 WIB.'],
    ['abandoned', { kind: 'abandoned', at }, 'Berhenti: ditutup di luar prosedur.'],
    ['ended outside', { kind: 'ended-outside', at }, 'Berhenti: digabungkan di luar prosedur.'],
    [
      'R31: when it cannot be decided',
      { kind: 'error', cause: { id: 'forge tidak menjawab', en: 'the forge does not answer' } },
      'Status belum dapat ditentukan: forge tidak menjawab; sistem mencoba lagi.',
    ],
  ])('R30: the text of the commit status of a case: %s', (_, situation, description) => {
    expect(statusDescription(situation, { zone })).toBe(description);
  });

  it('R30: a commit status has one line of at most 140 code points, and no code point is cut in two', () => {
    const reason = `satu\ndua \u202E${'𝒜'.repeat(200)}`;
    const description = statusDescription({ kind: 'failed', at, row: 10, reason }, { zone });
    expect([...description]).toHaveLength(DESCRIPTION_LIMIT);
    expect(description).toMatch(/^Gagal pada langkah 10: satu dua <U\+202E>𝒜+…$/u);
  });

  it('R30: a commit status says that a pull request is a draft, is no request, or cannot be submitted and why; an expected value that is too long is left out', () => {
    expect(DRAFT_DESCRIPTION).toBe('Konsep; belum diajukan.');
    expect(NO_CASE_DESCRIPTION).toBe('Bukan permohonan; tidak ada yang dinilai.');
    const message = { id: 'Berkas ini tidak boleh ada.', en: 'This file may not be here.' };
    expect(problemsDescription([{ file: 'requests/2026/x.exe', path: '', code: 'extra', message }])).toBe(
      'Pengajuan belum diterima: 1 hal harus diperbaiki. requests/2026/x.exe: Berkas ini tidak boleh ada.',
    );
    const own = { id: 'Ini bukan akun yang mengajukan permohonan ini', en: 'This is not the account that opened it' };
    const account = {
      file: '',
      path: '/akun',
      code: 'not-own-account',
      message: own,
      label: { id: 'Akun', en: 'Account' },
    };
    expect(problemsDescription([{ ...account, expected: 'contoh-opd', received: 'contoh-lain' }])).toBe(
      'Pengajuan belum diterima: 1 hal harus diperbaiki. Akun: Ini bukan akun yang mengajukan permohonan ini (diharapkan contoh-opd).',
    );
    expect(problemsDescription([{ ...account, expected: 'x'.repeat(90) }])).toMatch(/permohonan ini\.$/);
  });
});

describe('R30: the labels of steps', () => {
  it('R30: the description and the colour of a label are within the forge’s limits', () => {
    for (const { description, color } of labelsFor([sop, permits])) {
      expect(description.length).toBeLessThanOrEqual(100);
      expect(color).toMatch(/^[0-9A-F]{6}$/);
    }
  });

  it('R46: each row of one or several procedures has one label, such as `baris/3a`; labels are in the order of rows', () => {
    const names = (...procedures: Parameters<typeof labelsFor>[0]) => labelsFor(procedures).map(({ name }) => name);
    const rows = ['1', '2', '3a', '3b', '4', '5', '6', '7', '8'].map((row) => `baris/${row}`);
    expect(names(permits)).toEqual([...rows, 'lewat-tenggat']);
    expect(names(sop, permits)).toEqual([
      ...['baris/1', 'baris/2', 'baris/3', 'baris/3a', 'baris/3b', 'baris/4', 'baris/5', 'baris/6', 'baris/7'],
      ...['baris/8', 'baris/9', 'baris/10', 'lewat-tenggat'],
    ]);
    expect(labelsFor([permits]).find(({ name }) => name === 'baris/3a')?.description).toBe(
      'Berkas berada pada langkah 3a / The case is at step 3a',
    );
  });
});
