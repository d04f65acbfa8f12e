import { describe, expect, test } from 'vitest';
import type { Procedure } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { GRANTS } from '#tests/support/folders.ts';
import { configOf } from '#tests/support/world.ts';
import { assignedTo, assignmentProblems } from './assignment.ts';

const grants = await configOf(GRANTS);
const procedure = grants.procedures.get('bantuan-warga')?.value as Procedure;
const then = { roles: grants.roles, at: '2026-12-21T01:00:00Z', zone: procedure.zone };

describe('R42: who acts in a step whose officials are named by an earlier result', () => {
  const assigned = (names: unknown, at = then.at) =>
    assignedTo(
      stepOf(procedure, 'penilaian'),
      { request: {}, results: { penunjukan: { penilai: names } } },
      { ...then, at },
    )?.map(({ role, account }) => [role, account?.login]);

  test('one named official alone', () => expect(assigned(['nilai-dua'])).toEqual([['penilai', 'nilai-dua']]));

  test('each of several once, in their order; a role is itself, an account is written in any letters', () => {
    expect(assigned(['NILAI-tiga', 'wakil', ' nilai-satu ', 'nilai-tiga'])).toEqual([
      ['penilai', 'nilai-tiga'],
      ['wakil', undefined],
      ['penilai', 'nilai-satu'],
    ]);
  });

  test('those who hold the office that day; where nobody of them does, or nobody is named, the office itself', () => {
    expect(assigned(['nilai-lama', 'nilai-dua'])).toEqual([['penilai', 'nilai-dua']]);
    for (const names of [['nilai-lama'], ['kepala'], [], ['']]) expect(assigned(names)).toBeUndefined();
    expect(assigned(['nilai-lama'], '2026-06-30T01:00:00Z')).toEqual([['penilai', 'nilai-lama']]);
    expect(assignedTo(stepOf(procedure, 'penilaian'), { request: {}, results: {} }, then)).toBeUndefined();
    expect(assignedTo(stepOf(procedure, 'penerimaan'), { request: {}, results: {} }, then)).toBeUndefined();
  });

  test('one name that is no list, as a field of the request has it', () => {
    const step = stepOf(procedure, 'keputusan');
    expect(assignedTo(step, { request: { kepada: 'wakil' }, results: {} }, then)).toEqual([{ role: 'wakil' }]);
  });
});

test('R42: a person who may not act is not assigned: nobody of the office, nobody whose time is over, not the opener', () => {
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
