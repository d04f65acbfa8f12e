import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isEntryName, isGitModules } from './edit-tree.ts';
import { gitEnvironment } from './run.ts';

// The forge must write only names that git also accepts in a push (receive.fsckObjects).

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disposisi-names-'));
  spawnSync('git', ['init', '--quiet', '--bare', folder], { env: gitEnvironment(folder) });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function gitTakes(name: string, mode = '100644'): boolean {
  const input = Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.alloc(20, 7)]);
  return (
    spawnSync('git', ['hash-object', '-t', 'tree', '--stdin'], { env: gitEnvironment(folder), input }).status === 0
  );
}

const REFUSED = ['', '.', '..', 'a/b', 'a\0b', '.git', '.GIT', '.git.', '.git . .', 'git~1', 'GIT~1 ', '.git:x'];
const DISGUISED = ['.git::$INDEX_ALLOCATION', '.g\u200Cit', '\uFEFF.git', 'a\\.git', 'a\\git~1\\b', '\\.git'];
const TAKEN = [
  'a',
  '...',
  '.gitx',
  '.git x',
  'git~2',
  '.git~1',
  'a:b',
  'a\\..',
  '.gi\u0307t',
  '.git\u200C.',
  ' .git',
  '.gitmodules',
];

describe('names of entries in a tree', () => {
  test('names of entries are accepted and refused as by git', () => {
    for (const name of [...REFUSED, ...DISGUISED, ...TAKEN]) {
      expect([name, isEntryName(name)]).toEqual([name, TAKEN.includes(name)]);
      expect([name, gitTakes(name)]).toEqual([name, TAKEN.includes(name)]);
    }
  });

  test('a link may have the name .gitmodules, in any spelling, only if git accepts it', () => {
    for (const name of [
      '.gitmodules',
      '.GITMODULES.',
      'gitmod~1',
      'gi7eba~1',
      '.git\u200Cmodules',
      'gitmodules',
      'gitmod~5',
    ]) {
      expect([name, !isGitModules(name)]).toEqual([name, gitTakes(name, '120000')]);
    }
  });
});
