import { expect, it } from 'vitest';
import type { DeskCase } from './desk-case.ts';
import { openReadAhead } from './read-ahead.ts';

const one = (number: number): DeskCase => ({ number }) as DeskCase;
let [at, reads]: [number, number[]] = [0, []];
const opened = (read = async (number: number): Promise<DeskCase> => one(number)) => {
  [at, reads] = [0, []];
  return openReadAhead(
    (number) => {
      reads.push(number);
      return read(number);
    },
    () => at,
  );
};

it('a case that was read ahead is used once, by the first opening', async () => {
  const ahead = opened();
  ahead.read(6);
  expect(await ahead.take(6)).toEqual(one(6));
  expect(await ahead.take(6)).toBeUndefined();
  expect(reads).toEqual([6]);
});

it('another case, an older reading, and a failed reading are not used', async () => {
  const ahead = opened();
  ahead.read(6);
  expect(await ahead.take(7)).toBeUndefined();
  ahead.read(6);
  at += 60_000;
  expect(await ahead.take(6)).toBeUndefined();
  const failing = opened(() => Promise.reject(new TypeError('no network')));
  failing.read(6);
  expect(await failing.take(6)).toBeUndefined();
});
