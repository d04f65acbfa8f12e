// A part of `npm run lint`. It prints every import that the table of places does not allow, every circle of imports,
// what makes the domain impure, and every place with more lines than the table allows.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findBreaches } from './find.ts';
import { findExcess } from './lines.ts';

const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard', 'scripts', 'site', 'tests'], {
  encoding: 'utf8',
});
const paths = listed.split('\0').filter((path) => /\.(?:tsx?|mjs|astro|css)$/.test(path) && existsSync(path));
const sources = paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const breaches = [...findBreaches(sources.filter(({ path }) => !path.endsWith('.css'))), ...findExcess(sources)];
for (const breach of breaches) console.error(breach);
process.exitCode = breaches.length > 0 ? 1 : 0;
