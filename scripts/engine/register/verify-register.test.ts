import { expect, test } from 'vitest';
import { fold } from '#domain/case/state/state.ts';
import { emptyIndex, indexAfter, indexPart } from '#domain/journal/index-file.ts';
import { opening } from '#tests/support/sealed-journal.ts';
import { checkIndex } from './verify-register.ts';

test('R29: fields that a later version added to the index are no finding, and a wrong known field is one', () => {
  const state = fold([opening(3)]);
  if (!state) throw new Error('A journal with entries has a state.');
  const index = indexAfter(emptyIndex, state, { mark: 'm1', config: 'c1' });
  const found = (more: object) => {
    const later = { ...index, weather: 'fine', cases: { '3': { ...index.cases['3'], colour: 'red', ...more } } };
    return checkIndex(JSON.stringify(later), undefined, [indexPart(state)], undefined).map(({ path }) => path);
  };
  expect(found({})).toEqual([]);
  expect(found({ step: 'lain' })).toEqual(['/cases/3']);
});
