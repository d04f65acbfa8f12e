import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOfficeFile } from '#embedded/office/office-file.ts';
import { readSigningKey } from '#engine/register/signing-key.ts';
import { FIRST, ROOT } from '../support/folders.ts';
import { openToOthers } from '../support/open-to-others.ts';

let checkout = '';
let folder = '';
beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'akhir-'));
  folder = join(checkout, '.disposisi');
  for (const part of ['package.json', 'scripts', 'node_modules']) await symlink(join(ROOT, part), join(checkout, part));
  for (const part of ['sops', 'schemas']) await symlink(join(FIRST, part), join(checkout, part));
});
afterAll(() => rm(checkout, { recursive: true, force: true }));

interface Started {
  readonly npm: ChildProcess;
  /** The number of the operating-system process that listens. */
  readonly server: number;
  readonly said: () => string;
}

/** Runs `npm start` in the sample office’s checkout, until it has printed `word`. */
async function start(word: RegExp, ...args: string[]): Promise<Started> {
  const options = ['--port', '0', '--folder', folder, '--lang', 'id', ...args];
  // The command has a process group of its own, as in a terminal.
  const npm = spawn('npm', ['start', '--', ...options], { cwd: checkout, detached: true });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      if (word.test(said)) resolve();
    };
    npm.stdout.on('data', read);
    npm.stderr.on('data', read);
    npm.on('exit', () => reject(new Error(`npm start ended:\n${said}`)));
  });
  const { pid } = (await readOfficeFile(folder)) ?? {};
  if (npm.pid === undefined || pid === undefined) throw new Error('nothing was started');
  return { npm, server: pid, said: () => said };
}

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test.each([
  ['SIGTERM', 'to npm alone, as a service manager does', false],
  ['SIGHUP', 'to npm alone', false],
  ['SIGHUP', 'to all, as a terminal that closes does', true],
  ['SIGINT', 'to all, as Ctrl+C does', true],
] as const)('%s (%s) ends the server, which says that the office’s data are kept', async (signal, _how, toAll) => {
  const wasOpen = existsSync(folder);
  const { npm, server, said } = await start(/npx disposisi help\n/, '--empty');
  // Security 28: only the owner can read database, repository, tokens and pages. A folder open to others is closed.
  // The renderer’s copies of shipped pictures keep their mode, since they are not an office’s own.
  expect((await openToOthers(folder)).filter((name) => !name.startsWith('renderer/'))).toEqual([]);
  expect(said().includes('tadinya terbuka bagi pengguna lain')).toBe(wasOpen);
  process.kill(toAll ? -Number(npm.pid) : Number(npm.pid), signal);
  await expect.poll(() => isThere(server)).toBe(false);
  await expect.poll(said).toContain('Ditutup; data kantor tersimpan.');
  expect(said()).not.toMatch(/Error|office: |forge: /);
  await chmod(folder, 0o755);
});

test('a start with --new-log-key prints the public line of the new key, for the witnesses', async () => {
  await rm(join(folder, 'log.key'));
  const { npm, server, said } = await start(/npx disposisi help\n/, '--empty', '--new-log-key');
  process.kill(-Number(npm.pid), 'SIGINT');
  await expect.poll(() => isThere(server)).toBe(false);
  const { vkey } = readSigningKey(await readFile(join(folder, 'log.key'), 'utf8'));
  expect(said()).toContain(`Berikan baris ini kepada para saksi, jangan melalui situs:\n  ${vkey}\n`);
});

test('Ctrl+C after the folder was deleted ends the office, which does not say that the data are kept', async () => {
  const { npm, server, said } = await start(/npx disposisi help\n/, '--empty');
  await rm(folder, { recursive: true, force: true });
  process.kill(-Number(npm.pid), 'SIGINT');
  await expect.poll(() => isThere(server)).toBe(false);
  await expect.poll(said).toMatch(/Ditutup, tetapi data kantor tidak ada lagi di .*npx disposisi restore FILE/);
  expect(said()).not.toContain('data kantor tersimpan.');
});

test('Ctrl+C while the samples are being made ends the office, and prints how to begin anew', async () => {
  await rm(folder, { recursive: true, force: true });
  const { npm, server, said } = await start(/ {2}1\/5/);
  process.kill(-Number(npm.pid), 'SIGINT');
  await expect.poll(() => isThere(server)).toBe(false);
  await expect.poll(said).toMatch(/Ditutup sebelum permohonan contoh lengkap \(\d dari 5\)\. .*hapus folder/);
  // Work that was interrupted is not reported afterwards.
  expect(said()).toMatch(/lalu jalankan lagi\.\n$/);
  expect(said()).not.toMatch(/Error|office: |forge: /);
});
