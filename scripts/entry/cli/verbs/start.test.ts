import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Io } from '#entry/command.ts';
import { UsageError } from '#domain/user-error.ts';
import { makeWebhookSecret } from '#public/messages/webhook.ts';
import { FIRST } from '#tests/support/folders.ts';
import { run } from './start.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mulai-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  [{ DISPOSISI_WEBHOOK_URL: 'https://gerbang.example/KUNCI' }, 'DISPOSISI_WEBHOOK_SECRET'],
  [{ DISPOSISI_WEBHOOK_SECRET: 'whsec_KUNCI' }, 'DISPOSISI_WEBHOOK_URL'],
  [
    { DISPOSISI_WEBHOOK_URL: 'http://10.0.0.1/KUNCI', DISPOSISI_WEBHOOK_SECRET: makeWebhookSecret() },
    'DISPOSISI_WEBHOOK_URL',
  ],
])(
  'security 30: an office with incomplete or wrong webhook settings does not start, names the setting, and quotes no value',
  async (env, name) => {
    const io: Io = {
      ...{ env, cwd: FIRST, lang: 'id', now: () => '2026-12-01T01:00:00Z' },
      ...{ out: () => undefined, err: () => undefined, untilEnded: () => Promise.resolve() },
    };
    const fault: unknown = await run(['--empty', '--port', '0', '--folder', join(folder, 'lain')], io).catch(
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(UsageError);
    expect(JSON.stringify((fault as UsageError).text)).toContain(name);
    expect(JSON.stringify((fault as UsageError).text)).not.toContain('KUNCI');
  },
);

it('the advice of an office that begins empty names no case that it does not have', async () => {
  const said: string[] = [];
  const io: Io = {
    env: {},
    cwd: FIRST,
    lang: 'id',
    now: () => new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    out: (line) => said.push(line),
    err: () => undefined,
    // The office has printed its greeting by then.
    untilEnded: () => expect.poll(() => said.join('\n')).toContain('npx disposisi help new'),
  };
  expect(await run(['--empty', '--port', '0', '--folder', folder], io)).toBe(0);
  expect(said.join('\n')).toContain('npx disposisi help new');
  expect(said.join('\n')).not.toMatch(/PMK-|act approve/);
});
