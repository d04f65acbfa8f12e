import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigFile } from './parse.ts';
import { CONFIG_FOLDERS } from './revision.ts';

/**
 * Reads an office's configuration from a working tree, committed or not.
 * @param root the repository's folder
 * @returns the regular files under `sops/` and `schemas/`, sorted by path; a missing folder counts as empty
 */
export async function configFolder(root: string): Promise<ConfigFile[]> {
  const paths = await Promise.all(CONFIG_FOLDERS.map((folder) => filesUnder(root, folder)));
  return Promise.all(
    paths
      .flat()
      .sort()
      .map(async (path) => {
        const bytes = await readFile(join(root, path));
        return { path, blob: blobId(bytes), text: bytes.toString('utf8') };
      }),
  );
}

/**
 * Computes the id that git gives to these bytes as a blob (before any filter).
 * @param like an id of the same repository: 64 digits mean SHA-256, anything else SHA-1
 */
export const blobId = (bytes: Uint8Array, like = ''): string =>
  createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');

async function filesUnder(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const nested = entries.map((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesUnder(root, path);
    return entry.isFile() ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}
