import { describe, expect, test } from 'vitest';
import type { Condition, Step } from '#domain/generated/procedure.ts';
import { example } from '#tests/support/example-procedure.ts';
import * as steps from './steps.ts';

const { procedure } = example();
const step = (id: string): Step => steps.stepOf(procedure, id);

describe('R4: the steps of a procedure', () => {
  test('R4: a case begins at the submission, is received at receipt and returns from there to the applicant', () => {
    expect(steps.firstStep(procedure).id).toBe('ajukan');
    expect(steps.receiptStep(procedure).id).toBe('terima');
    expect(steps.returnStep(procedure).id).toBe('perbaiki');
  });

  test('R4: a step is named by its first row, and the number of rows is the highest row number', () => {
    expect(procedure.steps.map(steps.rowOf)).toEqual([1, 1, 2, 4, 5]);
    expect(steps.rowsOf(step('terima'))).toEqual([2, 3]);
    expect(steps.rowCount(procedure)).toBe(5);
  });

  test('R46: the table has each row once, in order, and a row with a letter does not raise the number of rows', () => {
    const { procedure: other } = example();
    const rows: Step['row'][] = [1, 1, [2, '2a'], '3a', '3b'];
    const lettered = { ...other, steps: other.steps.map((each, i) => ({ ...each, row: rows[i] ?? 1 })) };
    expect(steps.tableRows(lettered)).toEqual([1, 2, '2a', '3a', '3b']);
    expect(lettered.steps.map(steps.rowOf)).toEqual([1, 1, 2, '3a', '3b']);
    expect(steps.rowCount(lettered)).toBe(3);
  });

  test('R4: the times of several rows of a step add up', () => {
    expect(steps.limitOf(step('terima'))).toBe('PT1H30M');
    expect(steps.limitOf(step('periksa'))).toBe('P1D');
  });

  test('R4: a time that is only printed, or not given, is not measured', () => {
    expect(steps.limitOf(step('ajukan'))).toBeUndefined();
    expect(steps.limitOf(step('perbaiki'))).toBeUndefined();
  });

  test('R20: the clock of a step is the one that the step names, or else the procedure’s, in the procedure’s zone', () => {
    expect(steps.clockOf(procedure, step('terima'))).toEqual({ kind: 'continuous', zone: 'Asia/Pontianak' });
    expect(steps.clockOf(procedure, step('periksa'))).toEqual({
      kind: 'office-hours',
      zone: 'Asia/Pontianak',
      hours: { mon: [{ from: '07:30', to: '16:00' }] },
    });
  });

  test('R5: an actor names one role, all or any of several, or a quorum of them', () => {
    expect(steps.rolesOf('tu')).toEqual(['tu']);
    expect(steps.rolesOf({ all: ['kepala', 'tu'] })).toEqual(['kepala', 'tu']);
    expect(steps.rolesOf({ any: ['tu', 'kepala'] })).toEqual(['tu', 'kepala']);
    expect(steps.rolesOf({ quorum: 2, of: ['panitia'] })).toEqual(['panitia']);
  });

  test('R4: a step or clock that does not exist is a programming error', () => {
    expect(() => step('tiada')).toThrow('contoh has no step "tiada"');
    expect(() => steps.clockOf(procedure, { ...step('terima'), clock: 'toString' })).toThrow('no clock "toString"');
  });
});

describe('R6: the first forward outcome whose condition is met is taken', () => {
  const chosen = (jumlah?: number) =>
    steps.chooseOutcome(step('terima'), { request: { acara: { jumlah } }, results: {} });

  test('R6: an event of 100 people takes the first outcome; a smaller event, or one without a number, takes the last', () => {
    expect(chosen(100)).toEqual({ to: 'putuskan' });
    expect(chosen(99)).toEqual({ to: 'periksa' });
    expect(chosen(undefined)).toEqual({ to: 'periksa' });
  });

  test('R6: an outcome may end the case', () => {
    expect(steps.chooseOutcome(step('putuskan'), { request: {}, results: {} })).toEqual({ end: 'completed' });
  });

  const answers = {
    request: { n: 3, s: 'luring', b: false, kosong: null },
    results: { periksa: { n: 7 } },
  };
  test.each<[Condition, boolean]>([
    [{ field: '/n', equals: 3 }, true],
    [{ field: '/n', equals: 4 }, false],
    [{ field: '/b', equals: false }, true],
    [{ field: '/s', in: ['daring', 'luring'] }, true],
    [{ field: '/s', in: ['daring'] }, false],
    [{ field: '/n', atLeast: 3 }, true],
    [{ field: '/n', atLeast: 3.5 }, false],
    [{ field: '/n', atMost: 3 }, true],
    [{ field: '/n', atMost: 2 }, false],
    [{ field: '/s', atLeast: 0 }, false],
    [{ field: '/n', exists: true }, true],
    [{ field: '/n', exists: false }, false],
    [{ field: '/tiada', exists: false }, true],
    [{ field: '/kosong', exists: true }, false],
    [{ field: '/tiada', equals: 3 }, false],
    [{ field: '/tiada', atMost: 3 }, false],
    [{ result: 'periksa', field: '/n', equals: 7 }, true],
    [{ result: 'terima', field: '/n', equals: 7 }, false],
    [{ result: 'constructor', field: '/name', exists: true }, false],
  ])('R6: the condition %j is %s', (condition, expected) => {
    expect(steps.holds(condition, answers)).toBe(expected);
  });
});
