// The measure: as many bytes into as many files of the same names, and nothing else. `plain.ts <files.json> <out>`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';

const [files = '', out = ''] = process.argv.slice(2);
const wanted = JSON.parse(readFileSync(files, 'utf8')) as [path: string, bytes: number][];
const text = 'x'.repeat(Math.max(0, ...wanted.map(([, bytes]) => bytes)));
const made = new Set<string>();
const started = performance.now();
const before = process.cpuUsage();
for (const [path, bytes] of wanted) {
  const full = join(out, path);
  const folder = dirname(full);
  if (!made.has(folder)) mkdirSync(folder, { recursive: true });
  made.add(folder);
  writeFileSync(full, text.slice(0, bytes));
}
const built = performance.now();
const { user, system } = process.cpuUsage(before);
const { maxRSS } = process.resourceUsage();
const processor = (user + system) / 1e3;
console.log(JSON.stringify({ build: built - started, processor, memory: maxRSS * 1024, largest: text.length }));
