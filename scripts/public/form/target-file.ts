import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FormTarget, readTarget } from './target.ts';

/** The one place of the settings by which form and desk find their forge. */
export const TARGET_FILE = 'site/forge.json';

/**
 * Reads the settings from a repository.
 * @param root its folder
 * @throws TypeError as {@link readTarget}; SyntaxError where the file is no JSON; the system's error where it is
 *   missing
 */
export async function targetOf(root: string): Promise<FormTarget> {
  const text = await readFile(join(root, TARGET_FILE), 'utf8');
  return readTarget(JSON.parse(text));
}
