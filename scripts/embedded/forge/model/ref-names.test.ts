import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { gitEnvironment } from '../git/run.ts';
import { refNameFault } from './ref-names.ts';

const gitTakes = (...args: string[]): boolean =>
  spawnSync('git', ['check-ref-format', ...args], { env: gitEnvironment('/') }).status === 0;

describe('the names of refs', () => {
  test('ref names are accepted and refused as by git', () => {
    const names = [
      'a',
      'a/b',
      'é',
      'a..b',
      'a b',
      'a~1',
      'a^',
      'a:b',
      'a?',
      'a*',
      'a[b',
      'a\\b',
      '.a',
      'a/.b',
      'a.lock',
      'a.lock/b',
    ];
    for (const name of [...names, 'a.', 'a//b', '/a', 'a/', 'a@{1', 'a\u007F', '@', 'HEAD', '-a']) {
      // For git, the name @ means the head.
      if (name === '@') continue;
      const taken = gitTakes(`refs/heads/${name}`) && gitTakes('--branch', name);
      expect([name, refNameFault(`refs/heads/${name}`) === undefined]).toEqual([name, taken]);
    }
    expect(refNameFault('refs/heads/\uFFFD')).toContain('not a valid');
    expect(refNameFault('heads/a')).toContain('not a valid');
  });

  test('a ref name that GitHub refuses is refused: an object id, and a full name', () => {
    for (const name of [
      'a'.repeat(40),
      'A0'.repeat(32),
      'refs/heads/a',
      'refs/a',
      'REFS/a',
      'heads/a',
      'remotes/origin/a',
    ])
      for (const space of ['heads', 'tags'])
        expect(refNameFault(`refs/${space}/${name}`), name).toContain('looks like');
    for (const name of ['a'.repeat(39), 'g'.repeat(40), 'refs', 'headset/a'])
      expect(refNameFault(`refs/heads/${name}`), name).toBeUndefined();
  });

  test('a ref name has at most 250 bytes, of any letters', () => {
    const named = (letter: string, times: number) => refNameFault(`refs/heads/${letter.repeat(times)}`);
    expect([named('a', 239), named('é', 119)]).toEqual([undefined, undefined]);
    for (const fault of [named('a', 240), named('é', 120)]) expect(fault).toBe('is longer than 250 bytes.');
  });

  test('a ref name that some file system takes for main, the register or the site is refused', () => {
    for (const name of [
      'MAIN',
      'Register',
      'regi\u017Fter',
      'ｍain',
      'regis\u200Dter',
      'main/x',
      'Register/x',
      'SITE',
      'Site-Memory',
    ])
      expect(refNameFault(`refs/heads/${name}`), name).toContain('looks like refs/heads/');
    for (const name of ['main', 'register', 'maine', 'cms/main', 'registers', 'site', 'site-memory', 'sites'])
      expect(refNameFault(`refs/heads/${name}`), name).toBeUndefined();
  });
});
