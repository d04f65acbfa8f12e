import { expect, test } from 'vitest';
import { json, scripted } from './answers.fixture.ts';
import { readSelf } from './self.ts';

test("an App's account is asked for by its slug, for its token may not ask who it is", async () => {
  const { client, asked } = scripted([json({ id: 900, login: 'disposisi[bot]', type: 'Bot' })]);
  expect(await readSelf(client, 'disposisi')).toEqual({ id: 900, login: 'disposisi[bot]', kind: 'bot' });
  expect(asked.map((request) => request.path)).toEqual(['/api/v3/users/disposisi%5Bbot%5D']);
});

test('elsewhere the token says whose it is', async () => {
  const { client, asked } = scripted([json({ id: 4, login: 'disposisi', type: 'Bot' })]);
  expect((await readSelf(client)).id).toBe(4);
  expect(asked.map((request) => request.path)).toEqual(['/api/v3/user']);
});

test('R31: an account without an id is nobody', async () => {
  await expect(readSelf(scripted([json({ login: 'x', type: 'User' })]).client)).rejects.toThrow(/no id/);
});
