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

const ignore = (): void => undefined;

it('a case that was read ahead is used once, by the first opening', async () => {
  const ahead = opened();
  await ahead.read([6], ignore);
  expect(await ahead.open(6)).toEqual(one(6));
  expect(reads).toEqual([6]);
  expect(await ahead.open(6)).toEqual(one(6));
  expect(reads).toEqual([6, 6]);
});

it('cases are read ahead one after another, until one is opened; then comes what the page of a case needs', async () => {
  const readBefore: number[][] = [];
  const then = () => readBefore.push([...reads]);
  const ahead = opened();
  await ahead.read([6, 7], then);
  expect(readBefore.splice(0)).toEqual([[6, 7]]);
  expect(await ahead.open(7)).toEqual(one(7));
  expect(reads.splice(0)).toEqual([6, 7]);
  readBefore.splice(0);
  const reading = ahead.read([6, 7], then);
  expect(await ahead.open(6)).toEqual(one(6));
  await reading;
  expect(readBefore).toEqual([[6]]);
  expect(reads).toEqual([6]);
});

it('another case, an older reading, and a failed reading are not used', async () => {
  const ahead = opened();
  await ahead.read([6], ignore);
  expect(await ahead.open(7)).toEqual(one(7));
  await ahead.read([6], ignore);
  at += 60_000;
  expect(await ahead.open(6)).toEqual(one(6));
  expect(reads).toEqual([6, 7, 6, 6]);
  const noNetwork = new TypeError('no network');
  const failing = opened(() => Promise.reject(noNetwork));
  await failing.read([6], ignore);
  await expect(failing.open(6)).rejects.toBe(noNetwork);
  expect(reads).toEqual([6, 6]);
});
