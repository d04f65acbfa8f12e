import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restoreOnGithub } from '#entry/cli/restore-on-github.ts';
import { writeOfficeFile } from '#embedded/office/office-file.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { readRestorable } from '#engine/register/read-restorable.ts';
import { repositoryOf } from '../fixtures/registers/write.ts';
import { FIRST } from '../support/folders.ts';
import { Programs, withHooks, withSettings, withSignedMain } from '../support/hostile-clone.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { approve, walkTo } from '../support/walk.ts';
import { disposisiAlone } from '../cli/disposisi.ts';

let office: Office;
let place: string;
let number: number;
/** A clone from before the newest entry. */
let clone: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'klon-asing-'));
  office = await openOffice();
  const { url, apiUrl, cloneUrl, owner, repo, accounts } = office.local;
  writeOfficeFile(office.folder, {
    ...{ url, apiUrl, cloneUrl, owner, repo },
    ...{ pid: process.pid, process: 'disposisi[bot]', tokens: { 'contoh-tu': await accounts.token('contoh-tu') } },
  });
  number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  await walkTo(office, number, 3);
  clone = join(place, 'klon');
  git(place, 'clone', '--quiet', '--no-local', repositoryOf(office), clone);
  // Main moves on too, so that an update of the clone changes files of its working tree.
  await office.local.seed({ 'sops/catatan.md': 'Baru.\n' }, 'Catatan');
  await approve(office, number, 'contoh-kepala-dinas');
});
afterAll(async () => {
  await office.close();
  await rm(place, { recursive: true, force: true });
});

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();

/** Makes a folder with a copy of the clone and the programs that its settings and hooks name. */
async function hostile(make: (clone: string, programs: Programs) => void) {
  const folder = await mkdtemp(join(place, 'uji-'));
  const copy = join(folder, 'klon');
  await cp(clone, copy, { recursive: true });
  const programs = new Programs(join(folder, 'program'));
  make(copy, programs);
  return { folder, copy, programs };
}

const SITE = ['--address', 'https://contoh.go.id/berkas'];
const READING: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['verify', ['verify', 'klon']],
  ['witness', ['witness', 'klon', '--state', 'saksi', '--name', 'contoh/saksi']],
  ['documents', ['documents', '1', 'klon', ...SITE, '--out', 'dokumen']],
  ['export', ['export', 'klon', '--out', 'situs']],
  ['build --clone', ['build', '--clone', 'klon', '--out', 'situs']],
  ['what-if', ['what-if', 'klon', '--procedure', join(FIRST, 'sops/protokol-manajemen-krisis.yaml')]],
  ['restore', ['restore', 'klon', '--folder', 'pulih']],
];

/** Settings and hooks. If a git reads no settings, it looks for hooks where the repository has them. */
const withBoth = (repository: string, programs: Programs): void => {
  withHooks(repository, programs);
  withSettings(repository, programs);
};

test.each(READING)('R29, security 85: %s runs no program that settings and hooks of a clone name', async (_, args) => {
  const { folder, programs } = await hostile((copy, all) => {
    withSignedMain(copy);
    withBoth(copy, all);
  });
  const { code, err } = await disposisiAlone(args, folder);
  expect([code, programs.ran()], err).toEqual([0, []]);
});

test('R29, security 85: clone --update runs no program that settings and hooks of the clone name', async () => {
  const { folder, copy, programs } = await hostile(withBoth);
  const { code, err } = await disposisiAlone(['clone', 'klon', '--update', '--folder', office.folder], folder);
  expect([code, programs.ran()], err).toEqual([0, []]);
  expect(git(copy, '-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=', 'rev-parse', 'origin/register')).toBe(
    git(repositoryOf(office), 'rev-parse', 'register'),
  );
});

