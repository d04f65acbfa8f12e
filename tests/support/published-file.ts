import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

/** What a published file says, unpacked where it is packed: a search through it would find nothing otherwise. */
export async function readPublished(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<string> {
  const bytes = await readFile(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString(encoding);
}
