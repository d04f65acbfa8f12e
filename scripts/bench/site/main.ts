// `npm run bench:site [-- 100 1000 10000]`: the whole site against plain writing, and one event against the whole.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Build {
  readonly open: number;
  readonly build: number;
  readonly event: number;
  readonly pages: number;
  readonly touched: number;
  readonly files: number;
  readonly bytes: number;
  readonly memory: number;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-site-'));
const run = <T>(script: string, ...args: string[]): T => {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [path, ...args], { encoding: 'utf8' })) as T;
};
const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1_000, 10_000];
const mega = (bytes: number) => (bytes / 1e6).toFixed(0);
const times = (a: number, b: number) => `${(a / b).toFixed(2)} ×`;

try {
  // Compiling happens once for a state of the sources; it is not part of any build.
  run<Build>('./build.ts', '1', join(folder, 'warm'), join(folder, 'renderer'));
  console.log(
    'cases | pages | files | MB | build s | ms a page | plain s | build/plain | memory MB | of plain | one event s | event/build',
  );
  console.log('---|---|---|---|---|---|---|---|---|---|---|---');
  const perPage: number[] = [];
  for (const count of counts) {
    const out = join(folder, String(count));
    const site = run<Build>('./build.ts', String(count), out, join(folder, 'renderer'));
    const plain = run<{ build: number; memory: number }>('./plain.ts', `${out}.sizes.json`, `${out}-plain`);
    perPage.push(site.build / site.pages);
    console.log(
      [
        ...[count, site.pages, site.files, mega(site.bytes), (site.build / 1e3).toFixed(2)],
        ...[(site.build / site.pages).toFixed(2), (plain.build / 1e3).toFixed(2), times(site.build, plain.build)],
        ...[mega(site.memory), times(site.memory, plain.memory)],
        ...[(site.event / 1e3).toFixed(3), times(site.event, site.build)],
      ].join(' | '),
    );
  }
  const [last, before] = [perPage.at(-1), perPage.at(-2)];
  if (last !== undefined && before !== undefined)
    console.log(`\ntime per page, last against the one before: ${times(last, before)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
