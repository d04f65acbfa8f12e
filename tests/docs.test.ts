import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPTIONAL } from '#domain/procedure/office-files.ts';
import { blobId, configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { isOfOffice } from '#entry/update/program-files.ts';
import { FIRST, ROOT } from './support/folders.ts';
import { trackedFiles } from './support/tracked.ts';

const help = readFileSync(join(ROOT, 'scripts/entry/cli/help.en.txt'), 'utf8').split(/^== (.+)\n/m);
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...trackedFiles('docs').filter((path) => path.endsWith('.md')),
];

/** Returns the name that GitHub gives to a heading, for links. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading));

describe.each(pages)('the document %s', (path) => {
  const text = readFileSync(join(ROOT, path), 'utf8');

  test('every command in a document exists, with the options that the document shows', () => {
    for (const [, line = ''] of text.matchAll(/npx disposisi ([^\n`]+)/g)) {
      const [verb = ''] = line.split(/[\s…]/);
      const isVerb = verb !== 'help' && !verb.startsWith('--');
      const section = isVerb ? help[help.indexOf(verb) + 1] : '';
      expect([line, !isVerb || help.includes(verb)]).toEqual([line, true]);
      const options = line.match(/--[a-z]+/g) ?? [];
      const known = `${section}${help[help.indexOf('disposisi') + 1]}`;
      expect([line, options.filter((option) => !known.includes(option))]).toEqual([line, []]);
    }
  });

  test('every file of the project that a document names exists', () => {
    // The changelog names old places of files.
    if (path === 'CHANGELOG.md') return;
    const named = [...text.matchAll(/`((?:\.github|docs|examples|schemas|scripts|site|sops|tests)\/[^\s`]+)`/g)].map(
      ([, name = '']) => name,
    );
    // In recipes a name in capitals is to be replaced by the reader’s own. A site has a domain only if its office names
    // one, and files about erasures only if it erases.
    const own = /\/(?:VERB|ADDRESS)\b|^site\/public\/CNAME$|^sops\/(?:retention|erasures)\.yaml$/;
    // Documents name the sample office’s files, which an office may have replaced by its own.
    const isThere = (name: string): boolean =>
      [ROOT, FIRST].some((cwd) => existsSync(join(cwd, name)) || globSync(name, { cwd }).length > 0);
    expect(named.filter((name) => !own.test(name) && !isThere(name))).toEqual([]);
  });

  test('every link in a document leads to an existing file, and to a heading in it', () => {
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [file = '', heading] = target.split('#');
      const place = file === '' ? join(ROOT, path) : join(ROOT, dirname(path), file);
      expect([target, existsSync(place)]).toEqual([target, true]);
      if (heading !== undefined)
        expect([target, anchorsOf(readFileSync(place, 'utf8')).includes(heading)]).toEqual([target, true]);
    }
  });
});

test('the README is short, half of it in Indonesian and half in English, with two pictures', () => {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const words = (part: string): number => part.split(/\s+/).filter((word) => word !== '').length;
  const [indonesian = '', english = ''] = text.split('\n## In English\n');
  expect(words(text)).toBeLessThanOrEqual(700);
  expect(Math.abs(words(indonesian) - words(english))).toBeLessThan(50);
  expect(text.match(/!\[/g)).toHaveLength(2);
});

test('the index of decisions lists each decision once, and nothing else', () => {
  const index = readFileSync(join(ROOT, 'docs/decisions/README.md'), 'utf8');
  const [list = ''] = index.split('\n## To add one\n');
  const listed = [...list.matchAll(/^- .*\]\(([^)]+)\)/gm)].map(([, file = '']) => `docs/decisions/${file}`);
  const decisions = trackedFiles('docs/decisions').filter((path) => path !== 'docs/decisions/README.md');
  expect(listed.toSorted()).toEqual(decisions.toSorted());
});

/** The guides for the maintainer of an office, in both languages. */
const MAINTAINER = [
  ['installation', 'pemasangan'],
  ['changing-sop', 'mengubah-sop'],
  ['costs', 'biaya'],
  ['keys', 'kunci'],
  ['messages', 'pesan'],
  ['personal-data', 'data-pribadi'],
  ['runner', 'mesin'],
  ['sign-in', 'masuk'],
  ['site', 'situs'],
  ['suitable', 'cocokkah'],
  ['trial', 'percobaan'],
  ['update', 'pembaruan'],
].map(([en, id]) => [`docs/guide/${en}.md`, `docs/panduan/${id}.md`] as const);

