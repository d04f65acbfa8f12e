import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHECKPOINT_PATH } from '#domain/journal/paths.ts';
import { UserError } from '#domain/user-error.ts';
import { STORE_PATH } from '#embedded/forge/send-store.ts';
import { Store } from '#embedded/forge/store.ts';
import { type Part, readBackup, takePart, writeBackup } from '#embedded/office/backup-file.ts';
import { makeBackup } from '#embedded/office/make-backup.ts';
import { readOfficeFile } from '#embedded/office/office-file.ts';
import { restoreBackup } from '#embedded/office/restore-backup.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { disposisi } from '../cli/disposisi.ts';
import { CASES, copyOfOffice, openKept } from '../support/full-office.ts';
import { machine } from '../support/machine.ts';

const MADE = '2026-12-01T09:00:00Z';

/** An office that nobody changes, and a backup of it. */
let source: string;
let backup: string;
let bytes: Buffer;
beforeAll(async () => {
  source = await copyOfOffice();
  backup = `${source}.tar`;
  await makeBackup(source, backup, MADE);
  bytes = await readFile(backup);
});
afterAll(() => Promise.all([rm(source, { recursive: true, force: true }), rm(backup, { force: true })]));

/** The folder for a test’s files. */
let place: string;
beforeEach(async () => {
  place = `${source}-uji`;
  await mkdir(place);
});
afterEach(() => rm(place, { recursive: true, force: true }));

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', join(folder, 'repo.git'), ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
const refs = (folder: string): string => git(folder, 'for-each-ref', '--format=%(objectname) %(refname)');
const restored = async (path: string, folder = join(place, 'baru')): Promise<string> => {
  await restoreBackup(await readBackup(path), folder);
  return folder;
};

/** Returns why something is refused. Expects that the test’s folder is unchanged. */
async function refused(work: () => Promise<unknown>): Promise<string> {
  const before = await readdir(place, { recursive: true });
  const error: unknown = await work().then(
    () => new Error('It was done.'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw error;
  expect(await readdir(place, { recursive: true })).toEqual(before);
  return [error.text.en, ...error.problems.map(({ message }) => message.en)].join(' ');
}

describe('an office that is restored from a backup', () => {
  test('an office that is restored from a backup of a year ago opens', async () => {
    const folder = await restored(backup);
    await (await openKept(folder, () => machine() + 365 * 86_400_000)).close();
  });

  test('a restored office has every ref and object, its register, tokens, clock and key, and older checkpoints verify', async () => {
    const folder = await restored(backup);
    expect(refs(folder)).toBe(refs(source));
    git(folder, 'fsck', '--strict', '--full');
    const note = git(source, 'show', `register~3:${CHECKPOINT_PATH}`);
    const kept = [{ file: 'saksi', note: `${note}\n` }];
    expect(await verifyClone(join(folder, 'repo.git'), { kept })).toMatchObject({ findings: [], cases: CASES });
    for (const name of ['log.key', 'clock.json'])
      expect(await readFile(join(folder, name), 'utf8')).toBe(await readFile(join(source, name), 'utf8'));
    const [old, left] = [await readOfficeFile(source), await readOfficeFile(folder)];
    // The time of the last run is not restored.
    const { at: _, ...rest } = old ?? {};
    expect(left).toEqual({ ...rest, pid: 0, version: 1 });
    const office = await openKept(folder);
    await (await office.as('contoh-tu')).review(2, 'APPROVE', '');
    await office.idle();
    await office.close();
    // The process’s own token is a new one at each start.
    const people = (tokens?: Readonly<Record<string, string>>) => ({ ...tokens, 'disposisi[bot]': '' });
    expect(people((await readOfficeFile(folder))?.tokens)).toEqual(people(old?.tokens));
    expect(await verifyClone(join(folder, 'repo.git'), { kept })).toMatchObject({ findings: [], cases: CASES });
    if (process.platform === 'win32') return;
    for (const name of ['', 'forge.sqlite', 'log.key', 'forge.json', 'repo.git'])
      expect([name, (await stat(join(folder, name))).mode & 0o077]).toEqual([name, 0]);
    expect((await stat(backup)).mode & 0o777).toBe(0o600);
  });

  test('a backup that is made while the office runs is of one moment, and has everything that was journaled before', async () => {
    const running = join(place, 'kantor');
    await restored(backup, running);
    const office = await openKept(running);
    const person = await office.as('contoh-tu');
    await person.review(3, 'APPROVE', '');
    await office.idle();
    const before = git(running, 'rev-parse', 'register');
    let isMade = false;
    const acting = (async () => {
      for (let number = 4; !isMade && number <= CASES; number += 1) {
        await person.review(number, 'APPROVE', '');
        await office.idle();
      }
    })();
    const path = join(place, 'berjalan.tar');
    const ran = await disposisi(['backup', path, '--folder', running, '--lang', 'en'], place);
    isMade = true;
    await acting;
    expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/^Backup whole: .* 21 requests/) });
    await person.review(1, 'COMMENT', 'sesudahnya');
    await office.close();
    expect((await readdir(running)).filter((name) => name.startsWith('forge.sqlite'))).toEqual(['forge.sqlite']);
    const folder = await restored(path);
    expect(await verifyClone(join(folder, 'repo.git'))).toMatchObject({ findings: [], cases: CASES });
    git(folder, 'merge-base', '--is-ancestor', before, 'register');
    await (await openKept(folder)).close();
  });

  test('a backup of a killed office has the last commit of its database, and the office’s folder still opens', async () => {
    const killed = await restored(backup, join(place, 'kantor'));
    const store = new Store(join(killed, 'forge.sqlite'));
    store.run("INSERT INTO labels (id, name, color) VALUES (999999, 'terakhir', '000000')");
    for (const name of ['', '-wal', '-open'])
      await copyFile(join(killed, `forge.sqlite${name}`), join(place, `forge.sqlite${name}`));
    store.close();
    for (const name of ['', '-wal', '-open'])
      await copyFile(join(place, `forge.sqlite${name}`), join(killed, `forge.sqlite${name}`));
    await makeBackup(killed, join(place, 'dimatikan.tar'), MADE);
    const after = new Store(join(await restored(join(place, 'dimatikan.tar')), 'forge.sqlite'));
    expect(after.get("SELECT 1 FROM labels WHERE name = 'terakhir'")).toBeDefined();
    after.close();
    await (await openKept(killed)).close();
  });

  test('a backup needs no program of this project: tar unpacks it, and git clones its repository', async () => {
    execFileSync('tar', ['xf', backup], { cwd: place, stdio: 'pipe' });
    execFileSync('git', ['clone', '--quiet', '--branch', 'register', 'repo.bundle', 'klona'], {
      cwd: place,
      stdio: 'pipe',
    });
    expect(execFileSync('git', ['rev-parse', 'HEAD'], { cwd: join(place, 'klona'), encoding: 'utf8' }).trim()).toBe(
      git(source, 'rev-parse', 'register'),
    );
  });
});

