import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECOND } from '#tests/support/folders.ts';
import { readOfficeFile } from './office-file.ts';
import { type Office, type OfficeOptions, openOffice } from './open-office.ts';

const DAY = 86_400_000;
let folder: string;
let office: Office;
let machine = Date.parse('2026-12-01T01:00:00Z');

const open = async (options: Partial<OfficeOptions> = {}): Promise<Readonly<Record<string, string>>> => {
  office = await openOffice({
    folder,
    root: SECOND,
    port: 0,
    log: () => undefined,
    machine: () => machine,
    ...options,
  });
  return (await readOfficeFile(folder))?.tokens ?? {};
};
const openAgain = async (options: Partial<OfficeOptions> = {}): Promise<Readonly<Record<string, string>>> => {
  await office.close();
  return open(options);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-'));
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

/** Returns the login that the forge finds for the token, or its refusal. */
async function ask(token = ''): Promise<string> {
  const answer = await fetch(`${office.forge.apiUrl}/user`, { headers: { authorization: `token ${token}` } });
  const { login, message } = (await answer.json()) as { login?: string; message?: string };
  return `${answer.status} ${login ?? message}`;
}

const PERSON = 'contoh-pemohon';
const PROCESS = 'disposisi[bot]';

test('security 28: the process’s own token works for as long as its office runs, and ends with the next start', async () => {
  const first = await open();
  machine += 400 * DAY;
  expect(await ask(first[PROCESS])).toBe(`200 ${PROCESS}`);
  // A later act uses a token that works, and ends no token that the office needs.
  await office.as(PERSON);
  expect(await ask(first[PROCESS])).toBe(`200 ${PROCESS}`);
  const second = await openAgain();
  expect(await ask(second[PROCESS])).toBe(`200 ${PROCESS}`);
  expect(await ask(first[PROCESS])).toBe('401 Bad credentials');
});

test('security 28: the tokens of people end, and are replaced before that, in an office that nobody restarts', async () => {
  const first = await openAgain();
  // A person may move the office’s clock ahead to try something. No token ends because of that.
  office.forward(200 * 86_400);
  expect(await ask(first[PERSON])).toBe(`200 ${PERSON}`);

  machine += 61 * DAY;
  await office.as(PERSON);
  const second = (await readOfficeFile(folder))?.tokens ?? {};
  expect(second[PERSON]).not.toBe(first[PERSON]);
  expect(await ask(first[PERSON])).toBe(`200 ${PERSON}`);
  machine += 30 * DAY;
  expect(await ask(first[PERSON])).toMatch(/^401 .*Sign in again; .*forge\.json/);
  expect(await ask(second[PERSON])).toBe(`200 ${PERSON}`);
  const third = await openAgain();
  expect(third[PERSON]).toBe(second[PERSON]);
});

test('security 28: a start can end every token, and a start with a shorter lifetime shortens the present tokens', async () => {
  const before = (await readOfficeFile(folder))?.tokens ?? {};
  const after = await openAgain({ revokeTokens: true });
  for (const login of [PERSON, PROCESS]) {
    expect(await ask(before[login])).toBe('401 Bad credentials');
    expect(await ask(after[login])).toBe(`200 ${login}`);
  }
  const cut = await openAgain({ tokenDays: 7 });
  expect(cut[PERSON]).toBe(after[PERSON]);
  machine += 8 * DAY;
  expect(await ask(cut[PERSON])).toMatch(/^401 .*expired/);
});
