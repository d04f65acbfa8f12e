import type { PublicFolder } from '../folder.ts';
import type { Catalogue } from '../memory/catalogue.ts';

/** Addresses in one file. The sitemap protocol allows 50,000. */
const IN_A_FILE = 40_000;
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/**
 * Writes the addresses of the given pages and of every case's page for search engines: a list of lists, since the size
 * of one list is limited (sitemaps.org).
 * @param pages addresses of the pages that are not about one case, in each language
 * @param languages the beginnings of addresses in each language
 * @param address address of the site, since a sitemap has full addresses only
 */
export async function writeSitemap(
  folder: PublicFolder,
  catalogue: Catalogue,
  pages: readonly string[],
  languages: readonly string[],
  address: string,
): Promise<void> {
  const files: string[] = [];
  let urls: string[] = [];
  const put = () => {
    const path = `sitemap-${files.length + 1}.xml`;
    const lines = urls.map((url) => `<url><loc>${address}${encodeURI(url)}</loc></url>`);
    folder.put({ path, text: xml('urlset', lines) });
    files.push(path);
    urls = [];
  };
  for (const url of addresses(pages, catalogue, languages)) {
    urls.push(url);
    if (urls.length === IN_A_FILE) put();
  }
  put();
  const lines = files.map((path) => `<sitemap><loc>${address}/${path}</loc></sitemap>`);
  folder.put({ path: 'sitemap.xml', text: xml('sitemapindex', lines) });
}

function* addresses(pages: readonly string[], catalogue: Catalogue, languages: readonly string[]): Generator<string> {
  yield* pages;
  for (const id of catalogue.ids()) for (const language of languages) yield `${language}/berkas/${id}/`;
}

const xml = (root: string, lines: readonly string[]): string =>
  ['<?xml version="1.0" encoding="utf-8"?>', `<${root} ${NAMESPACE}>`, ...lines, `</${root}>`, ''].join('\n');
