import { expect, test } from 'vitest';
import { forgeClock } from './forge-clock.ts';
import { scheduleOf } from './schedule.ts';

const answering = (date: string | undefined): typeof fetch =>
  (async () => new Response('', date === undefined ? {} : { headers: { date } })) as typeof fetch;

test('R14: the clock begins at the time in the forge’s response, and advances with the machine’s clock', async () => {
  let machine = Date.parse('2026-12-01T00:00:00Z');
  const clock = forgeClock(answering('Tue, 01 Dec 2026 03:00:00 GMT'), () => machine);
  expect(clock.now()).toBe('2026-12-01T00:00:00Z');
  await clock.fetch('https://forge.example/');
  machine += 90_000;
  expect(clock.now()).toBe('2026-12-01T03:01:30Z');
});

test('a response without a date does not change the time of the clock', async () => {
  const clock = forgeClock(answering(undefined), () => Date.parse('2026-12-01T00:00:00Z'));
  await clock.fetch('https://forge.example/');
  expect(clock.now()).toBe('2026-12-01T00:00:00Z');
});

test('R21: the schedule names the last run, the first run, and the longest time between two runs', () => {
  const starts = ['2026-12-01T01:11:20Z', '2026-12-01T00:41:05Z', '2026-12-01T04:30:00Z'];
  expect(scheduleOf(starts)).toEqual({
    last: '2026-12-01T04:30:00Z',
    since: '2026-12-01T00:41:05Z',
    longestGap: 11_920,
  });
  expect(scheduleOf([])).toBeUndefined();
  expect(scheduleOf(['2026-12-01T01:11:20Z'])).toEqual({ last: '2026-12-01T01:11:20Z' });
});