test.each(MAINTAINER)('%s has the same parts, steps and tables as %s', (english, indonesian) => {
  const shape = (path: string) => readFileSync(join(ROOT, path), 'utf8').match(/^(?:#+ |\d+\. |\||```\w+)/gm);
  expect(shape(indonesian)).toEqual(shape(english));
});

test.each(MAINTAINER[0] ?? [])(
  '%s takes at most 1,500 words to a first office, and leads to every other page',
  (path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    expect(text.split(/\s+/).filter((word) => word !== '').length).toBeLessThanOrEqual(1_500);
    const language = path.startsWith('docs/guide') ? 0 : 1;
    const others = MAINTAINER.slice(1).map((pages) => pages[language].split('/').at(-1) ?? '');
    expect(others.filter((page) => !text.includes(`](${page})`))).toEqual([]);
  },
);

test.each(['docs/guide/personal-data.md', 'docs/panduan/data-pribadi.md'])(
  'R50: %s shows a sample of each file that says what is erased, and an office accepts them',
  async (path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const samples = [...text.matchAll(/^```yaml\n(# (\S+): (?:SAMPLE|CONTOH)[^]*?)^```/gm)].map(
      ([, sample = '', file = '']) => ({ path: file, text: sample, blob: blobId(Buffer.from(sample)) }),
    );
    expect(samples.map((sample) => sample.path)).toEqual([OPTIONAL.retention, OPTIONAL.erasures]);
    const reading = readConfig([...(await configFolder(FIRST)), ...samples]);
    expect('problems' in reading ? reading.problems : []).toEqual([]);
    const { retention, erasures } = (reading as Extract<typeof reading, { config: unknown }>).config;
    expect(Object.keys(retention?.procedures ?? {})).toEqual(['protokol-manajemen-krisis']);
    expect(erasures?.cases).toHaveLength(1);
  },
);

test.each(['docs/guide/update.md', 'docs/panduan/pembaruan.md'])(
  '%s names as the office’s own what an update leaves alone, and the forms of every shipped SOP are among it',
  (path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const [section = ''] = text.split('\n```', 1);
    const named = [...section.matchAll(/`([\w./-]+)`/g)]
      .map(([, name = '']) => name)
      .filter((name) => /[/.]/.test(name));
    expect(named.length).toBeGreaterThan(4);
    // Of the folder of schemas, only the forms are the office’s.
    const own = named.filter((name) => name !== 'schemas/');
    expect(own.filter((name) => !isOfOffice(name.endsWith('/') ? `${name}file` : name))).toEqual([]);
    const sops = trackedFiles().filter((each) => /^sops\/[\w-]+\.yaml$/.test(each));
    const forms = sops.flatMap((sop) => readFileSync(join(ROOT, sop), 'utf8').match(/schemas\/[\w./-]+/g) ?? []);
    expect(forms.length).toBeGreaterThan(3);
    expect(forms.filter((form) => !isOfOffice(form))).toEqual([]);
  },
);

test('the newest version in the changelog is that of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(/^## (\S+)$/m.exec(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'))?.[1]).toBe(version);
});

test('each version’s changes are one screen, which begins with what an operator must do first, in both languages', () => {
  const [, ...versions] = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8').split(/^## /m);
  expect(versions.length).toBeGreaterThan(1);
  for (const version of versions) {
    const lines = version.trimEnd().split('\n');
    expect(lines.length, `lines about ${lines[0]}; shorten an entry`).toBeLessThanOrEqual(50);
    expect(lines.filter((line) => line.length > 130)).toEqual([]);
  }
  // The first version needs only the installation.
  for (const version of versions.slice(0, -1)) {
    const [first, second] = [...version.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    expect([first, second]).toEqual(['Lakukan dahulu', 'Do first']);
  }
});

test('the sums in the guide to costs are right', () => {
  for (const path of ['docs/guide/costs.md', 'docs/panduan/biaya.md']) {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const sums = text.split('\n').filter((line) => /^\| [\d.,]+ \|.*= [\d.,]+ \|/.test(line));
    expect(sums.length).toBe(3);
    for (const line of sums) {
      const [, , sum = '', beyond = ''] = line.split('|');
      const numberIn = (term: string): number => Number(/[\d.,]+/.exec(term)?.[0].replace(/[.,]/g, '') ?? Number.NaN);
      const [terms = '', total = ''] = sum.split('=');
      expect(terms.split('+').reduce((all, term) => all + numberIn(term), 0)).toBe(numberIn(total));
      expect(numberIn(beyond)).toBe(Math.max(0, numberIn(total) - 3000));
    }
  }
});
