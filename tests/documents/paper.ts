/** What a PDF says to those who cannot see it, as poppler reads it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this machine has poppler's tools. */
export const hasPoppler = ((): boolean => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Runs one of poppler's tools on a file and gives what it prints. */
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

/** The text of a document, its white space as one blank. */
export const textOf = (pdf: Uint8Array): string => poppler('pdftotext', pdf, '-raw').replace(/\s+/g, ' ');

/** The tree of its tags, with what stands in each. */
export const tagsOf = (pdf: Uint8Array): string => poppler('pdfinfo', pdf, '-struct-text');

/** What it says of itself. */
export const aboutOf = (pdf: Uint8Array): string => poppler('pdfinfo', pdf);

/** Its fonts, one a line: name, and whether it is embedded, a part only, and readable as text. */
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

/** The text of each page, its white space as one blank. */
export const pagesOf = (pdf: Uint8Array): string[] =>
  poppler('pdftotext', pdf, '-raw')
    .split('\f')
    .map((page) => page.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
