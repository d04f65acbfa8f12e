import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../support/folders.ts';
import { Unevaluated } from './unevaluated.ts';

/**
 * Replaces a step that is `npm ci`. A runner downloads the packages of the lock file. Here the job gets the packages of
 * these tests, which are the same.
 * @returns what was done, or undefined if the script installs nothing
 * @throws Unevaluated if the lock file differs from the project’s, or if a longer script installs packages
 */
export async function installPackages(script: string, workspace: string): Promise<string | undefined> {
  if (!/\bnpm (?:ci|i|install)\b/.test(script)) return undefined;
  if (script.trim() !== 'npm ci --no-audit --no-fund') throw new Unevaluated(script, 'an installation of packages');
  const lock = (root: string): Promise<string> => readFile(join(root, 'package-lock.json'), 'utf8');
  if ((await lock(workspace)) !== (await lock(ROOT))) throw new Unevaluated(script, 'another package-lock.json');
  await symlink(join(ROOT, 'node_modules'), join(workspace, 'node_modules'));
  return 'The packages of package-lock.json, as installed for these tests';
}
