import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';
import { fetchProgram, wantedVersion } from './copy.ts';

let folder: string;
let program: string;
let copy: string;
let first = '';
let second = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pembaruan-'));
  [program, copy] = [join(folder, 'program.git'), join(folder, 'salinan.git')];
  for (const each of [program, copy]) initRepository(each);
  const versions = ['1.0.0', '2.0.0'].map((version) => ({ files: { 'package.json': JSON.stringify({ version }) } }));
  [first = '', second = ''] = importCommits(program, 'main', versions);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('without a release, an update brings the newest commit of the program', async () => {
  await fetchProgram(copy, program);
  const name = `2.0.0-${second.slice(0, 8)}`;
  expect(await wantedVersion(copy, undefined)).toEqual({ commit: second, number: '2.0.0', name });
});

test('with a release, an update brings the newest release, although there is a newer commit', async () => {
  execFileSync('git', ['-C', program, 'tag', 'v1.0.0', first]);
  await fetchProgram(copy, program);
  expect(await wantedVersion(copy, undefined)).toEqual({ commit: first, number: '1.0.0', name: '1.0.0' });
});
