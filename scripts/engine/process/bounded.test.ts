import { expect, test } from 'vitest';
import { Bounded, TooLong } from './bounded.ts';

const ENDLESS = /^(a+)+$/;

test('work that would never end is stopped, also within a regular expression', () => {
  expect(() => new Bounded(50).run(() => ENDLESS.test(`${'a'.repeat(60)}!`))).toThrow(TooLong);
});

test('the time that one piece of work used is missing for the next piece', () => {
  const bounded = new Bounded(50);
  expect(() => bounded.run(() => ENDLESS.test(`${'a'.repeat(60)}!`))).toThrow(TooLong);
  expect(() => bounded.run(() => 1)).toThrow(TooLong);
});

test('bounded work returns its value and throws its errors, and handles each item once, in order', async () => {
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
