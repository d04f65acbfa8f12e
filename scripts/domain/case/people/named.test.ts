import { expect, test } from 'vitest';
import type { Step } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { example } from '#tests/support/example-procedure.ts';
import { caseAt, office, results, run, wib } from '#tests/support/world.ts';
import { informsAnybody, namedParties, resultPassed, someOf } from './named.ts';

const list = { result: '/undangan', name: 'nama', account: 'akun' };
const step = (informs: NonNullable<Step['informs']>): Step => ({ ...stepOf(example().procedure, 'terima'), informs });

test('R30: a step that informs only people named by a result informs nobody if the result names nobody', () => {
  expect(informsAnybody(step([list]), { undangan: [{ nama: 'Dinas Contoh' }] })).toBe(true);
  expect(informsAnybody(step([list]), { undangan: [] })).toBe(false);
  expect(informsAnybody(step([list]), {})).toBe(false);
  expect(informsAnybody(step([list]), undefined)).toBe(false);
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
