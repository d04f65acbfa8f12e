import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { officeClock, readAhead, writeAhead } from './clock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jam-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const noon = () => Date.parse('2026-11-25T05:00:00Z');

test('a running office goes on by the time that it had, when its clock is damaged meanwhile', async () => {
  writeAhead(folder, 3_600);
  const now = officeClock(folder, noon);
  expect(now()).toBe('2026-11-25T06:00:00Z');
  await writeFile(join(folder, 'clock.json'), '');
  expect(now()).toBe('2026-11-25T06:00:00Z');
  writeAhead(folder, 7_200);
  expect(now()).toBe('2026-11-25T07:00:00Z');
});

test('a clock that was damaged before is told, not taken for the machine’s', async () => {
  await writeFile(join(folder, 'clock.json'), '{"ahead": null}');
  expect(() => officeClock(folder, noon)()).toThrow('Nothing was written.');
  expect(() => readAhead(folder)).toThrow('Nothing was written.');
});

test('without a clock of its own an office goes by the machine’s', () => {
  expect(officeClock(folder, noon)()).toBe('2026-11-25T05:00:00Z');
});
