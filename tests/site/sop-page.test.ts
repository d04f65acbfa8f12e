import { readFile } from 'node:fs/promises';
import { Parser, StaticConfigLoader } from 'html-validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, buildSite } from './support/site.ts';

/**
 * Compares the built SOP page with the original: a heading, the identity block and the table, with cells divided by
 * tabs. The tests find a word that data or templates lose or change.
 */

const PATHS = ['sop/protokol-manajemen-krisis/index.html', 'en/sop/protokol-manajemen-krisis/index.html'];

type Root = ReturnType<Parser['parseHtml']>;
const pages = new Map<string, Root>();
let site: BuiltSite;
let original: string[] = [];

beforeAll(async () => {
  site = await buildSite([]);
  const config = await new StaticConfigLoader({ root: true }).getConfigFor('page.html');
  for (const path of PATHS)
    pages.set(path, new Parser(config).parseHtml((await site.text(path)).replace(/<br[ /]*>/g, ' ')));
  const text = await readFile(new URL('../fixtures/sop-protokol-manajemen-krisis.txt', import.meta.url), 'utf8');
  original = text.replaceAll('**', '').split('\n');
});
afterAll(() => site?.remove());

const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** Returns the text of every element that a selector finds, in the page’s order. */
const texts = (root: Root | undefined, selector: string): string[] =>
  (root?.querySelectorAll(selector) ?? []).map((each) => words(each.textContent));
const after = (label: string): string =>
  words(original.find((line) => line.startsWith(`${label}\t`))?.slice(label.length + 1) ?? `no ${label}`);
const table = (): string[][] =>
  original
    .slice(original.findIndex((line) => line.startsWith('NO\t')))
    .filter(Boolean)
    .map((line) => line.split('\t').filter(Boolean).map(words));

describe.each(PATHS)('R4: the page of the SOP, %s, compared with its original', (path) => {
  const page = () => pages.get(path);

  it('R4: the SOP page has the heading of the original', () => {
    const heading = original
      .slice(
        0,
        original.findIndex((line) => line.startsWith('Nomor SOP')),
      )
      .filter(Boolean);
    expect(texts(page(), '.identity .unit p')).toEqual(heading.map(words));
  });

  it('R4: the SOP page has the cells of the identity block with their labels, and empty ones stay empty', () => {
    const labels = [
      'Nomor SOP',
      'Tanggal Pembuatan',
      'Tanggal Revisi',
      'Tanggal Efektif',
      'Disahkan Oleh',
      'JUDUL SOP',
    ];
    expect(texts(page(), '.identity dt')).toEqual(labels);
    expect(texts(page(), '.identity dd')).toEqual(labels.map(after));
  });

  it('R4: the SOP page has the six lists under their labels, numbered if the lists of the original are', () => {
    const labels = texts(page(), '.identity section h2');
    const pairs = original.flatMap((line, i) =>
      labels.some((label) => line.startsWith(`${label}\t`)) && line.split('\t').length === 2
        ? [[line.split('\t'), (original[i + 1] ?? '').split('\t')] as const]
        : [],
    );
    const printed = pairs.flatMap(([heads, cells]) => heads.map((head, i) => [head, cells[i] ?? ''] as const));
    expect(printed.map(([head]) => head)).toEqual(labels);
    const sections = page()?.querySelectorAll('.identity section') ?? [];
    for (const [i, [head, cell]] of printed.entries()) {
      const items = (sections[i]?.querySelectorAll('li') ?? []).map((item) => words(item.textContent));
      const shown =
        items.length > 0 ? items : (sections[i]?.querySelectorAll('p') ?? []).map((p) => words(p.textContent));
      const plain = words(cell.replace(/<ol[^>]*>/, ''));
      const numbered = shown.map((item, n) => `${n + 1}. ${item}`).join('');
      expect([numbered, shown.join(' ')], head).toContain(plain);
    }
  });

  it('R4: the SOP page has the heads of the table, in order', () => {
    const [first, second] = table();
    const rows = page()?.querySelectorAll('.sop-table thead tr') ?? [];
    const heads = rows.map((row) => row.querySelectorAll('th').map((head) => words(head.textContent)));
    expect(heads).toEqual([first, second]);
    expect(texts(page(), '.sop-title')).toEqual([original.find((line) => line.startsWith('ALUR SOP'))]);
  });

  it('R4: the SOP page has every row of the table, cell by cell, in the form and in the list for small screens', () => {
    const printed = table().slice(2);
    const rows = (page()?.querySelectorAll('.sop-table tbody tr') ?? []).filter(
      (row) => !row.classList.contains('turn'),
    );
    expect(
      rows.map((row) => [
        ...row.querySelectorAll('.number').map((cell) => words(cell.textContent)),
        ...row
          .querySelectorAll('.activity > span')
          .slice(0, 1)
          .map((cell) => words(cell.textContent)),
        ...row.querySelectorAll('.standard').map((cell) => words(cell.textContent)),
      ]),
    ).toEqual(printed);
    const items = page()?.querySelectorAll('.process > li') ?? [];
    expect(
      items.map((item) => [
        ...item.querySelectorAll('.activity').map((each) => words(each.textContent)),
        ...item.querySelectorAll('dd').map((each) => words(each.textContent)),
      ]),
    ).toEqual(printed.map((row) => row.slice(1)));
  });
});
