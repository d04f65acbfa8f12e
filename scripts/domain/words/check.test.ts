import { describe, expect, it } from 'vitest';
import { checkOf, checkOfProblems, DESCRIPTION_LIMIT, DRAFT_CHECK, NO_CASE_CHECK } from './check.ts';
import { labelsFor, labelsOf } from './labels.ts';
import type { Situation, Waiting } from './situation.ts';

const zone = 'Asia/Pontianak';
const due = '2026-11-25T03:42:00Z';
const row3: Waiting = {
  kind: 'waiting',
  row: 3,
  rows: 10,
  withApplicant: false,
  who: [{ id: 'Kepala Dinas', en: 'Head of agency' }],
  joiner: 'and',
  short: { id: 'memberi disposisi', en: 'give the disposition' },
  deadline: { due, clock: 'continuous' },
};
const at = due;

describe('R30: one commit status', () => {
  it.each<[string, Situation, string, string]>([
    [
      'pending while somebody is on turn',
      row3,
      'pending',
      'Menunggu Kepala Dinas memberi disposisi (baris 3 dari 10) — tenggat 25 Nov 2026 10.42 WIB.',
    ],
    [
      'failure while a submission is refused',
      { ...row3, withApplicant: true, after: { kind: 'submission-refused', count: 2 } },
      'failure',
      'Pengajuan belum diterima: 2 isian harus diperbaiki.',
    ],
    [
      'success only when complete',
      { kind: 'completed', at, seconds: 7_200 },
      'success',
      'Selesai 25 Nov 2026 10.42 WIB dalam 2 jam.',
    ],
    ['failure when rejected', { kind: 'rejected', at }, 'failure', 'Ditolak pada 25 Nov 2026 10.42 WIB.'],
    ['failure when failed', { kind: 'failed', at, row: 10 }, 'failure', 'Gagal pada baris 10.'],
    ['failure when withdrawn', { kind: 'withdrawn', at }, 'failure', 'Ditarik pemohon pada 25 Nov 2026 10.42 WIB.'],
    ['failure when abandoned', { kind: 'abandoned', at }, 'failure', 'Berhenti: ditutup di luar prosedur.'],
    ['failure when ended outside', { kind: 'ended-outside', at }, 'failure', 'Berhenti: digabungkan di luar prosedur.'],
    [
      'R31: error when it cannot be decided',
      { kind: 'error', cause: { id: 'forge tidak menjawab', en: 'the forge does not answer' } },
      'error',
      'Keadaan belum dapat ditentukan: forge tidak menjawab; dicoba lagi otomatis.',
    ],
  ])('%s', (_, situation, state, description) => {
    expect(checkOf(situation, { zone })).toEqual({ state, description });
  });

  it('is cut to 140 characters, never inside one, on one line', () => {
    const reason = `satu\ndua \u202E${'𝒜'.repeat(200)}`;
    const { description } = checkOf({ kind: 'failed', at, row: 10, reason }, { zone });
    expect([...description]).toHaveLength(DESCRIPTION_LIMIT);
    expect(description).toMatch(/^Gagal pada baris 10: satu dua <U\+202E>𝒜+…$/u);
  });

  it('of a draft, of no request, of one that cannot be submitted', () => {
    expect(DRAFT_CHECK).toEqual({ state: 'pending', description: 'Konsep; belum diajukan.' });
    expect(NO_CASE_CHECK).toEqual({ state: 'success', description: 'Bukan permohonan; tidak ada yang dinilai.' });
    const message = { id: 'Berkas ini tidak boleh ada.', en: 'This file may not be here.' };
    expect(checkOfProblems([{ file: 'requests/2026/x.exe', path: '', code: 'extra', message }])).toEqual({
      state: 'failure',
      description:
        'Pengajuan belum diterima: 1 isian harus diperbaiki. requests/2026/x.exe: Berkas ini tidak boleh ada.',
    });
  });
});

describe('R30: labels', () => {
  it('row and overdue', () => {
    expect(labelsOf(row3, due)).toEqual(['baris/3']);
    expect(labelsOf(row3, '2026-11-25T03:42:01Z')).toEqual(['baris/3', 'lewat-tenggat']);
    expect(labelsOf({ ...row3, overdue: true })).toEqual(['baris/3', 'lewat-tenggat']);
    expect(labelsOf({ kind: 'withdrawn', at })).toEqual([]);
  });

  it('fit what the forge takes', () => {
    for (const { description, color } of labelsFor(10)) {
      expect(description.length).toBeLessThanOrEqual(100);
      expect(color).toMatch(/^[0-9A-F]{6}$/);
    }
  });
});
