import AxeBuilder from '@axe-core/playwright';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { isFirefox } from '#tests/browser/support/chromium.ts';
import { note } from '../measured.ts';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<"]/g, (sign) => SIGNS[sign] ?? '');

/** The pictures of one walk. */
export interface Film {
  /**
   * Takes a picture of what the person sees, and has axe look for faults in it.
   * @param what what the person does next
   */
  readonly take: (page: Page, what: string) => Promise<void>;
  /**
   * Writes a page that shows all pictures in order.
   * @param figures the figures of the walk, in words
   */
  readonly end: (figures: string) => Promise<void>;
}

/**
 * Begins the pictures of a walk in a folder of its own.
 * @param folder the folder of all films
 * @param at the place of the walk in the list of walks
 */
export async function beginFilm(folder: string, at: number, walk: string): Promise<Film> {
  const words = walk
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .slice(0, 60);
  const name = `${String(at).padStart(2, '0')}-${words}`;
  await mkdir(join(folder, name), { recursive: true });
  const shown: string[] = [];
  return {
    take: async (page, what) => {
      const file = `${name}/${String(shown.length + 1).padStart(2, '0')}.png`;
      await page.screenshot({ path: join(folder, file), caret: 'initial' });
      const found = isFirefox ? [] : await faultsOf(page);
      if (found.length > 0) note(`${file}: ${found.join('; ')}`);
      shown.push(
        `<figure><img src="${file}" alt=""><figcaption>${shown.length + 1}. ${escaped(what)}</figcaption></figure>`,
      );
    },
    end: async (figures) => {
      const style =
        'body{font:14px sans-serif}main{display:flex;flex-wrap:wrap;gap:12px}figure{margin:0}img{max-width:480px;max-height:480px;border:1px solid #888}';
      const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(walk)}</title><style>${style}</style>
<h1>${escaped(walk)}</h1><p>${escaped(figures)}</p><main>${shown.join('\n')}</main></html>\n`;
      await writeFile(join(folder, `${name}.html`), page);
    },
  };
}

/** Returns the faults that axe finds in a page. */
async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `axe finds ${id}: ${nodes[0]?.html.slice(0, 160)}`);
}
