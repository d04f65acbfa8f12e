import { execFileSync } from 'node:child_process';
import { cp, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TextError } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { startForge } from '#embedded/forge/start-forge.ts';
import { Store } from '#embedded/forge/store.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { CASES, copyOfOffice, openKept } from '../support/full-office.ts';
import { machine } from '../support/machine.ts';

let folder: string;
beforeEach(async () => {
  folder = await copyOfOffice();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const DAY = 86_400_000;
const at = (...names: string[]): string => join(folder, ...names);
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', at('repo.git'), ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
const refs = (): string => git('for-each-ref', '--format=%(objectname) %(refname)');

/** Returns the parts that an office must not lose: its refs, its objects and its signing key. */
async function holdings(): Promise<unknown> {
  const objects = (await readdir(at('repo.git/objects'), { recursive: true })).filter((name) =>
    /^..\/.{38}$/.test(name),
  );
  return { refs: refs(), objects: objects.sort(), keys: await readFile(at('log.key'), 'utf8').catch(() => '') };
}

/** Returns why an office does not open, in both languages. Expects that the attempt loses nothing. */
async function refused(options: { readonly holds?: boolean; readonly clock?: () => number } = {}): Promise<string> {
  const before = options.holds === false ? undefined : await holdings();
  const error: unknown = await openKept(folder, options.clock).then(
    (office) => office.close().then(() => new Error('It opened.')),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TextError)) throw error;
  if (before !== undefined) expect(await holdings()).toEqual(before);
  const problems = error instanceof UserError ? error.problems.flatMap(({ message, fix }) => [message, fix]) : [];
  const texts = [error.text, ...problems];
  expect(texts.map((text) => text?.id).join(' ')).toMatch(/Tidak ada yang (?:diubah|ditulis)|Nothing/);
  return texts.map((text) => text?.en).join(' ');
}

/** Expects that the office opens, and that `verify` then finds every case and no fault. */
async function expectWhole(): Promise<void> {
  const office = await openKept(folder);
  await office.close();
  expect(await verifyClone(at('repo.git'))).toMatchObject({ findings: [], cases: CASES });
}

/**
 * Leaves the database as a kill does, with the last commit only in SQLite’s log.
 * @param version the version of the database in that log
 */
async function killed(version = 1): Promise<void> {
  const store = new Store(at('forge.sqlite'));
  store.begin();
  store.run("INSERT INTO labels (id, name, color) VALUES (999999, 'terakhir', '000000')");
  store.run(`PRAGMA user_version = ${version}`);
  store.commit();
  const files = ['forge.sqlite', 'forge.sqlite-wal', 'forge.sqlite-open'];
  for (const name of files) await cp(at(name), at(`${name}.killed`));
  store.close();
  for (const name of files) await rename(at(`${name}.killed`), at(name));
}

/** Returns whether the database has the last commit before the kill. */
function hasLast(): boolean {
  const store = new Store(at('forge.sqlite'));
  try {
    return store.get("SELECT 1 FROM labels WHERE name = 'terakhir'") !== undefined;
  } finally {
    store.close();
  }
}

test('an office that was opened and closed leaves one database file, and its files have the present version', async () => {
  await expectWhole();
  expect((await readdir(folder)).filter((name) => name.startsWith('forge.sqlite'))).toEqual(['forge.sqlite']);
  expect((await readFile(at('forge.sqlite'))).readUInt32BE(60)).toBe(1);
  for (const name of ['forge.json', 'clock.json'])
    expect(JSON.parse(await readFile(at(name), 'utf8'))).toMatchObject({ version: 1 });
});

describe('a damaged database', () => {
  test('a database that is cut, or has an overwritten page, is refused, and the repository is unchanged', async () => {
    const { size } = await stat(at('forge.sqlite'));
    await cp(at('forge.sqlite'), at('kept'));
    for (const damage of [
      () => truncate(at('forge.sqlite'), size - 4096),
      () => truncate(at('forge.sqlite'), 4096),
      () => truncate(at('forge.sqlite'), size - 4096 - 1000),
      () => overwrite(at('forge.sqlite'), size >> 1, 4096),
    ]) {
      await damage();
      expect(await refused()).toMatch(/database is damaged.*Nothing was changed.*from a backup/);
      await cp(at('kept'), at('forge.sqlite'));
    }
    await expectWhole();
  });

  test('the database of a killed office is refused if SQLite’s log is lost or empty, since the last commit was only in the log', async () => {
    await killed();
    expect((await stat(at('forge.sqlite-wal'))).size).toBeGreaterThan(0);
    await rename(at('forge.sqlite-wal'), at('hilang'));
    for (const damage of [() => Promise.resolve(), () => writeFile(at('forge.sqlite-wal'), '')]) {
      await damage();
      expect(await refused()).toMatch(/forge\.sqlite-wal.* is lost: the office was not closed properly/);
    }
    await rename(at('hilang'), at('forge.sqlite-wal'));
    await expectWhole();
    expect(hasLast()).toBe(true);
  });

  test('a closed database next to the log of another database is refused before SQLite mixes the two', async () => {
    const other = await copyOfOffice();
    const mine = folder;
    folder = other;
    await killed();
    folder = mine;
    await cp(join(other, 'forge.sqlite-wal'), at('forge.sqlite-wal'));
    const before = await readFile(at('forge.sqlite'));
    expect(await refused()).toMatch(/closed properly, so this file is not its own/);
    expect(await readFile(at('forge.sqlite'))).toEqual(before);
    await rm(at('forge.sqlite-wal'));
    await expectWhole();
  });

  test('if only the log of a database is left, without a repository, no new office is begun in the folder', async () => {
    await killed();
    await rm(at('forge.sqlite'));
    await rm(at('repo.git'), { recursive: true });
    expect(await refused({ holds: false })).toMatch(/missing or empty/);
  });

  test('an older copy of a database with a newer repository is refused, since the refs in the copy would discard entries', async () => {
    await cp(at('forge.sqlite'), at('kept'));
    const office = await openKept(folder);
    for (const number of [2, 3, 4]) {
      await (await office.as('contoh-tu')).review(number, 'APPROVE', '');
      await office.idle();
    }
    await office.close();
    await cp(at('kept'), at('forge.sqlite'));
    expect(await refused()).toMatch(/older than its repository: the register in the repository has \d+ commits/);
  });

  test('a database of a newer version is refused and unchanged, and a database without a version is migrated', async () => {
    await killed();
    await overwrite(at('forge.sqlite'), 63, 1, 2);
    const files = (await readdir(folder)).filter((name) => name.startsWith('forge.sqlite'));
    const bytes = () => Promise.all(files.map((name) => readFile(at(name), 'latin1')));
    const before = await bytes();
    expect(await refused()).toMatch(/newer version of Disposisi made this office’s database/);
    expect([files.length, await bytes()]).toEqual([3, before]);
    await overwrite(at('forge.sqlite'), 63, 1, 1);
    await expectWhole();
    setVersion(0);
    await expectWhole();
    expect((await readFile(at('forge.sqlite'))).readUInt32BE(60)).toBe(1);
  });

  test('a killed office’s database without a version keeps the content of SQLite’s log', async () => {
    await killed(0);
    await rm(at('forge.sqlite-open'));
    await overwrite(at('forge.sqlite'), 60, 4, 0);
    await expectWhole();
    expect(hasLast()).toBe(true);
  });
});

function setVersion(version: number): void {
  const database = new DatabaseSync(at('forge.sqlite'));
  database.exec(`PRAGMA user_version = ${version}`);
  database.close();
}

async function overwrite(path: string, from: number, bytes: number, value = 0x2a): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(bytes, value), 0, bytes, from);
  await file.close();
}

