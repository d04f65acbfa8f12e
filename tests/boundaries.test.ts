import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBreaches } from '#tools/boundaries/find.ts';
import { findExcess } from '#tools/boundaries/lines.ts';
import { MAY_IMPORT, MOST_LINES } from '#tools/boundaries/table.ts';
import { ROOT } from './support/folders.ts';
import { trackedFiles } from './support/tracked.ts';

const files = ['scripts', 'site', 'tests']
  .flatMap((folder) => trackedFiles(folder))
  .filter((path) => /\.(?:tsx?|mjs|astro|css)$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
const sources = files.filter(({ path }) => !path.endsWith('.css'));

test('every import of scripts/ and site/ is one that the table allows, without a circle, and the domain is pure (R15)', () => {
  expect(sources.length).toBeGreaterThan(500);
  expect(findBreaches(sources)).toEqual([]);
});

test('each place of the table of boundaries exists', () => {
  const places = Object.keys(MAY_IMPORT);
  expect(places.filter((place) => !sources.some(({ path }) => path === place || path.startsWith(`${place}/`)))).toEqual(
    [],
  );
});

/** Returns the breaches that are found if a file of the product has this line besides its own. */
const planted = (path: string, line: string) =>
  findBreaches(
    sources.map((source) => (source.path === path ? { path, text: `${line}\n${source.text}` } : source)),
  ).join('\n');

test.each([
  ['scripts/domain/case/judge.ts', "import { createForge } from '#engine/forge/github.ts';", 'imports scripts/engine/'],
  ['scripts/domain/clock/instant.ts', "import type { Config } from '#domain/case/state/config.ts';", 'may import'],
  ['scripts/domain/case/judge.ts', "export type { Text } from '../problem.ts';", 'imported by its name'],
  [
    'scripts/engine/process/scheduled-run.ts',
    "type Site = import('#public/site/site.ts').Site;",
    'imports scripts/public/',
  ],
  [
    'scripts/embedded/forge/server.ts',
    "const a = () => import('#domain/case/judge.ts');",
    'imports scripts/domain/case',
  ],
  ['scripts/entry/cli/main.ts', "import { } from '#tests/support/office.ts';", 'belongs to the tests'],
  [
    'scripts/engine/config/read.ts',
    "import { generateTypes } from '#tools/generate/types.ts';",
    'imports scripts/tools/',
  ],
  ['site/src/lib/view.ts', "import type { Forge } from '#engine/forge/forge.ts';", 'imports scripts/engine/'],
])('a forbidden import in %s is reported: %s', (path, line, breach) => {
  expect(planted(path, line)).toContain(breach);
});

test('a forbidden import in an Astro page, and in one of its scripts, is reported', () => {
  const page = (text: string) => findBreaches([{ path: 'site/src/pages/404.astro', text }]).join('\n');
  expect(page("---\nimport { git } from '#engine/register/git.ts';\n---\n<p></p>")).toContain(
    'imports scripts/engine/',
  );
  expect(page('<p></p>\n<script>\n  import "#embedded/office/clock.ts";\n</script>')).toContain(
    'imports scripts/embedded',
  );
  expect(page('<script src="../../../scripts/engine/register/git.ts"></script>')).toContain('imports scripts/engine/');
});

test('a circle of imports is reported, also of types', () => {
  const found = planted('scripts/domain/clock/instant.ts', "import type { Clock } from './clock.ts';");
  expect(found).toMatch(/^circle: .*clock\/instant\.ts → .*clock\/clock\.ts/m);
});

test.each([
  ["import { readFile } from 'node:fs/promises';", 'imports node:fs/promises'],
  ["import { Octokit } from 'octokit';", 'imports octokit'],
  ["import { createHash, randomBytes } from 'node:crypto';", 'imports createHash, randomBytes of node:crypto'],
  ['const now = new Date();', 'uses the machine’s clock: new Date()'],
  ['const now = Date.now();', 'uses the machine’s clock: Date.now'],
  ['const salt = Math.random();', 'uses chance: Math.random'],
  ["const token = process.env['TOKEN'];", 'uses the environment: process.'],
])('R15: a file of the domain with `%s` is reported', (text, breach) => {
  expect(findBreaches([{ path: 'scripts/domain/case/x.ts', text }]).join('\n')).toContain(breach);
});

test('no place has more lines of product than its limit', () => {
  expect(findExcess(files)).toEqual([]);
});

test('lines above a limit are reported, lines of tests and generated files are not', () => {
  const text = '\n'.repeat((MOST_LINES['scripts/tools'] ?? 0) + 1);
  const excess = (path: string) => findExcess([{ path, text }]);
  expect(excess('scripts/tools/long.ts')).toEqual([
    expect.stringMatching(/^scripts\/tools: \d+ lines of product; at most/),
  ]);
  expect(excess('scripts/tools/long.test.ts')).toEqual([]);
  expect(excess('scripts/tools/generated/long.ts')).toEqual([]);
});