describe('a damaged backup is refused, before anything is written', () => {
  test('a backup that was cut anywhere is refused', async () => {
    const path = join(place, 'potong.tar');
    for (const length of [
      511,
      512,
      1024,
      5000,
      bytes.length >> 1,
      bytes.length - 1025,
      bytes.length - 1024,
      bytes.length - 1,
    ]) {
      await writeFile(path, bytes.subarray(0, length));
      expect(await refused(() => restored(path)), String(length)).toMatch(/cut short|no backup|changed/);
    }
    await writeFile(path, '');
    expect(await refused(() => restored(path))).toMatch(/no backup of an office/);
  });

  test('a backup with one changed bit, or with an addition at its end, is refused', async () => {
    const path = join(place, 'ubah.tar');
    await writeFile(path, bytes);
    const file = await open(path, 'r+');
    const at = Array.from({ length: 60 }, (_, i) => Math.floor((i * (bytes.length - 1)) / 59));
    for (const place of [...at, 156, 260, 513, 530, bytes.length - 1600, bytes.length - 1536]) {
      await file.write(Buffer.of((bytes[place] ?? 0) ^ 1), 0, 1, place);
      await expect(readBackup(path), String(place)).rejects.toBeInstanceOf(UserError);
      await file.write(bytes.subarray(place, place + 1), 0, 1, place);
    }
    await file.close();
    await readBackup(path);
    await truncate(path, bytes.length + 1);
    await expect(readBackup(path)).rejects.toBeInstanceOf(UserError);
  });

  test('a backup of a newer version of the program is refused for that reason', async () => {
    const path = join(place, 'baru.tar');
    await writeFile(path, bytes.toString('latin1').replace('{"version":1', '{"version":2'), 'latin1');
    expect(await refused(() => restored(path))).toMatch(/kept by a newer version of Disposisi/);
  });

  test('a backup with the database of one moment and the repository of another moment is refused', async () => {
    const newer = await restored(backup, join(place, 'kantor'));
    const office = await openKept(newer);
    await (await office.as('contoh-tu')).review(5, 'APPROVE', '');
    await office.idle();
    await office.close();
    await makeBackup(newer, join(place, 'baru.tar'), MADE);
    const parts = await partsOf(backup, 'lama');
    for (const part of ['forge.sqlite', 'repo.bundle'] as const) {
      const mixed = new Map([
        ...parts,
        [part, (await partsOf(join(place, 'baru.tar'), `baru-${part}`)).get(part) ?? ''],
      ]);
      await writeBackup(join(place, `${part}.tar`), { made: MADE, requests: CASES, last: '', zone: 'UTC' }, mixed);
    }
    for (const part of ['forge.sqlite', 'repo.bundle'])
      expect(await refused(() => restored(join(place, `${part}.tar`)))).toMatch(/complete office: .*different moments/);
  });

  test('a backup is not restored into a folder that is not empty', async () => {
    await writeFile(join(place, 'catatan.txt'), 'milik saya\n');
    const { code, err } = await disposisi(['restore', backup, '--folder', place, '--lang', 'en'], place);
    expect([code, err]).toEqual([1, expect.stringMatching(/This folder is not empty\..*\nNothing was written\.\n$/)]);
    expect(await readdir(place)).toEqual(['catatan.txt']);
    await rm(join(place, 'catatan.txt'));
    const again = await disposisi(['restore', backup, '--folder', place, '--lang', 'en'], place);
    expect(again).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Checkpoint \d+ .*npx disposisi verify .*npm start -- /s),
    });
    expect((await readdir(dirname(place))).filter((name) => name.includes('.restored-'))).toEqual([]);
  });
});