test('on a full disk an act fails with that reason, no ref moves, and the act succeeds once there is space', async () => {
  const office = await openKept(folder);
  const before = refs();
  const full = vi.spyOn(Store.prototype, 'nextId').mockImplementation(() => {
    throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
  });
  const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const person = await office.as('contoh-tu');
  await expect(person.review(6, 'APPROVE', '')).rejects.toThrow(/no space is left on this office’s disk/);
  expect(refs()).toBe(before);
  full.mockRestore();
  quiet.mockRestore();
  await person.review(6, 'APPROVE', '');
  await office.close();
  await expectWhole();
});

describe('a damaged repository', () => {
  test('refs that are lost or half written are made again from the database', async () => {
    const before = refs();
    const damages = [
      () => rm(at('repo.git/refs/heads/register')),
      () => rm(at('repo.git/refs/heads'), { recursive: true }),
      () => rm(at('repo.git/refs/pull'), { recursive: true }),
      () => writeFile(at('repo.git/refs/heads/register'), ''),
      () => writeFile(at('repo.git/refs/heads/main'), Buffer.alloc(41)),
      () => writeFile(at('repo.git/refs/heads/permohonan/kasus-3'), git('rev-parse', 'main').slice(0, 20)),
    ];
    for (const damage of damages) {
      await damage();
      await (await startForge({ folder })).close();
      expect(refs()).toBe(before);
    }
    await expectWhole();
  });

  test('a repository that is empty, or lacks its head, is refused', async () => {
    await rm(at('repo.git/HEAD'));
    expect(await refused({ holds: false })).toMatch(/repository is missing/);
    for (const name of await readdir(at('repo.git'))) await rm(at('repo.git', name), { recursive: true });
    expect(await refused({ holds: false })).toMatch(/repository is missing/);
    expect(await readdir(at('repo.git'))).toEqual([]);
  });

  test('a repository that lost an object of a branch, or all objects, is refused, and a ref without its object is named', async () => {
    const oid = git('rev-parse', 'permohonan/kasus-5');
    await rename(at('repo.git/objects', oid.slice(0, 2), oid.slice(2)), at('kept'));
    expect(await refused({ holds: false })).toMatch(/has lost what its database names: refs\/.* \([0-9a-f]{40}\)/);
    await rename(at('kept'), at('repo.git/objects', oid.slice(0, 2), oid.slice(2)));
    await expectWhole();
    for (const name of await readdir(at('repo.git/objects')))
      await rm(at('repo.git/objects', name), { recursive: true });
    expect(await refused({ holds: false })).toMatch(/has lost what its database names/);
  });
});

