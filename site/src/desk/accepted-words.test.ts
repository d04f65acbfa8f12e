import { describe, expect, it } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { acceptedWords } from './view/reply-notice.tsx';

type Act = Parameters<typeof acceptedWords>[0];

const next = (row: number, withApplicant: boolean): Entry['next'] & object => ({
  ...{ step: 'contoh', row, visit: 1, begins: '2026-11-27T00:00:00Z', withApplicant },
});
const changes = { kind: 'accepted', gesture: 'changes' } as const;
const ended = ['Tercatat: berkas ditutup.', 'Recorded: the case is closed.'] as const;

const SAID: readonly (readonly [act: string, entry: Act, id: string, en: string])[] = [
  ['an approval', { kind: 'accepted', gesture: 'approve', next: next(3, false) }, 'Diterima.', 'Accepted.'],
  ['a submission', { kind: 'submitted', gesture: 'submit', next: next(2, false) }, 'Diterima.', 'Accepted.'],
  [
    'a return to the applicant',
    { ...changes, next: next(1, true) },
    'Tercatat: dikembalikan kepada pemohon.',
    'Recorded: returned to the applicant.',
  ],
  [
    'changes that lead to another step',
    { ...changes, next: next(8, false) },
    'Tercatat: dikembalikan ke langkah 8.',
    'Recorded: returned to step 8.',
  ],
  [
    'an approval whose result leads to another step',
    { kind: 'accepted', gesture: 'approve', next: next(8, false), because: { id: 'uji gagal', en: 'the test failed' } },
    'Tercatat: uji gagal. Berkas menuju langkah 8.',
    'Recorded: the test failed. The case goes to step 8.',
  ],
  [
    'an approval whose result ends the case',
    { kind: 'accepted', gesture: 'approve', end: 'failed', because: { id: 'gangguan', en: 'a disturbance' } },
    'Tercatat: gangguan. Berkas ditutup.',
    'Recorded: a disturbance. The case is closed.',
  ],
  [
    'a result that others must attest',
    { kind: 'accepted', gesture: 'approve', partial: true, result: { uji: 'gagal' } },
    'Hasil tercatat.',
    'Result recorded.',
  ],
  ['one approval of several', { kind: 'accepted', gesture: 'approve', partial: true }, 'Diterima.', 'Accepted.'],
  [
    'a postponement',
    { kind: 'superseded', postpones: ['contoh'], next: next(7, false) },
    'Tercatat: waktu lain diminta, kembali ke langkah 7.',
    'Recorded: another time is asked for, back to step 7.',
  ],
  [
    'an answer that a record is wrong',
    { kind: 'answered' },
    'Tercatat: tanggapan disampaikan.',
    'Recorded: the answer is forwarded.',
  ],
  ['changes by which a case fails', { ...changes, end: 'failed' }, ...ended],
  ['a rejection', { kind: 'rejected', end: 'rejected' }, ...ended],
  ['a withdrawal', { kind: 'withdrawn', end: 'withdrawn' }, ...ended],
];

describe('the sentence about an act that was recorded', () => {
  it.each(SAID)('the desk says of a recorded act: %s', (_act, entry, id, en) => {
    expect(acceptedWords(entry, 'id')).toBe(id);
    expect(acceptedWords(entry, 'en')).toBe(en);
  });
});
