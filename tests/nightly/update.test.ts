import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOfOffice } from '#entry/update/program-files.ts';
import { readCurrentCase } from '#embedded/office/current-case.ts';
import { openOffice } from '#embedded/office/open-office.ts';
import { readSample, shifted } from '#embedded/office/samples.ts';
import { ONCE_SAMPLE } from '#embedded/office/seed-samples.ts';
import { type Move, openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { playedOffice, repositoryOf } from '../fixtures/registers/write.ts';
import { ROOT } from '../support/folders.ts';
import type { Office } from '../support/office.ts';
import { trackedFiles } from '../support/tracked.ts';

const MINUTES = 60_000;
const BIN = 'scripts/entry/cli/bin.mjs';
/** In the repository of the program, the commit with the present files. */
const PRESENT = 'HEAD~1';

/** Commits of the project with trial versions; the last one is 0.8.0. */
const TRIALS = ['2e956892', '120790b2', '2d429013'];

let folder: string;
/** The repository of the program. */
let from: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pembaruan-'));
  await mkdir(join(folder, 'bin'));
  // All copies share the packages of this project. This `npm` does nothing for `npm ci`, which would remove them.
  const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  await writeFile(join(folder, 'bin/npm'), `#!/bin/sh\n[ "$1" = ci ] || exec "${npm}" "$@"\n`);
  await chmod(join(folder, 'bin/npm'), 0o755);
  env = {
    ...process.env,
    ...{
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      LC_ALL: '',
      LC_MESSAGES: '',
      LANG: 'en_US.UTF-8',
    },
    ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
    ...{ GIT_AUTHOR_NAME: 'Contoh', GIT_AUTHOR_EMAIL: 'contoh@example.org' },
    ...{ GIT_COMMITTER_NAME: 'Contoh', GIT_COMMITTER_EMAIL: 'contoh@example.org' },
  };
  from = await programRepository();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const git = (place: string, ...args: string[]): string =>
  execFileSync('git', ['-C', place, ...args], { encoding: 'utf8', env }).trim();

/** Returns whether git has a commit. A shallow clone or a copy of the template may lack it. */
function isThere(commit: string): boolean {
  try {
    git(ROOT, 'cat-file', '-e', `${commit}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes a repository of the program, whose history is the project’s. Its last commit but one has the present files. The
 * newest commit is a later version.
 */
async function programRepository(): Promise<string> {
  const bare = join(folder, 'program.git');
  git(folder, 'clone', '--quiet', '--bare', ROOT, bare);
  const later = await mkdtemp(join(folder, 'program-'));
  git(folder, 'clone', '--quiet', bare, later);
  git(later, 'rm', '-r', '--quiet', '.');
  for (const path of trackedFiles()) await cp(join(ROOT, path), join(later, path), { preserveTimestamps: true });
  commitAll(later, 'Present files');
  const changed = {
    'package.json': ['"version": "', '"version": "9.0.0", "x": "'],
    'CHANGELOG.md': ['## ', LATER],
  } as const;
  for (const [path, [before, after]] of Object.entries(changed))
    await writeFile(join(later, path), (await readFile(join(later, path), 'utf8')).replace(before, after));
  await writeFile(join(later, 'docs/baru.md'), '# Contoh\n');
  await rm(join(later, 'docs/proof.md'));
  commitAll(later, 'Later version');
  git(later, 'push', '--quiet', '--force', 'origin', 'HEAD');
  return bare;
}

const LATER = '## 9.0.0\n\n### Do first\n\n1. Contoh.\n\n## ';

function commitAll(place: string, message: string): void {
  git(place, 'add', '--all');
  git(place, 'commit', '--quiet', '--allow-empty', '--message', message);
}

/** Makes an office’s copy of a commit of the program, with its own history and files of the office. */
async function officeCopy(commit: string): Promise<string> {
  const copy = await mkdtemp(join(folder, 'kantor-'));
  const archive = execFileSync('git', ['-C', from, 'archive', commit], { maxBuffer: 1 << 28 });
  execFileSync('tar', ['-x', '-C', copy], { input: archive });
  await writeFile(join(copy, 'README.md'), 'Salinan kantor contoh.\n');
  await writeFile(join(copy, 'kantor.md'), 'Catatan kantor contoh.\n');
  git(copy, 'init', '--quiet', '--initial-branch=main');
  commitAll(copy, 'Salinan');
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  await writeFile(join(copy, '.git/info/exclude'), 'node_modules\n');
  return copy;
}

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program’s command in a folder, with both outputs in one text. */
const command = (cwd: string, program: string, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd, env, maxBuffer: 1 << 26 }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: `${out}${err}` }),
    );
  });

/** Updates an office’s copy by the command of this project. */
const update = (copy: string, ...args: string[]): Promise<Ended> =>
  command(ROOT, BIN, 'update', '--office', copy, ...args);

const verify = (copy: string): Promise<Ended> => command(copy, BIN, 'verify', '.disposisi/repo.git', '--lang', 'en');

/** Returns the tree of the copy’s present commit, and expects that no file differs from it. */
function treeOf(copy: string): string {
  expect(git(copy, 'status', '--porcelain')).toBe('');
  return git(copy, 'rev-parse', 'HEAD^{tree}');
}

/** The pull request of a sample that waits at row 3. */
const OPEN_CASE = 3;
/** The name of a further request. One of the office’s own samples already has the name of the sample’s folder. */
const OTHER = `${ONCE_SAMPLE.name}-lagi`;

/** The moves of a sample, whose results have only the fields for which an earlier procedure asks. */
const movesOf = (rows: (row: number) => boolean): Move[] =>
  STRAIGHT_WAY.filter(({ row }) => rows(row)).map(({ result, ...move }) => ({
    ...move,
    result: (sample, act) => {
      const asked = Object.entries(result?.(sample, act) ?? {}).filter(([name]) => act.asks(`/${name}`));
      return asked.length === 0 ? undefined : Object.fromEntries(asked);
    },
  }));

/** Opens the office of a copy in this program, continues an open case, and walks a new one through all rows. */
async function walkCases(copy: string, samples: string): Promise<void> {
  const office = await openOffice({ folder: join(copy, '.disposisi'), root: copy, port: 0, log: () => undefined });
  try {
    const { applicant } = ONCE_SAMPLE;
    const sample = await readSample(samples, OTHER, applicant, shifted(office.now(), 'PT240H'));
    const walker = { office, passed: () => undefined };
    await walk(
      walker,
      OPEN_CASE,
      sample,
      movesOf((row) => row === 3),
    );
    const number = await openSample(walker, sample, applicant);
    await walk(
      walker,
      number,
      sample,
      movesOf(() => true),
    );
    const { view, journal } = await readCurrentCase(office.deps.forge, number);
    expect([view.pull.state, journal.state?.end?.kind]).toEqual(['merged', 'completed']);
  } finally {
    await office.close();
  }
}

const NO_CONTRADICTION = /^No contradiction was found: /m;

/** Runs the office of a copy until its samples are there. */
async function whileRunning(copy: string): Promise<void> {
  const server = spawn(process.execPath, [BIN, 'start', '--port', '0'], { cwd: copy, env });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  try {
    await addressOf(server);
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

const addressOf = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const found = /(?:Halaman publik|Public pages): (\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', (code) => reject(new Error(`The office ended with ${code}:\n${output}`)));
  });

describe('a copy with an office on this machine', { timeout: 8 * MINUTES }, () => {
  test('R29: the copy is updated with its open cases, a further case runs to its end, and the update is undone', async () => {
    const copy = await officeCopy(PRESENT);
    const samples = `${copy}-contoh`;
    await cp(join(ROOT, 'examples/requests', ONCE_SAMPLE.name), join(samples, 'examples/requests', OTHER), {
      recursive: true,
    });
    await whileRunning(copy);
    const before = treeOf(copy);
    const own = git(copy, 'ls-tree', '-r', 'HEAD', 'sops', 'site/forge.json', '.github/CODEOWNERS', 'kantor.md');

    const first = await update(copy, '--from', from);
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining('What is above is for the office to do.') });
    expect(first.output).toMatch(/replaced, and git’s history keeps what the office wrote: README\.md\.$/m);
    const updated = treeOf(copy);
    expect(git(copy, 'ls-tree', '-r', 'HEAD', 'sops', 'site/forge.json', '.github/CODEOWNERS', 'kantor.md')).toBe(own);
    const missing = git(from, 'ls-tree', '-r', '--name-only', 'HEAD')
      .split('\n')
      .filter((path) => !isOfOffice(path) && !git(copy, 'ls-files', path));
    expect(missing).toEqual([]);
    expect(git(copy, 'ls-files', 'docs/proof.md')).toBe('');

    expect(await update(copy, '--undo')).toMatchObject({ code: 0 });
    expect(treeOf(copy)).toBe(before);
    expect(await verify(copy)).toMatchObject({ code: 0 });
    expect(await update(copy, '--undo')).toMatchObject({ code: 0, output: expect.stringContaining('again already') });

    expect(await update(copy, '--from', from)).toMatchObject({ code: 0 });
    expect(treeOf(copy)).toBe(updated);
    await walkCases(copy, samples);
    // The present program finds the office of the folder by itself.
    expect(await command(copy, BIN, 'verify', '--lang', 'en')).toMatchObject({
      ...{ code: 0, output: expect.stringMatching(NO_CONTRADICTION) },
    });

    // The former version cannot read a register of a later format, so the backup that the update made must be restored.
    writeLaterFormat(join(copy, '.disposisi/repo.git'));
    const undone = await update(copy, '--undo');
    expect(undone).toMatchObject({ code: 1, output: expect.stringContaining('Update this program') });
    expect(undone.output).toContain('do not mean that anybody changed anything');
    expect(treeOf(copy)).toBe(updated);
    const [restore = '', undo = ''] = undone.output.match(/npx disposisi (restore|update) .*/g) ?? [];
    const words = (line: string): string[] => line.replace('npx disposisi ', '').split(' ');
    expect(await command(copy, BIN, ...words(restore))).toMatchObject({ code: 0 });
    expect(await command(copy, BIN, ...words(undo))).toMatchObject({
      code: 0,
      output: expect.stringContaining('Done'),
    });
    expect(treeOf(copy)).toBe(before);
    expect(await command(copy, BIN, 'verify', '.disposisi/sebelum/repo.git')).toMatchObject({ code: 0 });
  });
});

/** Marks a register as one of a later format. */
function writeLaterFormat(repository: string): void {
  const index = git(repository, 'show', 'register:index.json').replace('"format": 1', '"format": 2');
  const blob = execFileSync('git', ['-C', repository, 'hash-object', '-w', '--stdin'], {
    input: index,
    env,
  }).toString();
  const at = { ...env, GIT_INDEX_FILE: join(folder, 'later') };
  const run = (...args: string[]): string =>
    execFileSync('git', ['-C', repository, ...args], { env: at })
      .toString()
      .trim();
  run('read-tree', 'register');
  run('update-index', '--cacheinfo', `100644,${blob.trim()},index.json`);
  run('update-ref', 'refs/heads/register', run('commit-tree', '-p', 'register', '-m', 'Later', run('write-tree')));
}

describe.for(TRIALS)('a copy of the trial version at %s', { timeout: MINUTES }, (commit) => {
  test('R29: the update refuses it with a sentence, and nothing is changed', async ({ skip }) => {
    skip(!isThere(commit), `the commit ${commit} is not in this clone`);
    const copy = await officeCopy(commit);
    const [before, refs] = [treeOf(copy), git(copy, 'for-each-ref')];
    const { code, output } = await update(copy, '--from', from);
    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^This copy has the trial version 0\.\d\.0, .* Nothing was changed\.$/m),
    });
    expect([treeOf(copy), git(copy, 'for-each-ref')]).toEqual([before, refs]);
  });
});

describe('an office on a forge', { timeout: 4 * MINUTES }, () => {
  let office: Office;
  beforeAll(async () => {
    office = await playedOffice();
  });
  afterAll(() => office.close());

  /** Makes a clone of an office, with its register. The office’s main has the program as it is at present. */
  async function officeClone(): Promise<{ readonly origin: string; readonly copy: string }> {
    const place = await mkdtemp(join(folder, 'forge-'));
    const [origin, copy] = [join(place, 'origin.git'), join(place, 'copy')];
    git(place, 'clone', '--quiet', '--bare', repositoryOf(office), origin);
    git(place, 'clone', '--quiet', '--branch', 'main', origin, copy);
    const archive = execFileSync('git', ['-C', from, 'archive', PRESENT], { maxBuffer: 1 << 28 });
    const own = ['--exclude=sops', '--exclude=requests', '--skip-old-files'];
    execFileSync('tar', ['-x', '-C', copy, ...own], { input: archive });
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    await writeFile(join(copy, '.git/info/exclude'), 'node_modules\n');
    // The form of an office is made from its own SOPs.
    execFileSync('npm', ['run', '--silent', 'generate'], { cwd: copy, env });
    commitAll(copy, 'Program');
    git(copy, 'push', '--quiet', 'origin', 'main');
    return { origin, copy };
  }

  test('R29: the update verifies the register that the clone has fetched, and is a branch to propose', async () => {
    const { origin, copy } = await officeClone();
    const before = treeOf(copy);
    const { code, output } = await update(copy, '--from', from);
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('… verification of the register'),
    });
    const [, branch = ''] = /git push -u origin (\S+),/.exec(output) ?? [];
    git(copy, 'push', '--quiet', 'origin', branch);
    git(origin, 'update-ref', 'refs/heads/main', `refs/heads/${branch}`);
    const other = join(copy, '../other');
    git(folder, 'clone', '--quiet', origin, other);
    expect(await command(ROOT, BIN, 'verify', other)).toMatchObject({
      ...{ code: 0, output: expect.stringMatching(NO_CONTRADICTION) },
    });

    expect(await update(copy, '--undo')).toMatchObject({ code: 0 });
    expect(treeOf(copy)).toBe(before);
    expect(await command(copy, BIN, 'verify', '.')).toMatchObject({ code: 0 });
  });

  test('a register that contradicts itself stops the update, and the copy stays as it was', async () => {
    const { copy } = await officeClone();
    const before = git(copy, 'rev-parse', 'HEAD');
    // Somebody has cut off the newest commit of the register, and written another one.
    const forged = git(copy, 'commit-tree', '-p', 'origin/register~1', '-m', 'x', 'origin/register~3^{tree}');
    git(copy, 'update-ref', 'refs/remotes/origin/register', forged);
    const { code, output } = await update(copy, '--from', from);
    expect({ code, output }).toMatchObject({
      ...{ code: 1, output: expect.stringContaining('The program is the former version again') },
    });
    expect([git(copy, 'rev-parse', 'HEAD'), git(copy, 'branch', '--show-current')]).toEqual([before, 'main']);
    expect(git(copy, 'status', '--porcelain')).toBe('');
  });
});

describe('what is not updated', () => {
  async function smallCopy(version = '99.0.0'): Promise<string> {
    const copy = await mkdtemp(join(folder, 'salinan-'));
    await writeFile(join(copy, 'package.json'), JSON.stringify({ version, bin: { disposisi: BIN } }));
    git(copy, 'init', '--quiet', '--initial-branch=main');
    git(copy, 'add', '--all');
    git(copy, 'commit', '--quiet', '--message', 'Salinan');
    return copy;
  }

  test('a copy that is newer than the version asked for is refused, and the message names the command to go back', async () => {
    const { code, output } = await update(await smallCopy(), '--from', from);
    expect(code).toBe(1);
    expect(output).toMatch(
      /^This copy has 99\.0\.0, which is newer than .* To go back: npx disposisi update --undo\./m,
    );
  });

  test('a copy with changes that are not committed is refused', async () => {
    const copy = await smallCopy();
    await writeFile(join(copy, 'package.json'), '{}');
    const { code, output } = await update(copy, '--from', from);
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('M package.json') });
  });

  test('an update does not overwrite a file that git does not keep', async () => {
    const copy = await smallCopy('1.0.0');
    await writeFile(join(copy, 'CONTRIBUTING.md'), 'Catatan kantor.\n');
    const { code, output } = await update(copy, '--from', from);
    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringContaining('names: CONTRIBUTING.md. Move'),
    });
    expect(await readFile(join(copy, 'CONTRIBUTING.md'), 'utf8')).toBe('Catatan kantor.\n');
    expect(git(copy, 'branch', '--show-current')).toBe('main');
  });

  test('a copy that was never updated has nothing to undo, and a version that does not exist is named', async () => {
    const copy = await smallCopy();
    expect(await update(copy, '--undo')).toMatchObject({
      code: 1,
      output: expect.stringContaining('was never updated'),
    });
    const unknown = await update(copy, '--from', from, '--to', '98.0.0');
    expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining('There is no version 98.0.0') });
    const nowhere = await update(copy, '--from', join(folder, 'nowhere'));
    expect(nowhere).toMatchObject({ code: 1, output: expect.stringContaining('cannot be fetched from here') });
    const noCopy = await update(join(folder, 'bin'), '--from', from);
    expect(noCopy).toMatchObject({ code: 1, output: expect.stringContaining('This folder is not a git clone') });
  });
});
