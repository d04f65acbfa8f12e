import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FormTarget, readTarget } from './target.ts';

/** The only file with the settings by which form and desk find their forge. */
export const TARGET_FILE = 'site/forge.json';

/**
 * Reads the settings from a repository.
 * @param root the repository's folder
 * @throws the TypeError of {@link readTarget}; SyntaxError if the file is not JSON; the system's error if it is missing
 */
export async function targetOf(root: string): Promise<FormTarget> {
  const text = await readFile(join(root, TARGET_FILE), 'utf8');
  return readTarget(JSON.parse(text));
}
