import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './support/office.ts';

/** Titles of all tests: the first argument of test, it, describe, and of their table forms. */
function titles(): string[] {
  const files = ['scripts', 'tests', 'site/src'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
      .map((name) => join(ROOT, folder, name)),
  );
  return files.flatMap(
    (file) =>
      readFileSync(file, 'utf8').match(/\b(?:test|it|describe)(?:\.\w+)?(?:\([^)]*\))?\(\s*(['"`]).*?\1/g) ?? [],
  );
}

test('each rule from R1 to R31 is named by a test', () => {
  const all = titles().join('\n');
  const rules = Array.from({ length: 31 }, (_, i) => `R${i + 1}`);
  expect(rules.filter((rule) => !new RegExp(`\\b${rule}\\b`).test(all))).toEqual([]);
});
