/** Reads from a PDF, with poppler, its texts, tags, metadata and fonts. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** True if this machine has poppler’s tools. */
export const hasPoppler = ((): boolean => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Runs one of poppler’s tools on a file and returns what it prints. */
function poppler(tool: string, pdf: Uint8Array, ...more: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const file = join(folder, 'document.pdf');
    writeFileSync(file, pdf);
    const args = tool === 'pdftotext' ? [...more, file, '-'] : [...more, file];
    return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns what poppler finds wrong in a file, such as a tag that is open over the end of a page. */
export function faultsIn(pdf: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const file = join(folder, 'document.pdf');
    writeFileSync(file, pdf);
    return spawnSync('pdftotext', [file, '-'], { encoding: 'utf8' }).stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns the text of a document, with its white space as single blanks. */
export const textOf = (pdf: Uint8Array): string => poppler('pdftotext', pdf, '-raw').replace(/\s+/g, ' ');

/** Returns the lines of a document. */
export const linesOf = (pdf: Uint8Array): string[] => poppler('pdftotext', pdf, '-layout').split(/\n/);

/** Returns the tree of the document’s tags, with their texts. */
export const tagsOf = (pdf: Uint8Array): string => poppler('pdfinfo', pdf, '-struct-text');

/** Returns the document’s metadata. */
export const aboutOf = (pdf: Uint8Array): string => poppler('pdfinfo', pdf);

/** Returns the document’s fonts: the name of each, and whether it is embedded and can be read as text. */
export const fontsOf = (pdf: Uint8Array): { name: string; embedded: string; unicode: string }[] =>
  poppler('pdffonts', pdf)
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => {
      const [name = ''] = line.split(/\s+/);
      const [embedded = '', , unicode = ''] = line.match(/\b(yes|no)\b/g) ?? [];
      return { name, embedded, unicode };
    });

/** Returns the text of each page, with its white space as single blanks. */
export const pagesOf = (pdf: Uint8Array): string[] =>
  poppler('pdftotext', pdf, '-raw')
    .split('\f')
    .map((page) => page.replace(/\s+/g, ' ').trim())
    .filter(Boolean);

/** Returns each word of the first page, with its left, upper and right edge in points. */
export const placesOf = (pdf: Uint8Array): { word: string; left: number; top: number; right: number }[] => {
  const [page = ''] = poppler('pdftotext', pdf, '-bbox').split('</page>');
  return [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)<\/word>/g)].map(
    ([, left, top, right, word = '']) => ({ word, left: Number(left), top: Number(top), right: Number(right) }),
  );
};
