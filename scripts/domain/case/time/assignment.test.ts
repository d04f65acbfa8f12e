import { describe, expect, test } from 'vitest';
import type { Procedure } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { GRANTS } from '#tests/support/folders.ts';
import { configOf } from '#tests/support/world.ts';
import { assignedTo, assignmentProblems } from './assignment.ts';

const grants = await configOf(GRANTS);
const procedure = grants.procedures.get('bantuan-warga')?.value as Procedure;
const then = { roles: grants.roles, at: '2026-12-21T01:00:00Z', zone: procedure.zone };

describe('R42: who acts in a step whose officials are named by a result or by the request', () => {
  const assigned = (names: unknown, at = then.at) =>
    assignedTo(
      stepOf(procedure, 'penilaian'),
      { request: {}, results: { penunjukan: { penilai: names } } },
      { ...then, at },
    )?.map(({ role, account }) => [role, account?.login]);

  test('a step is assigned to the one official whom the result names', () =>
    expect(assigned(['nilai-dua'])).toEqual([['penilai', 'nilai-dua']]));

  test('a step is assigned to each named role and official once, in the order of the result; letter case and blanks of accounts do not matter', () => {
    expect(assigned(['NILAI-tiga', 'wakil', ' nilai-satu ', 'nilai-tiga'])).toEqual([
      ['penilai', 'nilai-tiga'],
      ['wakil', undefined],
      ['penilai', 'nilai-satu'],
    ]);
  });

  test('a step is assigned only to named people who hold its role on the day; if nobody is left, or nobody was named, there is no assignment', () => {
    expect(assigned(['nilai-lama', 'nilai-dua'])).toEqual([['penilai', 'nilai-dua']]);
    for (const names of [['nilai-lama'], ['kepala'], [], ['']]) expect(assigned(names)).toBeUndefined();
    expect(assigned(['nilai-lama'], '2026-06-30T01:00:00Z')).toEqual([['penilai', 'nilai-lama']]);
    expect(assignedTo(stepOf(procedure, 'penilaian'), { request: {}, results: {} }, then)).toBeUndefined();
    expect(assignedTo(stepOf(procedure, 'penerimaan'), { request: {}, results: {} }, then)).toBeUndefined();
  });

  test('a step is assigned to the role that a single text field of the request names', () => {
    const step = stepOf(procedure, 'keputusan');
    expect(assignedTo(step, { request: { kepada: 'wakil' }, results: {} }, then)).toEqual([{ role: 'wakil' }]);
  });
});

test('R42: an account without the role, a holder whose term is over, and the opener cannot be assigned', () => {
  const found = (penilai: readonly string[], ...applicants: number[]) =>
    assignmentProblems(procedure, { penilai }, then, {
      ...{ step: 'penunjukan', file: 'hasil', schema: undefined },
      applicants,
    }).map(({ code, path }) => [path, code]);
  expect(found(['nilai-satu', 'penilai', 'wakil'], 99)).toEqual([]);
  expect(found(['nilai-satu', 'kepala', 'nilai-lama'], 2)).toEqual([
    ['/penilai/0', 'assigned-opener'],
    ['/penilai/1', 'not-assignable'],
    ['/penilai/2', 'not-assignable'],
  ]);
});
