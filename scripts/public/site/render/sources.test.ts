import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sourceHash } from './sources.ts';

let root = '';
const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
};
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sumber-'));
  await write('package.json', JSON.stringify({ imports: { '#domain/*': './scripts/domain/*' } }));
  await write('site/public/favicon.svg', '<svg/>');
  await write('site/src/page.astro', `---\nimport { a } from '#domain/a.ts';\n---\n<script src="./live.ts"></script>`);
  await write('site/src/live.ts', `import { b } from './b.ts';`);
  await write('site/src/b.ts', '');
  await write('scripts/domain/a.ts', `import { deep } from './deep.ts';`);
  await write('scripts/domain/deep.ts', '');
  await write('scripts/domain/other.ts', '');
  await write('scripts/public/site/render/compiled-site.ts', '');
  await write('site/src/b.test.ts', `import '#domain/other.ts';`);
});
afterEach(() => rm(root, { recursive: true, force: true }));

it.each([
  'scripts/domain/a.ts',
  'scripts/domain/deep.ts',
  'scripts/public/site/render/compiled-site.ts',
  'site/src/b.ts',
  'site/public/favicon.svg',
])('the hash of the site’s sources changes with %s', async (path) => {
  const before = await sourceHash(root);
  expect(await sourceHash(root)).toBe(before);
  await write(path, 'changed');
  expect(await sourceHash(root)).not.toBe(before);
});

it.each(['scripts/domain/other.ts', 'site/src/b.test.ts'])(
  'the hash of the site’s sources does not change with %s, which no page imports',
  async (path) => {
    const before = await sourceHash(root);
    await write(path, 'changed');
    expect(await sourceHash(root)).toBe(before);
  },
);