describe('other damaged files of an office', () => {
  test('an office whose clock was ahead and whose clock file is lost is refused, with the line that restores the file', async () => {
    const before = JSON.parse(await readFile(at('clock.json'), 'utf8')) as { ahead: number };
    await rm(at('clock.json'));
    const said = await refused();
    expect(said).toMatch(/clock has gone back/);
    const [line = ''] = /\{"version":1,"ahead":\d+\}/.exec(said) ?? [];
    await writeFile(at('clock.json'), line);
    expect((JSON.parse(line) as { ahead: number }).ahead).toBeLessThanOrEqual(before.ahead);
    await expectWhole();
  });

  test('R14: a machine’s clock that is a year back is refused; if it is a minute back, the office’s time does not go back', async () => {
    const year = openKept(folder, () => machine() - 365 * 86_400_000);
    await expect(year).rejects.toMatchObject({ problems: [{ code: 'office-clock-back' }] });
    const before = await openKept(folder);
    await (await before.as('contoh-tu')).review(3, 'APPROVE', '');
    const last = before.now();
    await before.close();
    const after = await openKept(folder, () => machine() - 60_000);
    expect(after.now() >= last).toBe(true);
    await after.close();
  });

  test('a machine’s clock far ahead of the office’s last run is refused, with what to do, until it is confirmed', async () => {
    const [quarter, year] = [machine() + 80 * DAY, machine() + 365 * DAY];
    const said = await refused({ clock: () => year });
    expect(said).toMatch(/it is Friday, 26 November 2027, .*last ran on Thursday, 26 November 2026, .*365 days before/);
    expect(said).toMatch(/put it right first\. If it is right: npm start -- --clock-is-right/);
    await (await openKept(folder, () => quarter)).close();
    // Entries by that clock stay. Afterwards the right clock is refused, and the message names every possible fix.
    const office = await openKept(folder, () => year, { isClockRight: true });
    await (await office.as('contoh-tu')).review(2, 'APPROVE', '');
    await office.idle();
    await office.close();
    expect(await refused()).toMatch(
      /gone back by 36\d days.*wait until that time, or restore a backup from before it.*"ahead":\d+/s,
    );
  });

  test('an office without its signing key is refused, and reads how to ask for a new one; a damaged key is refused too', async () => {
    const before = await readFile(at('log.key'), 'utf8');
    await rm(at('log.key'));
    const lost = await refused();
    expect(lost).toMatch(
      /signing key is missing.*tar xf FILE -C \S+ log\.key.*run npm start -- --new-log-key.*witnesses/,
    );
    // There is nothing to move away.
    expect(lost).not.toMatch(/move/);
    expect(await readdir(folder)).not.toContain('log.key');
    await writeFile(at('log.key'), before.slice(0, 40));
    expect(await refused()).toMatch(
      /no signing key that this version knows.*move this file out of the office’s folder/,
    );
    await writeFile(at('log.key'), before);
    await expectWhole();
    // With the key still there, an office does not get another one.
    await expect(openKept(folder, machine, { newLogKey: true })).rejects.toMatchObject({
      problems: [{ message: { en: expect.stringContaining('still has a signing key') } }],
    });
    expect(await readFile(at('log.key'), 'utf8')).toBe(before);
  });

  test('the file of address and tokens is refused if it is half written, and made anew if it is lost', async () => {
    const text = await readFile(at('forge.json'), 'utf8');
    await writeFile(at('forge.json'), text.slice(0, text.length >> 1));
    expect(await refused()).toMatch(/not complete JSON/);
    await rm(at('forge.json'));
    await expectWhole();
    expect(Object.keys(JSON.parse(await readFile(at('forge.json'), 'utf8')) as object)).toContain('tokens');
  });

  test.each(['forge.json', 'clock.json'])(
    '%s is refused if it is of a newer version, and read if it names no version',
    async (name) => {
      const { version: _, ...old } = JSON.parse(await readFile(at(name), 'utf8')) as Record<string, unknown>;
      const newer = JSON.stringify({ ...old, version: 2 });
      await writeFile(at(name), newer);
      expect(await refused()).toMatch(/kept by a newer version of Disposisi/);
      expect(await readFile(at(name), 'utf8')).toBe(newer);
      await writeFile(at(name), JSON.stringify(old));
      await expectWhole();
    },
  );
});
