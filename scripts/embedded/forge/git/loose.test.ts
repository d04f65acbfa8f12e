import { mkdir, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeLoose } from './loose.ts';

test('an object is written although git, while it packs, keeps removing empty folders', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'loose-'));
  const objects = join(folder, 'objects');
  await mkdir(objects);
  let ended = false;
  const taking = (async () => {
    while (!ended)
      for (const name of await readdir(objects).catch(() => []))
        await rmdir(join(objects, name)).catch(() => undefined);
  })();
  const written = await Promise.all(
    Array.from({ length: 200 }, (_, i) => writeLoose(folder, 'blob', Buffer.from(String(i)))),
  );
  ended = true;
  await taking;
  const files = await readdir(objects, { recursive: true });
  expect(files).toEqual(expect.arrayContaining(written.map((oid) => `${oid.slice(0, 2)}/${oid.slice(2)}`)));
  await rm(folder, { recursive: true });
});
