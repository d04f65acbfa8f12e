import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf } from '#tools/boundaries/imports.ts';
import { ROOT } from '../support/folders.ts';
import { trackedFiles } from '../support/tracked.ts';

/** Returns which files import each file. Types, generated code and dynamic imports count too. */
function importersOf(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  for (const path of paths)
    for (const imported of importsOf({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
      if (imported.path !== undefined) importers.set(imported.path, [...(importers.get(imported.path) ?? []), path]);
  return importers;
}

/**
 * Returns a function that lists the test files that reach a file by imports, the nearest first. These tests most likely
 * notice a fault in the file. A test that starts a program does not reach the files of this program.
 */
export function nearestTests(): (path: string) => string[] {
  const importers = importersOf(trackedFiles().filter((path) => /\.(tsx?|astro)$/.test(path)));
  return (path) => {
    const seen = new Set([path]);
    // A loop over a set also visits the values that are added during the loop.
    for (const each of seen) for (const importer of importers.get(each) ?? []) seen.add(importer);
    return [...seen].filter((each) => each.endsWith('.test.ts'));
  };
}
