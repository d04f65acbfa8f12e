import { expect, test } from 'vitest';
import { selfOf } from './account.ts';

test('the account of the token is read from a reply of the forge', () => {
  expect(selfOf({ login: 'disposisi[bot]', databaseId: 900 })).toEqual({
    id: 900,
    login: 'disposisi[bot]',
    kind: 'bot',
  });
});

test('R31: a reply without the id of the token’s account is an error', () => {
  expect(() => selfOf({ login: 'x', databaseId: null })).toThrow(/no id/);
  expect(() => selfOf(undefined)).toThrow(/no id/);
});
