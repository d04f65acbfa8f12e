import { expect, test } from 'vitest';
import { selfOf } from './account.ts';

test('the token says in each answer whose it is', () => {
  expect(selfOf({ login: 'disposisi[bot]', databaseId: 900 })).toEqual({
    id: 900,
    login: 'disposisi[bot]',
    kind: 'bot',
  });
});

test('R31: an account without an id is nobody', () => {
  expect(() => selfOf({ login: 'x', databaseId: null })).toThrow(/no id/);
  expect(() => selfOf(undefined)).toThrow(/no id/);
});
