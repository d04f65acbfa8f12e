import { expect, test } from 'vitest';
import { forgeClock } from './forge-clock.ts';
import { scheduleOf } from './schedule.ts';

const answering = (date: string | undefined): typeof fetch =>
  (async () => new Response('', date === undefined ? {} : { headers: { date } })) as typeof fetch;

test('R14: the time comes from the forge, and the machine counts on from there', async () => {
  let machine = Date.parse('2026-12-01T00:00:00Z');
  const clock = forgeClock(answering('Tue, 01 Dec 2026 03:00:00 GMT'), () => machine);
  expect(clock.now()).toBe('2026-12-01T00:00:00Z');
  await clock.fetch('https://forge.example/');
  machine += 90_000;
  expect(clock.now()).toBe('2026-12-01T03:01:30Z');
});

test('an answer without a date does not change the time', async () => {
  const clock = forgeClock(answering(undefined), () => Date.parse('2026-12-01T00:00:00Z'));
  await clock.fetch('https://forge.example/');
  expect(clock.now()).toBe('2026-12-01T00:00:00Z');
});

test('R21: how late the scheduler can be is the longest time between two of its runs', () => {
  const starts = ['2026-12-01T01:11:20Z', '2026-12-01T00:41:05Z', '2026-12-01T04:30:00Z'];
  expect(scheduleOf(starts)).toEqual({
    last: '2026-12-01T04:30:00Z',
    since: '2026-12-01T00:41:05Z',
    longestGap: 11_920,
  });
  expect(scheduleOf([])).toBeUndefined();
  expect(scheduleOf(['2026-12-01T01:11:20Z'])).toEqual({ last: '2026-12-01T01:11:20Z' });
});
