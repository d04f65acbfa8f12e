// One build in a process of its own: `build.ts <cases> <out>`; prints what it took as JSON.
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { manifestOf } from '#public/site/folder.ts';
import type { Dossier } from '#public/export/publication.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import { manyCases } from './cases.ts';

const [count = '100', out = ''] = process.argv.slice(2);
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const { publication, all } = manyCases(Number(count));
const opened = performance.now();
const site = await openLocalSite({ root, out, address: 'https://contoh.example' });
const started = performance.now();
const before = process.cpuUsage();
const { rendered } = await site.publish(publication, { all });
const built = performance.now();
const { user, system } = process.cpuUsage(before);
const { maxRSS } = process.resourceUsage();

const changed = [moved(all())];
const register = { ...publication.register, head: 'a'.repeat(40), readAt: '2026-11-30T09:01:00Z' };
const event = performance.now();
const { rendered: touched, whole } = await site.publish({ ...publication, register }, { all, changed });
const done = performance.now();
if (whole) throw new Error('One event made everything anew.');

const manifest = Object.entries(await manifestOf(out));
writeFileSync(`${out}.files.json`, JSON.stringify(manifest.map(([path, { bytes }]) => [path, bytes])));
const sum = (files: typeof manifest) => files.reduce((total, [, { bytes }]) => total + bytes, 0);
const pages = manifest.filter(([path]) => path.endsWith('.html'));
console.log(
  JSON.stringify({
    open: started - opened,
    build: built - started,
    processor: (user + system) / 1e3,
    event: done - event,
    pages: rendered,
    pageBytes: sum(pages) / pages.length,
    touched,
    files: manifest.length,
    bytes: sum(manifest),
    // The form, style, scripts and fonts.
    shared: sum(manifest.filter(([path]) => /^(admin|aset)\//.test(path))),
    memory: maxRSS * 1024,
  }),
);

/** One event: an open case among all of them moves on. */
function moved(cases: Iterable<Dossier>): Dossier {
  for (const dossier of cases) {
    const { case: one } = dossier;
    const visit = one.visits.at(-1);
    const entry = one.visits.flatMap(({ entries }) => entries).at(-1);
    if (one.status !== 'running' || !visit || !entry) continue;
    const at = '2026-11-30T09:00:00Z';
    const entries = [...visit.entries, { ...entry, seq: entry.seq + 1, id: 'a'.repeat(64), at }];
    const visits = [...one.visits.slice(0, -1), { ...visit, entries }];
    return { ...dossier, case: { ...one, updated: at, visits } };
  }
  throw new Error('No case is open.');
}
