import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { disposisi } from './disposisi.ts';

test('data that are none are refused with what makes them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'disposisi-export-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const ran = await disposisi(['export', '--data', 'tidak-ada.json', '--out', 'site'], folder);
  expect([ran.code, ran.err]).toEqual([
    1,
    expect.stringContaining('tidak-ada.json — Berkas atau folder ini tidak ada.'),
  ]);
});
