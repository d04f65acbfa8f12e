import { expect, test } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { openJournal, seal } from '#domain/journal/journal.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { fullDisclosure, salts } from '#tests/support/sealed-journal.ts';
import { caseAt, run, wib } from '#tests/support/world.ts';
import { inRegisterOrder, MOST_CASES, newestCases } from './newest-cases.ts';

/** Returns a forge with a register of this many cases, and the numbers of listings and of blobs that were read. */
function register(count: number) {
  const { journal } = run(caseAt('disposisi'), [], wib(1, '08:05'));
  const sealed = (number: number) => {
    const entries = journal.map((entry): Entry =>
      entry.opens ? { ...entry, opens: { ...entry.opens, number, case: `PMK-2026-${number}` } } : entry,
    );
    return seal(openJournal(number, undefined), entries, fullDisclosure, salts(), number * 10).text;
  };
  const asked = { listings: 0, read: 0 };
  const numbers = Array.from({ length: count }, (_, n) => n + 1);
  const forge = {
    listFolders: async (_commit: string, folders: readonly string[]) => {
      asked.listings += 1;
      const paths = numbers.map(journalPath).filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)));
      return paths.map((path) => ({ path, oid: path, size: 1000 }));
    },
    readBlobs: async (ids: readonly string[]) => {
      asked.read += ids.length;
      return new Map(ids.map((path) => [path, sealed(Number(/(\d+)\.jsonl$/.exec(path)?.[1]))]));
    },
  };
  return { forge, asked };
}

test('R38: only the newest cases are read from a register of any size', async () => {
  const { forge, asked } = register(1234);
  const found = await newestCases(forge, 'head', 1300, () => true);
  expect(found.map(({ number }) => number)).toEqual(Array.from({ length: MOST_CASES }, (_, n) => 1234 - n));
  expect(asked).toEqual({ listings: 1, read: MOST_CASES });
});

test('R38: if only every tenth case is wanted, no more than 200 journals are read', async () => {
  const { forge, asked } = register(1234);
  const found = await newestCases(forge, 'head', 1300, ({ opens }) => (opens?.number ?? 0) % 10 === 0);
  expect(found.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, n) => 1230 - n * 10));
  expect(asked).toEqual({ listings: 1, read: 200 });
});

test('R38: at most a hundred cases are returned, and reading stops after the batch that completes them', async () => {
  const { forge, asked } = register(1234);
  const found = await newestCases(forge, 'head', 1300, ({ opens }) => (opens?.number ?? 0) % 5 !== 0);
  expect([found.length, asked.read]).toEqual([MOST_CASES, 150]);
});

test('the entries of the newest cases are in the order of the log', async () => {
  const { forge } = register(3);
  const steps = inRegisterOrder(await newestCases(forge, 'head', 7, () => true));
  expect(steps.map(({ number, from }) => [number, from])).toEqual([
    [1, 0],
    [2, 0],
    [3, 0],
  ]);
  expect(steps.every(({ journal, to }) => journal.length === to)).toBe(true);
});
