import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

/**
 * Returns the text of a published file, decompressed if needed, since a search through a compressed file finds nothing.
 */
export async function readPublished(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<string> {
  const bytes = await readFile(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString(encoding);
}
