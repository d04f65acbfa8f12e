import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { generateForm } from '#tools/generate/form.ts';
import { FIRST, ROOT } from './support/folders.ts';
import { IS_SHIPPED } from './support/shipped.ts';

/** Text of each configuration file, by its path. */
const textsIn = async (root: string): Promise<Record<string, string>> =>
  Object.fromEntries((await configFolder(root)).map(({ path, text }) => [path, text]));

test('R7: the configuration of this repository’s office is sound, whosever it is', async () => {
  expect(readConfig(await configFolder(ROOT))).not.toHaveProperty('problems');
});

test.skipIf(!IS_SHIPPED)(
  'the office that is shipped is the one that tests take for an office, file by file',
  async () => {
    const [shipped, first] = [await textsIn(ROOT), await textsIn(FIRST)];
    const engine =
      /^schemas\/(?:calendar|document|journal-entry|letterhead|message|procedure|public-[a-z-]+|roles|rooms|what-if|witnesses)\.schema\.json$/;
    const own = Object.entries(shipped).filter(([path]) => !engine.test(path));
    expect(Object.fromEntries(own)).toEqual(first);
  },
);

test.skipIf(!IS_SHIPPED)('the form’s configuration that is kept to be read is the shipped office’s', async () => {
  for (const { path, text } of await generateForm(pathToFileURL(ROOT)))
    expect(await readFile(join(ROOT, path), 'utf8')).toBe(text);
});
