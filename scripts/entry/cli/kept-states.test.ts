import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptIn } from '#engine/register/kept.ts';
import { noteVerified, verifiedBefore } from './verified-state.ts';
import { noteCosigned, openWitness } from './witness-state.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ingat-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const HEAD = 'a'.repeat(40);
const NEWER = { problems: [{ code: 'kept-version' }] };

test('a damaged or older state of `verify` is not used, and a state of a newer version is refused', async () => {
  const file = join(folder, 'ingat.json');
  expect(await verifiedBefore(file)).toBeUndefined();
  noteVerified(file, HEAD);
  expect(await verifiedBefore(file)).toBe(HEAD);
  for (const text of ['', '{"checks": 2, "regi', 'null', `{"checks": 1, "register": "${HEAD}"}`]) {
    await writeFile(file, text);
    expect([text, await verifiedBefore(file)]).toEqual([text, undefined]);
  }
  await writeFile(file, `{"checks": 3, "register": "${HEAD}"}`);
  await expect(verifiedBefore(file)).rejects.toMatchObject(NEWER);
});

test('a witness’s folder without a version is read, and a folder of a newer version is refused and not changed', async () => {
  const { isNew, key } = await openWitness(folder, 'saksi/uji');
  expect(isNew).toBe(true);
  expect(await readFile(join(folder, 'version'), 'utf8')).toBe('1\n');
  await rm(join(folder, 'version'));
  expect((await openWitness(folder, 'saksi/uji')).key.vkey).toBe(key.vkey);
  await rm(join(folder, 'witness.key'));
  await writeFile(join(folder, 'version'), '2\n');
  await expect(openWitness(folder, 'saksi/uji')).rejects.toMatchObject(NEWER);
  expect(await readdir(folder)).toEqual(['version']);
});

test('a witness that has cosigned and lost its key is refused, and gets no other key', async () => {
  await openWitness(folder, 'saksi/uji');
  await noteCosigned(folder, 'log+1+A', 'catatan\n');
  await rm(join(folder, 'witness.key'));
  await expect(openWitness(folder, 'saksi/uji')).rejects.toThrow(/missing although this witness has cosigned/);
  expect(await readdir(folder)).not.toContain('witness.key');
});

test('a list of checkpoints whose last line was cut is read, and the next checkpoint is on a line of its own', async () => {
  const list = join(folder, 'checkpoints.jsonl');
  await noteCosigned(folder, 'log+1+A', 'satu\n');
  await writeFile(list, `${await readFile(list, 'utf8')}{"note": "du`);
  await noteCosigned(folder, 'log+1+A', 'tiga\n');
  expect(keptIn('daftar', await readFile(list, 'utf8')).map(({ note }) => note)).toEqual([
    'satu\n',
    '{"note": "du',
    'tiga\n',
  ]);
});
