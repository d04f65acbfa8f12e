// The measure: as many bytes into as many files, and nothing else. `plain.ts <sizes.json> <out>`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const [sizes = '', out = ''] = process.argv.slice(2);
const lengths = JSON.parse(readFileSync(sizes, 'utf8')) as number[];
const text = 'x'.repeat(Math.max(0, ...lengths));
const started = performance.now();
for (const [i, length] of lengths.entries()) {
  // A page lies in a folder of its own, as on the site.
  const folder = join(out, String(i));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), text.slice(0, length));
}
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ build: performance.now() - started, memory: maxRSS * 1024 }));
