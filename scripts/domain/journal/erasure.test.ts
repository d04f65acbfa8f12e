import { expect, test } from 'vitest';
import { Walk } from '#tests/support/walked-case.ts';
import { withoutErased } from './erasure.ts';
import { openJournal } from './journal.ts';

const ground = { id: 'Contoh', en: 'Sample' };

test('R50: a line that says what is erased stays whole, also before a later one', () => {
  const walk = new Walk(12).submit({ rahasia: 'isi yang dihapus' }).withdraw();
  const first = walk.sealed();
  walk.add('erased', { erased: { what: ['documents'], ground } });
  const kept = walk.sealed().outlines.map(({ seq, at, kind }) => ({ seq, at, kind }));
  walk.add('erased', { erased: { what: ['letters'], ground, kept } });
  const whole = walk.sealed();
  const bare = openJournal(12, withoutErased(12, whole.text, whole.erasure));
  expect(bare.lines.map((line) => line.private.part !== undefined)).toEqual([false, false, true, true]);
  expect(bare.lines.map(({ id }) => id)).toEqual(whole.lines.map(({ id }) => id));
  expect([whole.text, bare.text].map((text) => text.includes('isi yang dihapus'))).toEqual([true, false]);
  // An older version of the journal loses the same.
  expect(bare.text.startsWith(withoutErased(12, first.text, whole.erasure))).toBe(true);
});
