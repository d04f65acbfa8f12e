import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import ICAL from 'ical.js';
import { RelaxNGValidator, XmlDocument, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from '#public/site/site.ts';
import { MONTH_TABLES } from '#site/src/lib/data.ts';
import { severalConfig } from '../support/several.ts';
import { busyMonth, everyKind } from './support/cases.ts';
import { type BuiltSite, buildSite, filesOf } from './support/site.ts';

const ADDRESS = 'https://contoh.example/berkas';
const FIXTURES = new URL('../../tests/fixtures/', import.meta.url);
const fixture = (path: string) => readFile(new URL(path, FIXTURES), 'utf8');

let many: BuiltSite;
let none: BuiltSite;
/** The site of an office with five SOPs. */
let several: BuiltSite;
/** The site of an office whose lists are long. */
let busy: BuiltSite;
beforeAll(async () => {
  const { walks, bookings } = everyKind();
  many = await buildSite(walks, { index: { bookings }, address: ADDRESS });
  none = await buildSite([], { address: ADDRESS });
  busy = await buildSite(busyMonth(), { address: ADDRESS });
  several = await buildSite(walks, { index: { bookings }, address: ADDRESS, config: await severalConfig(2) });
});
afterAll(async () => {
  await many?.remove();
  await none?.remove();
  await several?.remove();
  await busy?.remove();
});

const html = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:recommended', 'html-validate:document'],
    // Style and script are files of the site, whose names have a hash of their content.
    rules: { 'require-sri': ['error', { target: 'crossorigin' }] },
  }),
);
const faultsOf = async (text: string): Promise<string[]> =>
  (await html.validateString(text)).results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId} ${message}`),
  );

/** Returns a text of a page on one line, or the texts and addresses in a tag. Ids and hashes differ in each build. */
const wordsIn = (part: string): string[] => {
  const texts = part.startsWith('<')
    ? Array.from(part.matchAll(/\s(?:aria-label|alt|title|datetime|href|content)="([^"]*)"/g), ([, text = '']) => text)
    : [part];
  return texts.map(settled);
};

/** Replaces ids and hashes in a text, and writes it on one line. */
const settled = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[0-9a-f]{7,64}|(?<=\/aset\/).*/g, '…')
    .trim();

/** Lines of this length or more are left out. They are whole journals, whose parts are in other lines too. */
const LONGEST = 400;

describe('every page of the public site', () => {
  it('every page is valid HTML, with cases of every kind, with none, with several SOPs, and with long lists', async () => {
    for (const site of [many, none, several, busy]) {
      const all = await filesOf(site, '.html');
      // The pages of the cases with which lists are long have nothing that others do not have.
      const pages = site === busy ? all.filter((path) => !path.includes('berkas/PMK')) : all;
      expect(pages.length).toBeGreaterThan(15);
      const faults = await Promise.all(
        pages.map(async (path) => (await faultsOf(await site.text(path))).map((fault) => `${path}:${fault}`)),
      );
      expect(faults.flat()).toEqual([]);
    }
  });

  it('what readers of the pages see and hear, and where links lead, equals the stored snapshot', async () => {
    const parts = new Set<string>();
    for (const site of [many, none, several])
      for (const path of await filesOf(site, '.html'))
        for (const part of (await site.text(path)).split(/(?<=>)|(?=<)/))
          for (const words of wordsIn(part)) parts.add(words);
    parts.delete('');
    await expect(`${[...parts].join('\n')}\n`).toMatchFileSnapshot('../fixtures/pages.txt');
  });

  it('what programs read equals the stored snapshot', async () => {
    const lines = new Set<string>();
    for (const ending of ['.json', '.csv', '.atom', '.ics'])
      for (const path of await filesOf(many, ending)) {
        const text = await many.text(path);
        const lined = ending === '.json' ? JSON.stringify(JSON.parse(text), null, 1) : text;
        for (const line of lined.split('\n')) lines.add(settled(line));
      }
    await expect([...lines].filter((line) => line.length < LONGEST).join('\n')).toMatchFileSnapshot(
      '../fixtures/data.txt',
    );
  });

  it('an invalid page is found', async () => {
    const text = (await many.text('index.html')).replace('<main', '<main id="x"><p><div></div></p').slice(0, 60_000);
    expect(await faultsOf(text)).not.toEqual([]);
  });

  it('every link leads to an existing page, file or place within a page', async () => {
    for (const site of [many, none, several]) {
      const held = new Set(await readdir(site.folder, { recursive: true }));
      const ids = new Map<string, Set<string>>();
      const idsOf = async (path: string): Promise<Set<string>> => {
        const known =
          ids.get(path) ?? new Set([...(await site.text(path)).matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id));
        ids.set(path, known);
        return known;
      };
      const broken: string[] = [];
      let followed = 0;
      for (const path of [...(await filesOf(site, '.html')), ...(await filesOf(site, '.atom')), 'sitemap.xml']) {
        const text = await site.text(path);
        for (const [, written, located] of text.matchAll(/\s(?:href|src)="([^"]*)"|<loc>([^<]*)/g)) {
          const url = new URL(
            (written ?? located ?? '').replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
            `${ADDRESS}/${path}`,
          );
          // The forge of these tests is fictional, and so are its pages.
          if (url.hostname === 'forge.example') continue;
          followed += 1;
          const target = url.href.startsWith(`${ADDRESS}/`)
            ? decodeURIComponent(url.pathname.slice('/berkas'.length))
            : '';
          const file = target === `/${path}` ? path : pathOf(target);
          if (!held.has(file)) broken.push(`${path}: ${url.href}`);
          // In an address of the desk, the text after `#/` names no element of the page.
          else if (
            url.hash !== '' &&
            !url.hash.startsWith('#/') &&
            !(await idsOf(file)).has(decodeURIComponent(url.hash.slice(1)))
          )
            broken.push(`${path}: ${url.href} (no such place)`);
        }
      }
      expect(broken).toEqual([]);
      expect(followed).toBeGreaterThan(300);
    }
  });
});

