import { expect, it } from 'vitest';
import type { Step } from '#domain/generated/procedure.ts';
import { holdersOf } from '#domain/case/state/roles.ts';
import { deskCase } from '#tests/site/support/desk-case.ts';
import { roles, sop, Walk } from '#tests/support/walked-case.ts';
import { mayReject } from './desk-case.ts';

const NOW = '2026-11-25T02:10:00Z';

/**
 * Checks whether the desk lets a holder of this role reject a case in row 7.
 * @param close who may reject in the step of row 7; undefined to use the rule of the procedure
 */
function isOffered(role: string, close?: Step['close']): boolean {
  const one = deskCase({ walk: new Walk(7).submit().to('pengecekan') });
  const [holder] = holdersOf(roles, role, NOW, sop.zone);
  const { current } = one;
  if (!current || !holder) throw new Error('There is no case or no holder.');
  const viewer = { ...one.viewer, login: holder.login, databaseId: holder.account };
  const step = close === undefined ? current.step : { ...current.step, close };
  return mayReject({ ...one, viewer }, { ...current, step }, NOW);
}

it('R16: the desk lets only holders on turn reject, and only those whom the step lets reject', () => {
  expect(isOffered('subkor-ile')).toBe(true);
  expect(isOffered('staf-operator')).toBe(true);
  expect(isOffered('kepala-dinas')).toBe(false);
  expect(isOffered('subkor-ile', ['subkor-ile'])).toBe(true);
  expect(isOffered('staf-operator', ['subkor-ile'])).toBe(false);
  expect(isOffered('subkor-ile', 'none')).toBe(false);
});
