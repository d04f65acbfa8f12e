import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './support/office.ts';
import { trackedFiles } from './support/tracked.ts';

/** Titles of all tests: the first argument of test, it, describe, and of their table forms. */
function titles(): string[] {
  const files = trackedFiles().filter((path) => path.endsWith('.test.ts'));
  return files.flatMap(
    (file) =>
      readFileSync(join(ROOT, file), 'utf8').match(
        /\b(?:test|it|describe)(?:\.\w+)?(?:\([^)]*\))?\(\s*(['"`]).*?\1/g,
      ) ?? [],
  );
}

test('each rule from R1 to R31 is named by a test', () => {
  const all = titles().join('\n');
  const rules = Array.from({ length: 31 }, (_, i) => `R${i + 1}`);
  expect(rules.filter((rule) => !new RegExp(`\\b${rule}\\b`).test(all))).toEqual([]);
});
