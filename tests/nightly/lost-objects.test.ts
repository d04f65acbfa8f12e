import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '#domain/user-error.ts';
import { cloneFault } from '#entry/cli/clone-fault.ts';
import { logAt } from '#entry/cli/verbs/witness.ts';
import { registerHead, verifyClone } from '#engine/register/clone.ts';
import { entriesInClone } from '#engine/register/entries-in-clone.ts';
import { readClone } from '#public/export/read-clone.ts';
import { copyOfOffice, CASES } from '../support/full-office.ts';

let repository: string;
let whole: Record<Reader, unknown>;
beforeAll(async () => {
  repository = join(await copyOfOffice(), 'repo.git');
  whole = await readAll();
});
afterAll(() => rm(dirname(repository), { recursive: true, force: true }));

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();

/** The programs that read a register in a clone. Each returns its result. */
const READERS = {
  'site and export': async () => {
    const { journals, index, log, config, checkpoints } = await readClone(repository, '2026-12-02T01:00:00Z');
    const cases: number[] = [];
    for await (const { number } of journals()) cases.push(number);
    return { cases, index, log, checkpoints: await checkpoints(), procedures: [...config.procedures.keys()] };
  },
  verify: async () => verifyClone(repository),
  'verify --forge': async () => (await entriesInClone(repository, await registerHead(repository))).size,
  witness: async () => {
    const { checkpoint, vkeys } = await logAt(repository, { cwd: repository } as Parameters<typeof logAt>[1]);
    return { checkpoint, vkeys };
  },
};
type Reader = keyof typeof READERS;

/** Returns each reader’s result for the repository, or its error message. */
async function readAll(): Promise<Record<Reader, unknown>> {
  const read = Object.entries(READERS).map(async ([name, reader]) => [
    name,
    await reader().catch((error: unknown) => cloneFault(error)),
  ]);
  return Object.fromEntries(await Promise.all(read)) as Record<Reader, unknown>;
}

const DAMAGES: Readonly<Record<string, (path: string, bytes: Buffer) => void>> = {
  lost: (path) => rmSync(path),
  empty: (path) => writeFileSync(path, ''),
  'half written': (path, bytes) => writeFileSync(path, bytes.subarray(0, bytes.length >> 1)),
  'overwritten within': (path, bytes) => writeFileSync(path, bytes.fill(0x2a, bytes.length >> 1)),
};

/** Damages a file while `work` runs. */
async function damaged(path: string, damage: string, work: () => Promise<void>): Promise<void> {
  renameSync(path, `${path}.kept`);
  try {
    writeFileSync(path, '');
    DAMAGES[damage]?.(path, readFileSync(`${path}.kept`));
    await work();
  } finally {
    rmSync(path, { force: true });
    renameSync(`${path}.kept`, path);
  }
}

/**
 * Expects that each reader returns the same as before the damage, or refuses and names what is damaged.
 * @returns the readers that refused
 */
async function expectSameOrRefused(names: readonly string[]): Promise<Reader[]> {
  const refused: Reader[] = [];
  for (const [reader, read] of Object.entries(await readAll()) as [Reader, unknown][]) {
    if (!(read instanceof UserError)) {
      expect([reader, read]).toEqual([reader, whole[reader]]);
      continue;
    }
    refused.push(reader);
    for (const text of Object.values(read.text))
      expect(
        names.some((name) => text.includes(name)),
        text,
      ).toBe(true);
  }
  return refused;
}

test('as long as nothing is damaged, `verify` reads all cases of the office and finds no fault', () => {
  expect(whole.verify).toMatchObject({ findings: [], cases: CASES, notJudged: { configuration: 0 } });
  expect(whole['verify --forge']).toBe(CASES);
});

const ALL = Object.keys(READERS) as Reader[];

describe('R31: if an object or a ref of a clone is lost or damaged, every program that needs it refuses, and its error names the object, its file or its branch', () => {
  test.each<[what: string, expression: string, refused: readonly Reader[], damages?: readonly string[]]>([
    ['the head of the register', 'register', ALL, Object.keys(DAMAGES)],
    ['the tree of that head', 'register^{tree}', ALL, ['overwritten within']],
    ['the folder of journals', 'register:journals', ALL],
    ['a journal', 'register:journals/0/7.jsonl', ALL, Object.keys(DAMAGES)],
    ['the index', 'register:index.json', ['site and export', 'verify']],
    ['the newest checkpoint', 'register:checkpoint', ['site and export', 'verify', 'witness']],
    ['an older checkpoint', 'register~3:checkpoint', ['site and export', 'verify']],
    ['the log’s keys', 'register:vkey', ['site and export', 'verify', 'witness']],
    ['an older commit of the register', 'register~3', ['site and export', 'verify']],
    ['the head of main', 'main', ['site and export', 'verify']],
    ['the tree of main', 'main^{tree}', ['site and export', 'verify']],
    ['the roles', 'main:sops/roles.yaml', ['site and export', 'verify'], ['half written']],
  ])(
    'R31: if %s (%s) cannot be read, every program that needs it says so',
    async (_what, expression, refused, damages = ['lost']) => {
      const oid = git('rev-parse', expression);
      const path = join(repository, 'objects', oid.slice(0, 2), oid.slice(2));
      const [ref = '', file = `refs/heads/${ref.replace(/\W.*/, '')}`] = expression.split(':');
      for (const damage of damages)
        await damaged(path, damage, async () => {
          expect([damage, await expectSameOrRefused([oid, file])]).toEqual([damage, refused]);
        });
    },
  );

  test.each([
    ['register', ALL],
    ['main', ['site and export', 'verify']],
  ])('R31: if the ref %s is half written or empty, every program that needs it says so', async (branch, refused) => {
    for (const damage of ['empty', 'half written'])
      await damaged(join(repository, 'refs/heads', branch), damage, async () => {
        expect(await expectSameOrRefused([`refs/heads/${branch}`])).toEqual(refused);
      });
  });
});
