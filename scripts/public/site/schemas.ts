import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublicFile } from './folder.ts';

const SCHEMAS = [
  ...['public-case', 'public-chain-line', 'public-register', 'public-rooms', 'public-roles'],
  ...['public-figures', 'public-figures-now', 'public-recording', 'public-sop-versions', 'procedure'],
];

/** The schemas that the published data meet (R33), at the address that their files name. */
export function publishedSchemas(root: string): Promise<PublicFile[]> {
  return Promise.all(
    SCHEMAS.map(async (name) => ({
      path: `data/schemas/${name}.schema.json`,
      text: await readFile(join(root, `schemas/${name}.schema.json`)),
    })),
  );
}
