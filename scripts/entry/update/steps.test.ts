import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetLinks, runStepsIn } from './steps.ts';

let folder: string;
let copy: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'langkah-'));
  copy = join(folder, 'salinan');
  await mkdir(copy);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

test('if the Node that runs the update was a package of the former version, the steps run with the present one', async () => {
  const programs = join(folder, 'programs');
  await mkdir(programs);
  for (const [name, does] of [
    ['npm', ''],
    ['node', `echo "$@" >> ${join(copy, 'ran')}`],
  ] as const) {
    await writeFile(join(programs, name), `#!/bin/sh\n${does}\n`);
    await chmod(join(programs, name), 0o755);
  }
  vi.stubEnv('PATH', `${programs}:${process.env['PATH'] ?? ''}`);
  await writeFile(join(copy, 'package.json'), JSON.stringify({ bin: { disposisi: 'mulai.mjs' } }));
  vi.spyOn(process, 'execPath', 'get').mockReturnValue(join(folder, 'gone/node'));
  const said: string[] = [];
  await runStepsIn(copy, '.', ({ en }) => said.push(en));
  expect(said).toHaveLength(4);
  expect(await readdir(copy)).toContain('ran');
});

test('the links of npx to this copy are removed, and those to other copies stay', async () => {
  const other = join(folder, 'lain');
  await mkdir(other);
  for (const [key, linked] of [
    ['satu', copy],
    ['dua', other],
  ] as const) {
    const place = join(folder, 'cache/_npx', key, 'node_modules');
    await mkdir(place, { recursive: true });
    await symlink(linked, join(place, 'disposisi'));
  }
  vi.stubEnv('npm_config_cache', join(folder, 'cache'));
  await forgetLinks(copy);
  expect(await readdir(join(folder, 'cache/_npx'))).toEqual(['dua']);
});
