import { expect, test } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { example } from '#tests/support/example-procedure.ts';
import { caseAt, office, results, run, wib } from '#tests/support/world.ts';
import { informs, resultPassed } from '../state/informed-records.ts';
import { namedParties, someOf } from './named.ts';

const list = { result: '/undangan', name: 'nama', account: 'akun' };
const step = (informs: NonNullable<Step['informs']>): Step => ({ ...stepOf(example().procedure, 'terima'), informs });

const approved = (result?: Readonly<Record<string, unknown>>, changes: Partial<Entry> = {}): Entry => ({
  ...{ seq: 1, kind: 'accepted', at: wib(1, '08:00'), config: '', gesture: 'approve', step: 'terima', visit: 1 },
  ...(result ? { result } : {}),
  ...changes,
});
const isInforming = (of: Step, entry: Entry): boolean => informs(of, [entry], entry);

test('R30: a step that informs only people named by a result informs nobody if the result names nobody', () => {
  const named = { undangan: [{ nama: 'Dinas Contoh' }] };
  expect(isInforming(step([list]), approved(named))).toBe(true);
  expect(isInforming(step([list]), approved({ undangan: [] }))).toBe(false);
  expect(isInforming(step([list]), approved({}))).toBe(false);
  expect(isInforming(step([list]), approved())).toBe(false);
});

test('R30: only an Approve that completes a step informs', () => {
  const more = { adds: 'P1D', deadline: { due: '', limit: 'P1D', clock: 'continuous', zone: '' }, rungs: [] } as const;
  const of = step([{ role: 'tu' }]);
  expect(isInforming(of, approved())).toBe(true);
  const others: Partial<Entry>[] = [
    ...[{ partial: true }, { gesture: 'changes' as const }, { extended: { ...more, rungs: [] } }],
    { assigns: [{ role: 'tu' }] },
  ];
  for (const other of others) expect([other, isInforming(of, approved({}, other))]).toEqual([other, false]);
});

test.each([
  ['ends the case', { end: 'completed' }],
  [
    'gives the case to the applicant',
    { next: { step: 'perbaikan', row: 1, visit: 1, begins: '', withApplicant: true } },
  ],
] as const)('R30: an act that %s informs the others, and the applicant gets the notice about that', (_what, led) => {
  const entry = approved({}, led);
  expect(isInforming(step([{ role: 'tu' }, { role: 'applicant' }]), entry)).toBe(true);
  expect(isInforming(step([{ role: 'applicant' }]), entry)).toBe(false);
  expect(isInforming(step([{ role: 'applicant' }]), approved())).toBe(true);
});

test('R30: people in the list of a result are found by name, with an account only if it is a holder’s; an item without a name is left out', () => {
  const result = {
    undangan: [{ nama: 'TU', akun: ' CONTOH-TU ' }, { nama: 'Lain', akun: 'contoh-orang-lain' }, { akun: 'contoh-tu' }],
  };
  expect(
    namedParties(step([list]), result, { roles: office.roles, at: wib(1, '08:00'), zone: 'Asia/Pontianak' }),
  ).toEqual([{ name: 'TU', account: { id: expect.any(Number), login: 'contoh-tu' } }, { name: 'Lain' }]);
});

test.each([
  [20, ' | 20'],
  [21, ' | 20 | …'],
])('of %d names, a problem lists at most 20', (count, end) => {
  const listed = someOf(Array.from({ length: count }, (_, at) => `${at + 1}`));
  expect([listed.startsWith('1 | 2 | '), listed.endsWith(end)]).toEqual([true, true]);
});

test('R5, R30: if several holders approve, the result of the visit is the one that the first holder brought', () => {
  const history = caseAt('pengecekan');
  history.approve(wib(1, '08:30'), 'contoh-subkor-ile', { result: results['pengecekan']?.() ?? {} });
  history.approve(wib(1, '08:31'), 'contoh-operator');
  const { journal } = run(history, [], wib(1, '08:32'));
  const last = journal.findLast(({ kind }) => kind === 'accepted');
  expect(last?.result).toBeUndefined();
  expect(last && resultPassed(journal, last)).toMatchObject({ ruang: 'tcm' });
});