async function partsOf(path: string, name: string): Promise<Map<Part, string>> {
  const whole = await readBackup(path);
  await mkdir(join(place, name));
  for (const part of whole.parts.keys()) await takePart(whole, part, join(place, name, part));
  return new Map([...whole.parts.keys()].map((part) => [part, join(place, name, part)]));
}

describe('a damaged office is reported, and not backed up', () => {
  test.each<[what: string, damage: (folder: string) => Promise<void>, en: RegExp]>([
    [
      'a lost object',
      async (folder) => {
        const oid = git(folder, 'rev-parse', 'register:journals/0/7.jsonl');
        const [pack = ''] = await readdir(join(folder, 'repo.git/objects/pack'));
        const name = join(folder, 'repo.git/objects/pack', pack.replace(/\.\w+$/, '.pack'));
        await rename(name, join(place, 'pack'));
        execFileSync('git', ['-C', join(folder, 'repo.git'), 'unpack-objects', '-q'], {
          input: await readFile(join(place, 'pack')),
        });
        await rm(join(folder, 'repo.git/objects/pack'), { recursive: true });
        await rm(join(folder, 'repo.git/objects', oid.slice(0, 2), oid.slice(2)));
      },
      /repository is no longer whole, so its backup would not be either/,
    ],
    ['an empty clock file', (folder) => writeFile(join(folder, 'clock.json'), ''), /clock cannot be read/],
    ['an invalid signing key', (folder) => writeFile(join(folder, 'log.key'), 'PRIVATE'), /no signing key/],
  ])('backup reports and does not copy a damaged office: %s', async (_what, damage, en) => {
    const folder = await restored(backup, join(place, 'kantor'));
    await damage(folder);
    expect(await refused(() => makeBackup(folder, join(place, 'rusak.tar'), MADE))).toMatch(en);
  });

  test('backup refuses a folder without an office, and an existing file', async () => {
    expect(await refused(() => makeBackup(place, join(place, 'a.tar'), MADE))).toMatch(/no office in this folder/);
    expect(await refused(() => makeBackup(source, backup, MADE))).toMatch(/Something with this name already exists/);
    expect(existsSync(join(place, 'forge.sqlite'))).toBe(false);
  });
});

test('a backup without the signing key is made, is not called whole, and fails with what to do', async () => {
  const folder = await restored(backup, join(place, 'kantor'));
  await rm(join(folder, 'log.key'));
  const path = join(place, 'tanpa-kunci.tar');
  const made = await disposisi(['backup', path, '--folder', folder, '--lang', 'en'], place);
  expect(made).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^Backup without the signing key: /),
    err: expect.stringMatching(/contains the office’s tokens, and every.*Keep the older backups: look for log\.key/s),
  });
  const checked = await disposisi(['restore', path, '--check', '--lang', 'en'], place);
  expect(checked).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^Backup without the signing key: /),
    err: expect.stringContaining('an office that is restored from it cannot sign'),
  });
  const whole = await disposisi(['restore', backup, '--check', '--lang', 'en'], place);
  expect(whole).toMatchObject({ code: 0, out: expect.stringMatching(/^Backup whole: /), err: '' });
});

test('security 28: a running office gives its database to the process’s own account alone', async () => {
  const folder = await restored(backup);
  const left = `${join(folder, 'forge.sqlite')}-copy-terputus`;
  await writeFile(left, '');
  const office = await openKept(folder);
  expect(existsSync(left)).toBe(false);
  const tokens = (await readOfficeFile(folder))?.tokens ?? {};
  const ask = async (token?: string, method = 'POST') => {
    const headers = token === undefined ? {} : { authorization: `token ${token}` };
    const answer = await fetch(`${office.url}${STORE_PATH}`, { method, headers });
    return [answer.status, (await answer.arrayBuffer()).byteLength > 100_000];
  };
  expect(await ask()).toEqual([401, false]);
  expect(await ask('salah')).toEqual([401, false]);
  expect(await ask(tokens['contoh-tu'])).toEqual([403, false]);
  expect((await ask(tokens['disposisi[bot]'], 'GET'))[1]).toBe(false);
  expect(await ask(tokens['disposisi[bot]'])).toEqual([200, true]);
  await office.close();
  expect((await readdir(folder)).filter((name) => name.includes('-copy-'))).toEqual([]);
});
