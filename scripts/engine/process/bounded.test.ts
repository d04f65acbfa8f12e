import { expect, test } from 'vitest';
import { Bounded, TooLong } from './bounded.ts';

const ENDLESS = /^(a+)+$/;

test('work that would never end is ended, also in the middle of a regular expression', () => {
  expect(() => new Bounded(50).run(() => ENDLESS.test(`${'a'.repeat(60)}!`))).toThrow(TooLong);
});

test('what was taken once is not there any more for the rest', () => {
  const bounded = new Bounded(50);
  expect(() => bounded.run(() => ENDLESS.test(`${'a'.repeat(60)}!`))).toThrow(TooLong);
  expect(() => bounded.run(() => 1)).toThrow(TooLong);
});

test('what work gives and throws comes through; of many things each is done once, in their order', async () => {
  const bounded = new Bounded(60_000);
  expect(bounded.run(() => [1])).toEqual([1]);
  expect(() =>
    bounded.run(() => {
      throw new RangeError('x');
    }),
  ).toThrow(RangeError);
  const done: number[] = [];
  await bounded.each([1, 2, 3], (each) => void done.push(each));
  expect(done).toEqual([1, 2, 3]);
});
