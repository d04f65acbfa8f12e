// The peer: as many pages of about as many bytes, of the same cases, by Eleventy. `peer.ts <cases> <bytes> <out>`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { manifestOf } from '#public/site/folder.ts';
import { manyCases } from './cases.ts';
import { type PageData, page } from './peer-page.ts';

// Installed in a folder of its own, only where it is measured against.
const installed = new URL('./eleventy/node_modules/@11ty/eleventy/src/Eleventy.js', import.meta.url);
const { default: Eleventy } = (await import(installed.href)) as typeof import('@11ty/eleventy');

const [count = '100', bytes = '0', out = ''] = process.argv.slice(2);
const input = `${out}.input`;
mkdirSync(input);
const lines: string[] = [];
for (const { case: one } of manyCases(Number(count)).all()) lines.push(`${JSON.stringify(one)}\n`);
writeFileSync(`${input}/cases.jsonl`, lines.splice(0).join(''));

const started = performance.now();
const cases = readFileSync(`${input}/cases.jsonl`, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as PublicCase);
const pages = cases.flatMap((one) => ['id', 'en'].map((language) => ({ one, language, bytes: Number(bytes) })));
const site = new Eleventy(input, out, {
  quietMode: true,
  config(configuration) {
    configuration.setUseGitIgnore(false);
    configuration.addGlobalData('pages', pages);
    // Its own JavaScript templates are its fastest.
    configuration.addTemplate('case.11ty.js', (data) => page(data['each'] as PageData), {
      pagination: { data: 'pages', size: 1, alias: 'each' },
      permalink: ({ each: { one, language } }: { each: PageData }) => `/${language}/berkas/${one.id}/`,
      eleventyExcludeFromCollections: true,
    });
  },
});
await site.write();
const built = performance.now();
const { maxRSS } = process.resourceUsage();

const manifest = Object.entries(await manifestOf(out));
writeFileSync(`${out}.files.json`, JSON.stringify(manifest.map(([path, { bytes }]) => [path, bytes])));
const sum = manifest.reduce((total, [, { bytes }]) => total + bytes, 0);
if (manifest.length !== pages.length) throw new Error(`Eleventy made ${manifest.length} of ${pages.length} pages.`);
console.log(JSON.stringify({ build: built - started, pages: pages.length, bytes: sum, memory: maxRSS * 1024 }));
