import { afterEach, expect, it, vi } from 'vitest';
import { endToken, reachesTooFar } from './session.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

it.each([
  ['gho_luas', true],
  ['ghp_lama', true],
  ['ghu_sempit', false],
  ['github_pat_sempit', false],
])('a token %s has too many rights on GitHub (%s), and never on the embedded forge', (token, expected) => {
  expect(reachesTooFar({ kind: 'github' }, token)).toBe(expected);
  expect(reachesTooFar({ kind: 'embedded' }, token)).toBe(false);
});

it('a pasted token is sent to no sign-in, and a token of the sign-in is ended there', async () => {
  const asked: unknown[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push([url, init.headers]);
    return new Response(null, { status: 204 });
  });
  const gitHub = { kind: 'github', origin: 'https://masuk.contoh.example' } as const;
  await endToken(gitHub, 'github_pat_sempit');
  expect(asked).toEqual([]);
  await endToken(gitHub, 'ghu_sempit');
  expect(asked).toEqual([['https://masuk.contoh.example/sign-out', { authorization: 'token ghu_sempit' }]]);
});
