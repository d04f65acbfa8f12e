import { execFileSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOffice } from '#embedded/office/open-office.ts';
import { FIRST } from '../support/folders.ts';
import { disposisi, emptyFolder } from '../cli/disposisi.ts';

let folder: string;
let disk: string;
beforeEach(async () => {
  folder = await emptyFolder();
  disk = join(folder, 'disk');
  await mkdir(disk);
});
afterEach(async () => {
  mount('umount', disk);
  await rm(folder, { recursive: true, force: true });
});

/**
 * Mounts or unmounts a small disk.
 * @returns whether this was possible
 */
function mount(command: 'mount' | 'umount', ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const WORDS = {
  id: /^disk — Ruang penyimpanan habis\. Kosongkan sebagian \(df -h\), lalu ulangi\.\n.*utuh; jalankan lagi/m,
  en: /^disk — There is no space left on the disk\. Free some of it \(df -h\), then repeat\.\n.*start it again/m,
};

/** Disks that are full at different points of the first start: the database, its commit, git, the pages. */
test.for([
  ['16k', 'id'],
  ['600k', 'en'],
  ['900k', 'id'],
  ['1500k', 'en'],
] as const)(
  'a start on a disk of %s says that the disk is full, and what to do (%s); with more space the office opens',
  async ([size, lang], { skip }) => {
    skip(!mount('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk), 'no small disk can be mounted here');
    const start = ['start', '--port', '0', '--folder', 'disk', '--empty', '--lang', lang];
    const { code, err } = await disposisi(start, folder);
    expect(err).toMatch(WORDS[lang]);
    expect(err).not.toMatch(/kesalahan program|fault of the program/);
    expect(code).toBe(1);
    mount('mount', '-o', 'remount,size=256m', disk);
    const office = await openOffice({ folder: disk, root: FIRST, port: 0, log: () => undefined });
    const accounts = (await office.forge.accounts.list()).map(({ login }) => login);
    expect(accounts).toEqual(expect.arrayContaining(['contoh-tu', 'contoh-opd', 'disposisi[bot]']));
    expect((await office.deps.forge.listOpen()).pulls).toEqual([]);
    await office.close();
  },
);