test.each(['ext::sh -c ""%S', 'ssh://contoh.invalid/'])(
  'R29, security 85: clone --update fetches from the office although a setting of the clone leads to %s',
  async (to) => {
    const { folder, programs } = await hostile((copy, all) => {
      const program = all.write('url.insteadOf');
      withSettings(copy, all, { from: office.local.url, to: to.replace('sh -c ""%S', program) });
    });
    const { code, err } = await disposisiAlone(['clone', 'klon', '--update', '--folder', office.folder], folder);
    expect([code, programs.ran()], err).toEqual([0, []]);
  },
);

test('R29, security 85: restore --repo runs no program that settings and hooks of the clone name', async () => {
  const { copy, programs } = await hostile(withBoth);
  const there = await openOffice({ now: '2026-12-01T12:00:00Z', isEmpty: true });
  try {
    await there.local.accounts.add({ login: 'contoh-pengelola', id: 3001, permission: 'process' });
    const token = await there.local.accounts.token('contoh-pengelola');
    const { owner, repo, apiUrl: baseUrl, cloneUrl: url } = there.local;
    const repository = {
      client: createClient({ owner, repo, token, baseUrl, retries: 0 }),
      source: { url, credentials: `contoh-pengelola:${token}` },
    };
    const quiet = { out: () => undefined, err: () => undefined, untilEnded: async () => undefined };
    const io = { env: {}, cwd: place, lang: 'en', now: there.now, ...quiet } as const;
    // The forge for tests gives numbers in another way than GitHub, so only the branches are of interest here.
    await restoreOnGithub(copy, await readRestorable(copy), repository, io).catch(() => undefined);
    expect(git(repositoryOf(there), 'rev-parse', 'register')).toBe(git(clone, 'rev-parse', 'origin/register'));
    expect(programs.ran()).toEqual([]);
  } finally {
    await there.close();
  }
});

test('R29, security 85: backup, erase and verify run no program that settings and hooks of an office’s repository name', async () => {
  const folder = await mkdtemp(join(place, 'kantor-'));
  await cp(office.folder, join(folder, 'kantor'), { recursive: true });
  await rm(join(folder, 'kantor/forge.json'), { force: true });
  const programs = new Programs(join(folder, 'program'));
  withBoth(join(folder, 'kantor/repo.git'), programs);
  for (const [expected, ...args] of [
    // The office of the test has no key.
    [1, 'backup', 'cadangan.tar', '--folder', 'kantor'],
    [0, 'erase', '--folder', 'kantor'],
    [0, 'verify', 'kantor/repo.git'],
    [0, 'restore', 'kantor/repo.git', '--folder', 'pulih'],
  ] as const) {
    const { code, err } = await disposisiAlone(args, folder);
    expect([args[0], code, programs.ran()], err).toEqual([args[0], expected, []]);
  }
});

test('R29, security 85: update runs no program that settings and hooks of copy or program name', async () => {
  const folder = await mkdtemp(join(place, 'perbarui-'));
  const programs = new Programs(join(folder, 'programs'));
  for (const [name, version] of [
    ['kantor', '0.0.1'],
    ['program', '0.0.2'],
  ] as const) {
    const repository = join(folder, name);
    await mkdir(repository);
    const bin = 'bin.mjs';
    await writeFile(join(repository, 'package.json'), JSON.stringify({ version, bin: { disposisi: bin } }));
    await writeFile(join(repository, 'CHANGELOG.md'), '# Changes\n');
    await writeFile(join(repository, bin), '');
    git(repository, 'init', '--quiet', '--initial-branch=main');
    git(repository, 'config', 'user.name', 'Contoh');
    git(repository, 'config', 'user.email', 'contoh@example.invalid');
    git(repository, 'add', '--all');
    git(repository, 'commit', '--quiet', '--message', 'Awal');
    withBoth(repository, programs);
  }
  // Without a list of packages the first step fails, and the copy is put back as it was.
  const { code, err } = await disposisiAlone(
    ['update', '--office', 'kantor', '--from', join(folder, 'program')],
    folder,
  );
  expect([code, programs.ran()], err).toEqual([1, []]);
  expect(err).toMatch(/Program dikembalikan ke versi semula/);
});
