import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '#entry/cli/verbs/clone.ts';
import { UserError } from '#domain/user-error.ts';
import { eraseInOffice } from '#embedded/office/erase.ts';
import { writeOfficeFile } from '#embedded/office/office-file.ts';
import { repositoryOf } from '../fixtures/registers/write.ts';
import { complete, nameForErasure, submitSecret } from '../support/erased.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { approve } from '../support/walk.ts';

let office: Office;
let place: string;
let number: number;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'klon-'));
  office = await openOffice();
  await noteRunning();
  number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  await office.run(number);
  await clone(['klona']);
});
afterAll(async () => {
  await office.close();
  await rm(place, { recursive: true, force: true });
});

/** Writes the file by which commands find an office that runs. */
async function noteRunning(): Promise<void> {
  const { url, apiUrl, cloneUrl, owner, repo, accounts } = office.local;
  writeOfficeFile(office.folder, {
    ...{ url, apiUrl, cloneUrl, owner, repo },
    ...{ pid: process.pid, process: 'disposisi[bot]', tokens: { 'contoh-tu': await accounts.token('contoh-tu') } },
  });
}

/** Runs the command, and returns its exit code with all that it printed. */
async function clone(args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const io = {
    env: {},
    cwd: place,
    lang: 'en',
    now: office.now,
    out: say,
    err: say,
    untilEnded: async () => undefined,
  } as const;
  const code = await run([...args, '--folder', office.folder], io).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    say(error.text.en);
    return 1;
  });
  return { code, said: said.join('\n') };
}

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Contoh', '-c', 'user.email=contoh@example.invalid', ...args], {
    encoding: 'utf8',
  }).trim();
const headOf = (): string => git(join(place, 'klona'), 'rev-parse', 'origin/register');

test('R29: an update brings what is new into a clone, and verifies it from what the clone had', async () => {
  const nothing = await clone(['klona', '--update']);
  expect(nothing).toMatchObject({ code: 0, said: expect.stringMatching(/nothing new\.$/) });
  // Nobody has verified this clone before.
  expect(nothing.said).not.toMatch(/looked at before|0 entries/);
  const before = headOf();
  await approve(office, number, 'contoh-tu');
  const { code, said } = await clone(['klona', '--update']);
  expect({ code, said }).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^Verified as far as the first line says: /m),
  });
  expect(said).toMatch(/The clone is up to date\.$/);
  expect(headOf()).not.toBe(before);
  expect(headOf()).toBe(git(repositoryOf(office), 'rev-parse', 'register'));
  expect(git(join(place, 'klona'), 'for-each-ref', 'refs/disposisi')).toBe('');
});

test('R29: an update brings the branches of requests too, so that an office can be restored from the clone', async () => {
  await submit(office, 'contoh-bpbd', 'draf', sampleRequest(), { draft: true });
  expect(await clone(['klona', '--update'])).toMatchObject({ code: 0 });
  const names = git(join(place, 'klona'), 'for-each-ref', '--format=%(refname:lstrip=3)', 'refs/remotes/origin');
  expect(names.split('\n')).toEqual(
    expect.arrayContaining(['main', 'register', 'permohonan/draf', 'permohonan/rapat']),
  );
});

test('R29: a register that was rewritten or cut off is refused, and the clone stays as it was', async () => {
  const before = headOf();
  const repository = repositoryOf(office);
  const sound = git(repository, 'rev-parse', 'register');
  try {
    git(repository, 'update-ref', 'refs/heads/register', `${sound}~1`);
    const { code, said } = await clone(['klona', '--update']);
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringContaining('rewritten or cut off. klona was not changed.'),
    });
    expect(headOf()).toBe(before);
  } finally {
    git(repository, 'update-ref', 'refs/heads/register', sound);
  }
});

test('R29: a register that continues with something that it must not have is shown, and the clone stays as it was', async () => {
  const before = headOf();
  const repository = repositoryOf(office);
  const forged = git(repository, 'commit-tree', '-p', before, '-m', 'x', `${before}~1^{tree}`);
  try {
    git(repository, 'update-ref', 'refs/heads/register', forged);
    const { code, said } = await clone(['klona', '--update']);
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringMatching(/This clone was not changed: keep it as it is/),
    });
    expect(said).toContain('Verification failed');
    expect(headOf()).toBe(before);
  } finally {
    git(repository, 'update-ref', 'refs/heads/register', before);
  }
});

test('R50: after an erasure, a clone of before gets a message that says so, and that its entries are still those of the office', async () => {
  const erased = await submitSecret(office, 'contoh-opd', 'zq7x', '05');
  await complete(office, erased, '05', 'zq7x');
  expect((await clone(['klona', '--update'])).code).toBe(0);
  const before = headOf();
  office.setNow('2026-12-09T03:00:00Z');
  await nameForErasure(office, [{ number: erased }]);
  await office.local.close();
  await eraseInOffice(office.folder, { at: office.now() });
  office = await openOffice({ folder: office.folder, now: office.now() });
  await noteRunning();
  const { code, said } = await clone(['klona', '--update']);
  expect({ code, said }).toMatchObject({
    code: 1,
    said: expect.stringMatching(/made its history anew \(R50\).*the checkpoint matches/),
  });
  expect(headOf()).toBe(before);
}, 60_000);

test('a folder without a clone is not updated', async () => {
  const { code, said } = await clone(['.', '--update']);
  expect({ code, said }).toMatchObject({
    code: 1,
    said: expect.stringContaining('There is no clone with a register here'),
  });
});