describe('R33: files for programs are valid by their specification', () => {
  const parsed = <T>(text: string, use: (document: XmlDocument) => T): T => {
    const document = XmlDocument.fromString(text);
    try {
      return use(document);
    } finally {
      document.dispose();
    }
  };

  it('R33: the feeds follow the grammar and the text of Atom (RFC 4287)', async () => {
    const grammar = XmlDocument.fromString(await fixture('atom/atom.rng'));
    const validator = RelaxNGValidator.fromDoc(grammar);
    const feeds = [many, none, several].flatMap((site) =>
      ['perubahan.atom', 'en/perubahan.atom'].map((path) => site.text(path)),
    );
    for (const text of await Promise.all(feeds)) {
      expect(() => parsed(text, (document) => validator.validate(document))).not.toThrow();
      const broken = text.replace(/<updated>[^<]*/, '<updated>kemarin');
      expect(() => parsed(broken, (document) => validator.validate(document))).toThrow();
      const [head = '', ...entries] = text.split('<entry>');
      // 4.1.1: an author for all entries, and one self link. 4.1.2: content or an alternate link. 4.2.6: ids are IRIs
      // and differ.
      expect(head).toContain('<author><name>');
      expect(head.match(/rel="self"/g)).toHaveLength(1);
      for (const entry of entries) expect(entry.match(/rel="alternate"/g)).toHaveLength(1);
      const ids = [...text.matchAll(/<id>([^<]*)/g)].map(([, id = '']) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.every((id) => URL.canParse(id))).toBe(true);
      // 3.3: times have a zone, and the feed’s time is not before that of its newest entry.
      const times = [...text.matchAll(/<updated>([^<]*)/g)].map(([, time = '']) => time);
      expect([...times].sort().at(-1)).toBe(times[0]);
    }
    validator.dispose();
    grammar.dispose();
  });

  it('R33: the calendar of a room is iCalendar (RFC 5545)', async () => {
    for (const path of ['ruang/tcm.ics', 'en/ruang/tcm.ics']) {
      const text = await many.text(path);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
      const calendar = new ICAL.Component(ICAL.parse(text));
      expect(calendar.name).toBe('vcalendar');
      expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
      expect(calendar.getFirstPropertyValue('prodid')).toBeTruthy();
      const events = calendar.getAllSubcomponents('vevent');
      expect(events.length).toBeGreaterThan(4);
      const uids = events.map((event) => event.getFirstPropertyValue('uid'));
      expect(new Set(uids).size).toBe(events.length);
      for (const event of events) {
        for (const name of ['dtstamp', 'dtstart', 'dtend']) {
          const time = event.getFirstPropertyValue(name);
          // The times are in UTC, so that no VTIMEZONE is needed.
          expect(time instanceof ICAL.Time && time.zone === ICAL.Timezone.utcTimezone, name).toBe(true);
        }
        const { startDate, endDate } = new ICAL.Event(event);
        expect(endDate.compare(startDate)).toBe(1);
      }
    }
  });

  it('R33: the calendar of a room without use is valid too', async () => {
    const calendar = new ICAL.Component(ICAL.parse(await none.text('ruang/tcm.ics')));
    expect(calendar.getAllSubcomponents()).toEqual([]);
  });

  it('R33: the sitemap follows sitemaps.org and names every page once', async () => {
    const schema = XmlDocument.fromString(await fixture('sitemap/sitemap.xsd'));
    const validator = XsdValidator.fromDoc(schema);
    const located = (text: string) =>
      [...text.matchAll(/<loc>([^<]*)/g)].map(([, url = '']) => pathOf(url.slice(ADDRESS.length)));
    for (const site of [many, none, several]) {
      const index = await site.text('sitemap.xml');
      expect(index).toContain('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">');
      const texts = await Promise.all(located(index).map(site.text));
      for (const text of texts) expect(() => parsed(text, (document) => validator.validate(document))).not.toThrow();
      const files = texts.flatMap(located);
      expect(files.filter((path) => !/^(en\/)?meja\//.test(path)).sort()).toEqual(
        (await filesOf(site, '.html')).filter((path) => path !== '404.html'),
      );
    }
    validator.dispose();
    schema.dispose();
  });

  it('R33: every data file is valid by the schema that the data page names for it', async () => {
    const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false });
    ajv.addVocabulary(['x-title-en', 'x-description-en', 'x-form', 'x-labels', 'x-label']);
    const check = async (site: BuiltSite, name: string, values: readonly unknown[]) => {
      const schema = JSON.parse(await site.text(`data/schemas/${name}.schema.json`)) as { $id: string };
      const valid = ajv.getSchema(schema.$id) ?? ajv.compile(schema);
      for (const value of values) expect(valid(value) || valid.errors, name).toBe(true);
    };
    for (const site of [many, none, several]) {
      const json = async (path: string) => JSON.parse(await site.text(path)) as unknown;
      const lines = async (paths: readonly string[]) =>
        (await Promise.all(paths.map(site.text))).flatMap((text) =>
          text
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as unknown),
        );
      await check(site, 'public-register', [await json('data/register.json')]);
      await check(site, 'public-rooms', [await json('data/rooms.json')]);
      await check(site, 'public-roles', [await json('data/roles.json')]);
      await check(site, 'procedure', [await json('data/procedures/protokol-manajemen-krisis.json')]);
      const data = (await readdir(join(site.folder, 'data'), { recursive: true })).map((path) => `data/${path}`);
      const cases = data.filter((path) => /^data\/cases\/.*\.json$/.test(path));
      await check(site, 'public-case', await Promise.all(cases.map(json)));
      await check(site, 'public-figures-now', [await json('data/figures/now.json')]);
      await check(site, 'public-recording', [await json('data/figures/recording.json')]);
      const months = data.filter((path) => path.endsWith('/figures.json'));
      await check(site, 'public-figures', await Promise.all(months.map(json)));
      expect(months).toHaveLength(site === none ? 1 : 3);
      await check(site, 'public-case', await lines(data.filter((path) => /^data\/cases-\d+\.jsonl\.gz$/.test(path))));
      await check(site, 'public-chain-line', await lines(data.filter((path) => /^data\/chains\//.test(path))));
      expect(cases).toHaveLength(site === none ? 0 : 15);
    }
  });

  it('R33: the tables are CSV (RFC 4180) with the columns and types of their description', async () => {
    const description = JSON.parse(await many.text('data/csv-metadata.json')) as {
      tableSchema: { columns: Column[] };
      tables: { url: string }[];
    };
    const { columns } = description.tableSchema;
    const names = (await readdir(join(many.folder, 'data'))).filter((name) => name.endsWith('.csv'));
    expect(description.tables.map(({ url }) => url).sort()).toEqual(names.sort());
    for (const name of names) expect(await rowsAsDescribed(`data/${name}`, columns)).toBeGreaterThan(0);
  });
});

it('R33: the tables of figures are CSV as described, and are those that the data page names', async () => {
  const paths = (await readdir(join(many.folder, 'data/figures'), { recursive: true })).map(
    (path) => `data/figures/${path}`,
  );
  const described = new Map<string, Column[]>();
  for (const path of paths.filter((each) => each.endsWith('csv-metadata.json'))) {
    const { tables } = JSON.parse(await many.text(path)) as {
      tables: { url: string; tableSchema: { columns: Column[] } }[];
    };
    for (const { url, tableSchema } of tables) described.set(join(dirname(path), url), tableSchema.columns);
  }
  expect([...described.keys()].sort()).toEqual(paths.filter((path) => path.endsWith('.csv')).sort());
  const ofMonth = [...described.keys()].filter((path) => dirname(path) === 'data/figures/2026-11');
  expect(ofMonth.map((path) => basename(path, '.csv')).sort()).toEqual([...MONTH_TABLES].sort());
  let rows = 0;
  for (const [path, columns] of described) rows += await rowsAsDescribed(path, columns);
  expect(rows).toBeGreaterThan(100);
});

interface Column {
  name: string;
  datatype: keyof typeof TYPES;
}

/** Returns how many rows a table has. Each row must have the described columns. */
async function rowsAsDescribed(path: string, columns: readonly Column[]): Promise<number> {
  const [head, ...rows] = cells(await many.text(path));
  expect(head, path).toEqual(columns.map(({ name }) => name));
  for (const row of rows) {
    expect(row, path).toHaveLength(columns.length);
    for (const [i, { name, datatype }] of columns.entries())
      expect(row[i], `${path}, ${name}`).toMatch(TYPES[datatype]);
  }
  return rows.length;
}

const TYPES = {
  string: /^/,
  integer: /^(-?\d+)?$/,
  boolean: /^(true|false)$/,
  gYearMonth: /^\d{4}-\d\d$/,
  dateTime: /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$/,
} as const;

/** Reads RFC 4180: records end with CRLF, a quoted field may have any characters, and a quote in it is doubled. */
function cells(text: string): string[][] {
  const body = text.replace(/^\uFEFF/, '');
  const records: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = field.exec(body); found; found = field.exec(body)) {
    records.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') records.push([]);
    if (field.lastIndex === body.length) return records.slice(0, -1);
  }
  throw new Error('This is no CSV: a record does not end, or a quote stands where none may.');
}
