import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './support/folders.ts';
import { trackedFiles } from './support/tracked.ts';

/** Names that many files export for one contract: each verb’s `run`, and the `GET` that Astro needs of an endpoint. */
const CONTRACTS = new Set(['run', 'GET']);

const EXPORT = /^export (?:async )?(?:abstract )?(?:function\*?|const|class|interface|type) (\w+)/gm;

/** Returns the files that export each name. */
function exportersOf(paths: readonly string[]): Map<string, string[]> {
  const exporters = new Map<string, string[]>();
  for (const path of paths) {
    const names = new Set([...readFileSync(join(ROOT, path), 'utf8').matchAll(EXPORT)].map(([, name = '']) => name));
    for (const name of names) exporters.set(name, [...(exporters.get(name) ?? []), path]);
  }
  return exporters;
}

test('no two files of the product export the same name, except a name that is one contract', () => {
  const paths = ['scripts', 'site']
    .flatMap((folder) => trackedFiles(folder))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.ts$|\/generated\//.test(path));
  const exporters = exportersOf(paths);
  expect(exporters.size).toBeGreaterThan(1000);
  const homonyms = [...exporters].filter(([name, files]) => files.length > 1 && !CONTRACTS.has(name));
  expect(Object.fromEntries(homonyms)).toEqual({});
});
