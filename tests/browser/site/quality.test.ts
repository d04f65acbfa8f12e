import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openBrowser } from '../support/chromium.ts';
import { sop, Walk } from '../../support/walked-case.ts';
import { busyMonth, everyKind, requestOf } from '../../site/support/cases.ts';
import { buildSite, pagesOf, serve } from '../../site/support/site.ts';
import { lookedAt } from '../../support/rounds.ts';

declare const axe: { run(options: RunOptions): Promise<AxeResults> };

const { walks, bookings } = everyKind();
const open = async (...built: Parameters<typeof buildSite>) => {
  const site = await buildSite(...built);
  return { ...site, ...(await serve(site.folder)) };
};
const one = new Walk(1, '2026-11-25T08:00:00Z').submit(requestOf('Rapat kesiapsiagaan'));
// The site is built before the tests are collected, since each built page has a test of its own.
const sites = {
  ...{ many: await open(walks, { index: { bookings } }), one: await open([one]), none: await open([]) },
  busy: await open(busyMonth()),
};

let browser: Browser;
let page: Page;
let axeScript = '';

beforeAll(async () => {
  if (!hasBrowser) return;
  axeScript = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await openBrowser();
  // The pages’ policy would refuse axe, so the policy is off here. Another test checks the policy.
  page = await browser.newPage({ bypassCSP: true });
  await page.clock.install({ time: new Date('2026-11-25T09:05:00Z') });
});
afterAll(async () => {
  await browser?.close();
  for (const site of Object.values(sites)) {
    site.close();
    await site.remove();
  }
});

type Place = readonly [site: 'many' | 'one' | 'none' | 'busy', path: string, english?: string];

/** The later months of a room, whose pages differ from the present one only by their bookings. The last one is kept. */
const LATER_MONTH = /^\/ruang\/[^/]+\/(?!2026-11|2027-11)\d{4}-\d{2}\/$/;

const placesOf = async (site: 'many' | 'none' | 'busy'): Promise<Place[]> =>
  (await pagesOf(sites[site]))
    .filter(([path = '']) => !LATER_MONTH.test(path))
    .map(([path = '', english]) => [site, path, ...(english ? ([english] as const) : [])]);

/** The pages that long lists have or change. Of the later pages of a list, one is enough. */
const LONG_LISTS = /^\/(?:$|sop\/[^/]+\/(?:$|berjalan)|ruang\/tcm\/(?:$|2026-11\/)|angka\/2026-11\/)/;
const longLists = async (): Promise<Place[]> => {
  const found = (await placesOf('busy')).filter(([, path]) => LONG_LISTS.test(path));
  const kinds = new Map(found.map((place) => [place[1].replace(/[0-9a-f]{17}/, 'n'), place]));
  return [...kinds.values()];
};

/**
 * The pages of a delivery, one of each kind: of all cases the one with most on its page, of all months the present one,
 * and of the other sites the pages that differ most.
 */
const DAILY =
  /^(?:many (?!\/berkas\/(?!PMK-2026-7\/)|.*\/(?!2026-11\/)\d{4}-\d{2}\/)|none \/(?:ruang\/tcm\/)?$|busy \/(?:sop\/[^/]+\/berjalan\/)?$)/;

/** Every page with cases in each state, every page without cases, the overview with a single case, and long lists. */
const EVERY: readonly Place[] = [
  ...(await placesOf('many')),
  ['one', '/', '/en/'],
  ...(await placesOf('none')),
  ...(await longLists()),
];
const PLACES = lookedAt(EVERY, ([site, path]) => DAILY.test(`${site} ${path}`));

async function violations(options: RunOptions): Promise<string[]> {
  const found = await page.evaluate((asked) => axe.run({ resultTypes: ['violations'], ...asked }), options);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
}
const COLOURS: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] };

const NARROW: RunOptions = { runOnly: ['target-size', 'color-contrast', 'scrollable-region-focusable'] };

/** Returns the cells of the printed SOP that are not exactly as wide and as far right as the headings above them. */
const cellsElsewhere = (): string[] => {
  const [upper, lower] = [...document.querySelectorAll<HTMLTableRowElement>('.sop-table thead tr')];
  if (!upper || !lower) return ['no table'];
  const [number, activity, actors, standard, remarks] = upper.cells;
  const leaves = [number, activity, ...lower.cells, remarks];
  const isUnder = (cell: Element | undefined, first: Element | undefined, last = first): boolean => {
    const [own, from, to] = [cell, first, last].map((each) => each?.getBoundingClientRect());
    if (!own || !from || !to || own.width === 0) return false;
    return Math.abs(own.left - from.left) < 1 && Math.abs(own.right - to.right) < 1;
  };
  const groups = [
    isUnder(actors, lower.cells[0], [...lower.cells].at(-4)),
    isUnder(standard, [...lower.cells].at(-3), [...lower.cells].at(-1)),
  ];
  const rows = [...document.querySelectorAll<HTMLTableRowElement>('.sop-table tbody tr:not(.turn)')];
  const cells = rows.flatMap(({ cells }, row) =>
    leaves.map((heading, at) => (isUnder(cells[at], heading) ? '' : `row ${row + 1}: ${heading?.textContent}`)),
  );
  return [...groups.map((is) => (is ? '' : 'a heading of several columns')), ...cells].filter(Boolean);
};

