import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runningClock } from './clock.ts';
import { moveClock, officeClock, readAhead, writeAhead } from './clock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jam-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const noon = () => Date.parse('2026-11-25T05:00:00Z');
const still = () => 0;

test('a running office continues with its own time if its clock file is damaged meanwhile', async () => {
  writeAhead(folder, 3_600);
  const { now } = officeClock(folder, noon, still);
  expect(now()).toBe('2026-11-25T06:00:00Z');
  await writeFile(join(folder, 'clock.json'), '');
  expect(now()).toBe('2026-11-25T06:00:00Z');
  writeAhead(folder, 7_200);
  expect(now()).toBe('2026-11-25T07:00:00Z');
});

test('a clock file that was damaged before the start is reported, and the machine’s time is not assumed', async () => {
  await writeFile(join(folder, 'clock.json'), '{"ahead": null}');
  expect(() => officeClock(folder, noon).now()).toThrow('Nothing was written.');
  expect(() => readAhead(folder)).toThrow('Nothing was written.');
});

test('an office without a clock file has the machine’s time', () => {
  expect(officeClock(folder, noon).now()).toBe('2026-11-25T05:00:00Z');
});

test('R14: the office’s time does not go back with the machine’s clock: it runs at half pace until the machine’s clock has caught up', () => {
  let [machine, counted] = [noon(), 0];
  const { now } = officeClock(
    folder,
    () => machine,
    () => counted,
  );
  const pass = (seconds: number): string => {
    machine += seconds * 1000;
    counted += seconds * 1000;
    return now();
  };
  expect(pass(10)).toBe('2026-11-25T05:00:10Z');
  machine -= 3_600_000;
  expect(pass(0)).toBe('2026-11-25T05:00:10Z');
  expect(pass(10)).toBe('2026-11-25T05:00:15Z');
  expect(pass(3_600)).toBe('2026-11-25T05:30:15Z');
  expect(pass(3_600)).toBe('2026-11-25T06:00:20Z');
  expect(pass(10)).toBe('2026-11-25T06:00:30Z');
});

test('R14: a machine’s clock that is right again is used at once', () => {
  let machine = noon();
  const { now } = officeClock(folder, () => machine, still);
  now();
  machine -= 3_600_000;
  expect(now()).toBe('2026-11-25T05:00:00Z');
  machine += 3_600_000 + 60_000;
  expect(now()).toBe('2026-11-25T05:01:00Z');
});

test('R14: the time is never before the last instant that was written, nor before an instant to which the clock was moved', () => {
  const clock = officeClock(folder, noon, still);
  clock.notBefore('2026-11-25T05:03:00Z');
  expect(clock.now()).toBe('2026-11-25T05:03:00Z');
  clock.notBefore('2026-11-25T04:00:00Z');
  expect(clock.now()).toBe('2026-11-25T05:03:00Z');
  // If a slowed clock is moved ahead by a minute, its time changes by exactly a minute.
  moveClock(folder, '2026-11-25T05:04:00Z', noon());
  expect(clock.now()).toBe('2026-11-25T05:04:00Z');
});

test('R14: a command uses the time of the running office, if that is later than the machine’s time', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('date', new Date('2100-01-01T00:00:00Z').toUTCString());
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect((await runningClock(folder, url))()).toMatch(/^2100-01-01T00:0/);
  writeAhead(folder, 200 * 366 * 86_400);
  expect((await runningClock(folder, url))() > '2200').toBe(true);
  await new Promise((resolve) => server.close(resolve));
});
