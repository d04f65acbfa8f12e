import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Fonts } from './paper.ts';

const { resolve } = createRequire(import.meta.url);

const FOLDER = '@fontsource/arimo/files';

/** The fonts of documents on this machine. A browser fetches the same files. */
export async function nodeFonts(): Promise<Fonts> {
  const [regular, bold] = await Promise.all(
    ['400', '700'].map((weight) => readFile(resolve(`${FOLDER}/arimo-latin-${weight}-normal.woff`))),
  );
  if (!regular || !bold) throw new Error('The fonts of documents are not there.');
  return { regular, bold };
}
