import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublicFile } from '../folder.ts';
import { decapFiles } from '../open-data/form-files.ts';
import type { Renderer } from './renderer.ts';

/**
 * Reads the files of a site that no case changes: styles, scripts, fonts, the schemas of the data, and the form's
 * program. They do not depend on the address of the site, until `placeFiles` converts them.
 * @param root the repository's folder, with its packages
 */
export async function sharedFiles(root: string, renderer: Pick<Renderer, 'assets'>): Promise<PublicFile[]> {
  return [...(await renderer.assets()), ...(await publishedSchemas(root)), ...(await decapFiles(root))];
}

const SCHEMAS = [
  ...['public-case', 'public-chain-line', 'public-register', 'public-rooms', 'public-roles'],
  ...['public-figures', 'public-figures-now', 'public-recording', 'public-sop-versions', 'procedure'],
];

/** Reads the schemas of the published data (R33), with the paths that the data files name. */
function publishedSchemas(root: string): Promise<PublicFile[]> {
  return Promise.all(
    SCHEMAS.map(async (name) => ({
      path: `data/schemas/${name}.schema.json`,
      text: await readFile(join(root, `schemas/${name}.schema.json`)),
    })),
  );
}
