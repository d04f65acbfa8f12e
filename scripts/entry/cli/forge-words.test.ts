import { expect, test } from 'vitest';
import { ForgeError } from '#engine/forge/errors.ts';
import { forgeWords } from './forge-words.ts';

test('a forge that is out of reach is reported with its address, in words', () => {
  const error = new ForgeError('unreachable', 'GET /user', 'getaddrinfo ENOTFOUND api.github.com');
  expect(forgeWords(error, 'id')).toEqual([
    'api.github.com — Nama ini tidak dikenal di jaringan. Periksa sambungan jaringan dan alamatnya.',
    error.next.id,
  ]);
  expect(forgeWords(error, 'en')[0]).toMatch(/^api\.github\.com — This name is not known/);
});

test('a refusal by a forge is reported in the forge’s words, with what to do', () => {
  const error = new ForgeError('refused', 'GET /user', 'Bad credentials', { status: 401 });
  expect(forgeWords(error, 'en')).toEqual(['GET /user (401): Bad credentials', error.next.en]);
});