describe.skipIf(!hasBrowser)('every page, in both languages', () => {
  const visit = async (site: Place[0], path: string, colorScheme: 'light' | 'dark') => {
    await page.setViewportSize({ width: 1_280, height: 900 });
    await page.emulateMedia({ colorScheme, forcedColors: 'none' });
    await page.goto(sites[site].origin + path);
    await page.evaluate(axeScript);
  };
  const isNowhereTooWide = async () => {
    for (const width of [1_920, 1_440, 768, 360, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over, `${width} px`).toBeLessThanOrEqual(0);
    }
  };

  it.each(PLACES)('axe finds nothing on %s %s: light, dark, narrow, forced colours', async (site, path, english) => {
    await visit(site, path, 'light');
    expect(await violations({})).toEqual([]);
    if (english === undefined) {
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await violations(COLOURS)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
    expect(await violations(COLOURS)).toEqual([]);
    await isNowhereTooWide();
    expect(await violations(NARROW)).toEqual([]);
    if (english === undefined) return;
    // The English page has other words and the same colours, so all rules check this page too, in dark colours.
    await visit(site, english, 'dark');
    expect(await violations({})).toEqual([]);
    await isNowhereTooWide();
  });

  it.each([
    ['/arsip/?kata=rapat&keadaan=running', '#hasil li', 'light'],
    ['/en/arsip/?kata=PMK-2026-1', '#langsung a', 'dark'],
    ['/en/arsip/?kata=PMK-2019-1', '#langsung:not([hidden])', 'light'],
  ] as const)('axe finds nothing in the results of the search %s', async (path, shown, colours) => {
    await visit('many', path, colours);
    await page.locator(shown).first().waitFor();
    expect(await violations({})).toEqual([]);
    await isNowhereTooWide();
    expect(await violations(NARROW)).toEqual([]);
  });

  it('a printed case is a paper of its office: agency and unit on top, and at most three sheets', async () => {
    const head = async () => (await page.locator('.name :is(b, small):visible').allTextContents()).join('|');
    await page.setViewportSize({ width: 1_280, height: 900 });
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${sites.many.origin}/berkas/PMK-2026-8/`);
    const { office, division } = sop.identity;
    expect(await head()).toBe([...office, division].join('|'));
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g) ?? [];
    expect(sheets.length).toBeLessThanOrEqual(3);
    await page.emulateMedia({ media: 'screen' });
    expect(await head()).toBe(office.join('|'));
  });

  it.each([1_000, 1_024, 1_366, 1_920])(
    'R4: each cell of the printed SOP is below its heading at %i px',
    async (width) => {
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize({ width, height: 900 });
      for (const [path = ''] of (await pagesOf(sites.many)).filter(([each]) => /^\/sop\/[^/]+\/$/.test(each ?? ''))) {
        await page.goto(sites.many.origin + path);
        expect(await page.evaluate(cellsElsewhere), path).toEqual([]);
      }
    },
  );

  it('R4: the printed page of an SOP has the SOP alone, without cases and figures', async () => {
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${sites.many.origin}/sop/protokol-manajemen-krisis/`);
    // Only an office with several SOPs has this part, and the sample office has one.
    await page.evaluate(() =>
      document.querySelector('main')?.insertAdjacentHTML('beforeend', '<section>Permohonan berjalan</section>'),
    );
    const printed = await page.evaluate(() => ({
      parts: [...document.querySelectorAll('body > :not(main), main > *')]
        .filter((each) => each.checkVisibility())
        .map(({ className }) => className),
      cells: [...document.querySelectorAll('.sop-table td.standard')].filter((each) => each.checkVisibility()).length,
    }));
    expect(printed).toEqual({ parts: ['sop'], cells: 30 });
    await page.emulateMedia({ media: 'screen' });
  });

  it('axe would find a colour that is too faint, and a page without a heading', async () => {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await page.goto(sites.many.origin);
    await page.evaluate(axeScript);
    await page.addStyleTag({ content: '.meta { color: #bbb }' });
    expect(await violations(COLOURS)).not.toEqual([]);
    await page.evaluate(() => document.querySelector('h1')?.remove());
    expect((await violations({})).join()).toContain('page-has-heading-one');
  });

  it.each([
    ['a case', '/berkas/PMK-2026-8/', [595, 842]],
    ['a room', '/ruang/tcm/', [595, 842]],
    ['a month of figures', '/angka/2026-11/', [595, 842]],
    ['an SOP', '/sop/protokol-manajemen-krisis/', [842, 595]],
  ] as const)('the page of %s prints on A4, without the menu, and unfolded', async (_, path, [width, height]) => {
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none', media: 'print' });
    await page.goto(sites.many.origin + path);
    expect(await page.locator('nav:visible').count()).toBe(0);
    // Paper has what is folded on a screen, with dark ink on a light sheet in any theme.
    const seen = await page.evaluate(() => ({
      folded: [...document.querySelectorAll('details > :not(summary)')].filter(
        (each) => each.parentElement?.checkVisibility() && !each.checkVisibility({ contentVisibilityAuto: true }),
      ).length,
      ground: getComputedStyle(document.body).backgroundColor,
    }));
    expect(seen).toEqual({ folded: 0, ground: 'rgb(255, 255, 255)' });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sheets = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, x, y]) => [
      Math.round(Number(x)),
      Math.round(Number(y)),
    ]);
    expect(sheets.length).toBeGreaterThan(0);
    expect(sheets.filter(([x, y]) => Math.abs((x ?? 0) - width) > 1 || Math.abs((y ?? 0) - height) > 1)).toEqual([]);
    await page.emulateMedia({ media: 'screen' });
  });
});
