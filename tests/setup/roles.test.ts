import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '#domain/user-error.ts';
import { run } from '#entry/cli/verbs/roles.ts';
import { recorder } from '../conformity/recorder.ts';
import { FIRST } from '../support/folders.ts';
import { type Office, openOffice } from '../support/office.ts';

let office: Office;
let folder: string;
let token: string;
const below = globalThis.fetch;
const record = recorder(below);

beforeAll(async () => {
  office = await openOffice();
  await office.local.accounts.add({
    login: 'Pejabat-Baru',
    name: 'Contoh Pejabat Baru',
    permission: 'write',
    id: 7001,
  });
  token = await office.local.accounts.token('contoh-tu', { ttl: 'P700D' });
  globalThis.fetch = record.fetch;
});
afterAll(async () => {
  globalThis.fetch = below;
  await office.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roles-'));
  for (const part of ['sops', 'schemas']) await cp(join(FIRST, part), join(folder, part), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = () => readFile(join(folder, 'sops/roles.yaml'), 'utf8');

async function add(...args: string[]): Promise<string> {
  const out: string[] = [];
  await run(['add', ...args], {
    env: { GITHUB_API_URL: office.local.apiUrl, GITHUB_TOKEN: token },
    cwd: folder,
    lang: 'en',
    now: () => '2026-11-30T18:00:00Z',
    out: (line) => out.push(line),
    err: () => undefined,
    untilEnded: async () => undefined,
  });
  return out.join('\n');
}

/** Returns the new lines of the file. Expects that no other line was changed. */
async function added(before: string): Promise<string[]> {
  const [old, now] = [before.split('\n'), (await file()).split('\n')];
  const fresh: string[] = [];
  let at = 0;
  for (const line of now) {
    if (line === old[at]) at += 1;
    else fresh.push(line);
  }
  expect(at).toBe(old.length);
  return fresh;
}

describe('R17: roles add', () => {
  test('R17: roles add writes the account’s number, and loses no comment, order or space', async () => {
    const before = await file();
    expect(await add('tu', 'pejabat-baru')).toContain('Contoh Pejabat Baru (account Pejabat-Baru)');
    // It is 1 December in the office’s zone already.
    expect(await added(before)).toEqual([
      '      - { account: 7001, login: Pejabat-Baru, name: Contoh Pejabat Baru, from: 2026-12-01 }',
    ]);
  });

  test('R4: roles add takes the present day from the office’s zone, if roles.yaml names one', async () => {
    await writeFile(join(folder, 'sops/roles.yaml'), `zone: Europe/London\n${await file()}`);
    expect(await add('tu', 'pejabat-baru')).toContain('from 30 November 2026');
  });

  test('R17: roles add writes an acting official with kind, decree and dates', async () => {
    const before = await file();
    await add(
      'walikota',
      'Pejabat-Baru',
      '--from',
      '2026-12-07',
      '--until',
      '2026-12-11',
      '--acting',
      'plh',
      '--decree',
      'CONTOH/9',
    );
    expect(await added(before)).toEqual([
      '      - account: 7001',
      '        login: Pejabat-Baru',
      '        name: Contoh Pejabat Baru',
      '        from: 2026-12-07',
      '        until: 2026-12-11',
      '        acting:',
      '          kind: plh',
      '          decree: CONTOH/9',
    ]);
  });

  test('R17: roles add writes rank and NIP with the holder, and accepts a Pj. as an acting official', async () => {
    const before = await file();
    const nip = '00000000 000000 0 001';
    const acting = ['--acting', 'pj', '--decree', 'CONTOH/9', '--until', '2026-12-31'];
    await add('walikota', 'Pejabat-Baru', '--rank', 'Contoh Pangkat', '--nip', nip, ...acting);
    expect(await added(before)).toEqual(
      expect.arrayContaining(['        rank: Contoh Pangkat', `        nip: ${nip}`, '          kind: pj']),
    );
  });

  test('R17: roles add accepts a person who held the role before', async () => {
    await add('kabid-ikp', 'contoh-kabid-ikp', '--from', '2025-01-01', '--until', '2025-12-31');
    expect(await file()).toContain('account: 1006, login: contoh-kabid-ikp, name: contoh-kabid-ikp, from: 2025-01-01');
  });

  test.each([
    ['an unknown role', ['ketua', 'Pejabat-Baru'], /no role "ketua" to hold; there are: tu, /],
    ['the applicant’s role, which has no holders', ['applicant', 'Pejabat-Baru'], /no role "applicant"/],
    ['an unknown account', ['tu', 'tidak-ada'], /no account "tidak-ada"/],
    ['a bot', ['tu', 'disposisi[bot]'], /not a person but a Bot/],
    ['the same holder twice', ['tu', 'contoh-tu'], /already holds tu \(since 1 January 2026/],
    [
      'an end before the beginning',
      ['tu', 'Pejabat-Baru', '--from', '2026-12-02', '--until', '2026-12-01'],
      /is before/,
    ],
    ['an invalid date', ['tu', 'Pejabat-Baru', '--from', '2026-13-01'], /Nothing was written/],
    [
      'an acting official of an unknown kind',
      ['tu', 'Pejabat-Baru', '--acting', 'pjs', '--decree', 'X', '--until', '2027-12-31'],
      /Nothing was written/,
    ],
    ['a NIP of 17 digits', ['tu', 'Pejabat-Baru', '--nip', '00000000 000000 0 01'], /Nothing was written/],
    ['an acting official without a decree', ['tu', 'Pejabat-Baru', '--acting', 'plt'], /go together/],
  ])('R17: roles add refuses %s, and writes nothing', async (_what, args, message) => {
    const before = await file();
    await expect(add(...args)).rejects.toThrow(message);
    expect(await file()).toBe(before);
  });

  test('roles add refuses an invalid configuration, with its problems', async () => {
    await writeFile(join(folder, 'sops/rooms.yaml'), 'rooms: 3\n');
    const refused = await add('tu', 'Pejabat-Baru').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UserError);
    expect((refused as UserError).problems).toMatchObject([{ file: 'sops/rooms.yaml' }]);
  });

  test('HTTP requests of roles add are as GitHub describes them', () => {
    expect([...record.seen]).toEqual(
      expect.arrayContaining(['GET /users/{username} 200', 'GET /users/{username} 404']),
    );
    expect(record.faults).toEqual([]);
  });
});
