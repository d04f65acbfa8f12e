import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';
import { bringFiles, commitUpdate, fetchProgram, fileAt, planUndo, planUpdate, wantedVersion } from './copy.ts';

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

describe('an office that chose its own runner and hours', () => {
  const [DEADLINES, NEWER] = ['.github/workflows/deadlines.yml', '.github/workflows/newer.yml'];
  const deadlines = (runner: string, zone: string, more = ''): string =>
    `on:\n  schedule:\n    - cron: "11 7 * * *"\n      timezone: ${zone} # of the office\njobs:\n  look:\n    runs-on: ${runner}\n${more}`;
  const packageOf = (version: string): string => JSON.stringify({ version });
  const who = ['-c', 'user.name=x', '-c', 'user.email=x@contoh.example'];
  let office: string;
  let source: string;
  let now: string;
  const at = (path: string): Promise<string> => fileAt(office, 'HEAD', path);

  beforeAll(async () => {
    [source, office] = [join(folder, 'sumber.git'), join(folder, 'kantor')];
    initRepository(source);
    const first = { 'package.json': packageOf('1.0.0'), [DEADLINES]: deadlines('ubuntu-latest', 'Asia/Jakarta') };
    const next = {
      'package.json': packageOf('2.0.0'),
      [DEADLINES]: deadlines('ubuntu-latest', 'Asia/Jakarta', '    timeout-minutes: 20\n'),
      [NEWER]: 'jobs:\n  new:\n    runs-on: ubuntu-latest\n',
    };
    importCommits(source, 'main', [{ files: first }]);
    execFileSync('git', ['clone', '--quiet', source, office]);
    await writeFile(join(office, DEADLINES), deadlines('kantor', 'Asia/Makassar'));
    execFileSync('git', ['-C', office, 'config', 'user.name', 'x']);
    execFileSync('git', ['-C', office, 'config', 'user.email', 'x@contoh.example']);
    execFileSync('git', ['-C', office, ...who, 'commit', '--quiet', '-am', 'Mesin dan jam kantor']);
    [, now = ''] = importCommits(source, 'main', [{ files: first }, { files: next }]);
    await fetchProgram(office, source);
  });

  const bring = async (kind: 'update' | 'undo') => {
    const from = { commit: '', number: '', name: 'dari' };
    const to = { commit: now, number: '2.0.0', name: '2.0.0' };
    const { version, plan } =
      kind === 'update' ? { version: to, plan: await planUpdate(office, to) } : await planUndo(office);
    await bringFiles(office, version, plan, kind);
    await commitUpdate(office, kind, from, version);
    return plan;
  };

  test('an update keeps them, in changed and in new workflow files, and does not call them a change of the program', async () => {
    const { added, changed, overwritten } = await bring('update');
    expect([added, changed, overwritten]).toEqual([[NEWER], [DEADLINES, 'package.json'], []]);
    expect(await at(DEADLINES)).toBe(deadlines('kantor', 'Asia/Makassar', '    timeout-minutes: 20\n'));
    expect(await at(NEWER)).toBe('jobs:\n  new:\n    runs-on: kantor\n');
  });

  test('an update that changes nothing else has nothing to do', async () => {
    const { added, changed, removed } = await planUpdate(office, { commit: now, number: '2.0.0', name: '2.0.0' });
    expect([added, changed, removed]).toEqual([[], [], []]);
  });

  test('going back keeps what the office has chosen since', async () => {
    for (const path of [DEADLINES, NEWER])
      await writeFile(join(office, path), (await at(path)).replace('runs-on: kantor', 'runs-on: mesin-baru'));
    execFileSync('git', ['-C', office, 'commit', '--quiet', '-am', 'Mesin baru']);
    await bring('undo');
    expect(await at(DEADLINES)).toBe(deadlines('mesin-baru', 'Asia/Makassar'));
  });
});
