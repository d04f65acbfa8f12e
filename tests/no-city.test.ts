import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './support/folders.ts';
import { trackedFiles } from './support/tracked.ts';

/**
 * Paths that are not read: tests and tools, an office’s configuration, files made from the configuration, and the table
 * of zones’ names.
 */
const OTHERS = [
  /\.test\.ts$/,
  /^scripts\/tools\//,
  /^schemas\/(?!(?:calendar|erasures|journal-entry|message|procedure|public-[a-z-]+|retention|roles|rooms|witnesses)\.schema)/,
  /^site\/forge\.json$/,
  /\/generated\/config\./,
  /^\.github\/(?:CODEOWNERS$|actions\/disposisi\/index\.cjs$)/,
  /^scripts\/domain\/words\/wall\.ts$/,
];

test('R3: the code that every office runs does not name the sample office’s SOP, city or zone', () => {
  const files = ['scripts', 'site', 'schemas', '.github']
    .flatMap((folder) => trackedFiles(folder))
    .filter((path) => !OTHERS.some((other) => other.test(path)));
  expect(files.length).toBeGreaterThan(400);
  const named = files.flatMap((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return [...text.matchAll(/\bPMK\b|protokol-manajemen-krisis|Pontianak|Singkawang/g)].map(([word]) => [path, word]);
  });
  expect(named).toEqual([]);
});
