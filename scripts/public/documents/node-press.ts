import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Press } from './paper.ts';

const { resolve } = createRequire(import.meta.url);

const FONTS = '@fontsource/arimo/files';

/** Loads the library and the fonts. A browser fetches the same files, so a document has the same bytes there. */
export async function nodePress(): Promise<Press> {
  const library = join(dirname(resolve('pdfkit')), 'pdfkit.browser.mjs');
  const [{ default: PDFDocument }, regular, bold] = await Promise.all([
    import(pathToFileURL(library).href) as Promise<{ readonly default: Press['PDFDocument'] }>,
    readFile(resolve(`${FONTS}/arimo-latin-400-normal.woff`)),
    readFile(resolve(`${FONTS}/arimo-latin-700-normal.woff`)),
  ]);
  return { PDFDocument, regular, bold };
}
