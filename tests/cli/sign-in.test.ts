import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '#entry/cli/verbs/sign-in.ts';

const LINES = [
  'SIGN_IN_ADDRESS=https://masuk.contoh.example',
  'SITE_ORIGIN=https://agenda.contoh.example',
  'REPOSITORY=kantor/agenda',
  'REPOSITORY_ID=4711',
  'CLIENT_ID=Iv23contoh',
  'CLIENT_SECRET=rahasia-contoh',
];

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'masuk-'));
  await writeFile(join(cwd, 'masuk.env'), LINES.join('\n'));
});
afterAll(() => rm(cwd, { recursive: true }));

/** Runs the command until it has printed its address. */
async function signIn(...args: string[]): Promise<{ code: number; said: string; status: number }> {
  let said = '';
  let status = 0;
  const code = await run(args, {
    env: {},
    cwd,
    lang: 'en',
    now: () => '2026-12-01T01:00:00Z',
    out: (line) => {
      said += line;
    },
    err: () => undefined,
    untilEnded: async () => {
      const [at = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      status = (await fetch(`${at}/auth?provider=github`, { redirect: 'manual' })).status;
    },
  });
  return { code, said, status };
}

describe('disposisi sign-in', () => {
  test('sign-in serves with the settings of a file until it is ended, and prints its address and the site’s, never its secret', async () => {
    const { code, said, status } = await signIn('--settings', 'masuk.env', '--port', '0');
    expect([code, status]).toEqual([0, 302]);
    expect(said).toContain('for https://masuk.contoh.example; tokens go to https://agenda.contoh.example alone');
    expect(said).not.toContain('rahasia');
  });

  test.each([
    ['missing settings', [], /SITE_ORIGIN: expected an https origin/],
    ['a missing address for the App', ['--repo', 'kantor/agenda'], /--address is needed/],
    [
      'a missing site for the App',
      ['--repo', 'kantor/agenda', '--address', 'https://masuk.contoh.example'],
      /--site is needed/,
    ],
  ])('sign-in reports %s', async (_what, args, message) => {
    await expect(signIn(...args)).rejects.toThrow(message);
  });
});
