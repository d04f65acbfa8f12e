import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentsOf, disposisi, emptyFolder, inBothLanguages } from './disposisi.ts';
import { pretendOffice } from './running-office.ts';

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
  await pretendOffice(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the office’s clock cannot be moved beyond the calendar, in one step or in several', async () => {
  expect((await disposisi(['clock', 'P5000Y'], folder)).code).toBe(0);
  const before = await contentsOf(folder);
  for (const forward of ['P5000Y', 'P400000Y', 'PT99999999999999H']) {
    const { codes, id, en } = await inBothLanguages(['clock', forward], folder);
    expect(codes).toEqual([2, 2]);
    expect(id).toMatch(/Jam kantor tidak diubah; /);
    expect(en).toMatch(/The office's clock was not moved; /);
  }
  expect(await contentsOf(folder)).toEqual(before);
});
