import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Store } from './store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forge-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a database with a damaged page is refused when it is opened, before anything reads that page', async () => {
  const path = join(folder, 'forge.sqlite');
  const store = new Store(path);
  store.begin();
  for (let n = 0; n < 1000; n += 1)
    store.run(`INSERT INTO labels (id, name, color) VALUES (${n}, '${'baris '.repeat(20)}${n}', 'ededed')`);
  store.commit();
  store.close();
  new Store(path).close();
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  // The middle of the file has rows and no part of the schema.
  await file.write(Buffer.alloc(4096, 0xff), 0, 4096, (size >> 13) << 12);
  await file.close();
  expect(() => new Store(path).close()).toThrow(/database is damaged/);
});
