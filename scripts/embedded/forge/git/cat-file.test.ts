import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CatFile } from './cat-file.ts';
import { runGit } from './run.ts';

let folder: string;
let objects: CatFile;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cat-file-'));
  await runGit(folder, ['init', '--quiet', '--bare', folder]);
  objects = new CatFile(folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await objects.close();
  await rm(folder, { recursive: true, force: true });
});

const git = async (args: readonly string[], input = ''): Promise<string> =>
  (await runGit(folder, args, input)).stdout.toString('utf8').trim();

const blob = (text: string): Promise<string> => git(['hash-object', '-w', '--stdin'], text);

/** Replaces `git` by this shell script from now on. Without a script there is no git. */
async function gitBecomes(script?: string): Promise<void> {
  const programs = join(folder, 'programs');
  await mkdir(programs, { recursive: true });
  if (script !== undefined) await writeFile(join(programs, 'git'), `#!/bin/sh\n${script}\n`);
  if (script !== undefined) await chmod(join(programs, 'git'), 0o755);
  vi.stubEnv('PATH', programs);
}

const ENDED = 'git cat-file ended before it answered';

test.each([
  ['at once', 'kill -9 $$'],
  ['after it has the question', 'read question; kill -9 $$'],
  ['in the middle of a reply', 'read question; printf "%040d blob 100\\nhalf" 0; kill -9 $$'],
  ['before it begins, since there is no git', undefined],
])('security 39: if git ends %s, every waiting read fails, and the next read starts git again', async (_, script) => {
  const oid = await blob('isi');
  await gitBecomes(script);
  const waiting = [objects.read(oid), objects.size(oid), objects.read(oid)];
  for (const end of await Promise.allSettled(waiting))
    expect(end).toMatchObject({ status: 'rejected', reason: { message: ENDED } });
  vi.unstubAllEnvs();
  expect((await objects.read(oid))?.content.toString()).toBe('isi');
  expect(await objects.size(oid)).toBe(3);
});

test('a read before the close gets its object, and a read after the close too', async () => {
  const oid = await blob('isi');
  const asked = objects.read(oid);
  await objects.close();
  expect((await asked)?.content.toString()).toBe('isi');
  expect(await objects.size(oid)).toBe(3);
  expect(await objects.size('0'.repeat(40))).toBeUndefined();
});

test('a file of a commit is read by its path; a name with other characters is not asked for', async () => {
  const file = await blob('isi');
  const tree = await git(['mktree'], `100644 blob ${file}\tcheckpoint\n`);
  const identity = ['-c', 'user.name=Contoh', '-c', 'user.email=contoh@example.org'];
  const commit = await git([...identity, 'commit-tree', '-m', 'Berkas', tree]);
  expect((await objects.read(`${commit}:checkpoint`))?.content.toString()).toBe('isi');
  expect(await objects.read(`${commit}:lain`)).toBeUndefined();
  expect(await objects.read(`${commit}:checkpoint\ncontents ${file}`)).toBeUndefined();
});
