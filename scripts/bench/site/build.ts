// One build in a process of its own: `build.ts <cases> <out> <cache>`; prints what it took as JSON.
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { manifestOf } from '../../export/folder.ts';
import { openSite } from '../../export/site.ts';
import { manyCases } from './cases.ts';

const [count = '100', out = '', cache = ''] = process.argv.slice(2);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const { publication, all } = manyCases(Number(count));
const opened = performance.now();
const site = await openSite({ root, out, cache, address: 'https://contoh.example' });
const started = performance.now();
const { rendered } = await site.publish(publication, { all });
const built = performance.now();
const { maxRSS } = process.resourceUsage();

// One event: an open case among all of them moves on.
const [first] = all();
const changed = first ? [{ ...first, case: { ...first.case, updated: '2026-11-25T08:59:00Z' } }] : [];
const register = { ...publication.register, head: 'a'.repeat(40), readAt: '2026-11-25T09:01:00Z' };
const event = performance.now();
const { rendered: touched } = await site.publish({ ...publication, register }, { all, changed });
const done = performance.now();

const manifest = Object.values(await manifestOf(out));
writeFileSync(`${out}.sizes.json`, JSON.stringify(manifest.map(({ bytes }) => bytes)));
console.log(
  JSON.stringify({
    open: started - opened,
    build: built - started,
    event: done - event,
    pages: rendered,
    touched,
    files: manifest.length,
    bytes: manifest.reduce((sum, { bytes }) => sum + bytes, 0),
    memory: maxRSS * 1024,
  }),
);
