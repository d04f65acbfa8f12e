import { expect, it } from 'vitest';
import { stepOf } from '#domain/procedure/steps.ts';
import { sop } from '#tests/support/walked-case.ts';
import { partyRules } from './party-rules.ts';
import { needsOf } from './sticky-input.ts';

const NAMES: Readonly<Record<string, string>> = { 'subkor-ile': 'Subkor ILE', 'staf-operator': 'Operator' };
const named = (id: string) => ({ id: NAMES[id] ?? id, en: NAMES[id] ?? id });

it('R16: table, checklist and explanation say who may reject in a step, and nothing if the procedure does not say', () => {
  const step = stepOf(sop, 'pengecekan');
  const said = (close?: typeof step.close) => {
    const closing = close === undefined ? step : { ...step, close };
    return [partyRules(sop, closing, named).map(({ id }) => id), needsOf(sop, closing, named, undefined).closing?.en];
  };
  expect(said()).toEqual([[], undefined]);
  expect(said('none')).toEqual([
    ['Permohonan tidak dapat ditolak pada langkah ini.'],
    'The request cannot be rejected in this step',
  ]);
  expect(said(['subkor-ile', 'staf-operator'])).toEqual([
    ['Hanya Subkor ILE atau Operator yang dapat menolak permohonan pada langkah ini.'],
    'Only Subkor ILE or Operator can reject the request in this step',
  ]);
});
