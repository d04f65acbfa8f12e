import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Io } from '#doors/command.ts';
import { FIRST } from '#tests/support/folders.ts';
import { run } from './start.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mulai-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('an office that begins empty is not told to act on a case that it does not have', async () => {
  const said: string[] = [];
  const io: Io = {
    env: {},
    cwd: FIRST,
    lang: 'id',
    now: () => new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    out: (line) => said.push(line),
    err: () => undefined,
    // Once it has greeted.
    untilEnded: () => expect.poll(() => said.join('\n')).toContain('npx disposisi help new'),
  };
  expect(await run(['--empty', '--port', '0', '--folder', folder], io)).toBe(0);
  expect(said.join('\n')).toContain('npx disposisi help new');
  expect(said.join('\n')).not.toMatch(/PMK-|act approve/);
});
