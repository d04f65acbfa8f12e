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
])('of GitHub’s tokens, %s reaches too far: %s', (token, expected) => {
  expect(reachesTooFar({ kind: 'github' }, token)).toBe(expected);
  expect(reachesTooFar({ kind: 'embedded' }, token)).toBe(false);
});

it('what a person made and pasted is shown to no sign-in; a token that came from there is ended there', async () => {
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
