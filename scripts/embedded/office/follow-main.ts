import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import { blobId, configFolder } from '#engine/config/folder.ts';
import type { ConfigFile } from '#engine/config/parse.ts';
import { CONFIG_FOLDERS } from '#engine/config/revision.ts';
import { keepFile } from '#engine/kept-files.ts';
import { git, type ListedFile, listFiles, readFiles } from '#engine/register/git.ts';
import { configChanges, readOfficeConfig } from './office-config.ts';

/**
 * Keeps the configuration in an office's folder as main's when a change is put in force at the desk. Only files are
 * written that were as main's until then. So a file with real holders, or with changes that are not proposed yet, stays.
 * @param repository the office's bare repository
 * @param root the folder with `sops/` and `schemas/`
 * @returns a function that updates the folder after main has moved, and returns the paths that it wrote
 */
export async function followMain(repository: string, root: string): Promise<() => Promise<string[]>> {
  let before = await blobsOf(repository);
  return async () => {
    const after = await blobsOf(repository);
    const written: string[] = [];
    for (const [path, blob] of after) {
      const old = before.get(path);
      if (old === undefined || old === blob) continue;
      const place = join(root, path);
      const here = await readFile(place).catch(() => undefined);
      if (!here || blobId(here, old) !== old) continue;
      const text = (await git(repository, ['cat-file', 'blob', blob])).toString('utf8');
      keepFile(place, text, (await stat(place)).mode & 0o777);
      written.push(path);
    }
    before = after;
    return written;
  };
}

/**
 * Makes the configuration in a folder that of a restored office, so that nobody proposes to replace it by another one.
 * Roles that say the same, with real holders, stay.
 * @param root the folder with `sops/` and `schemas/`
 * @param aside the folder that gets the files which are replaced or removed
 * @returns the paths of these files
 */
export async function takeConfiguration(repository: string, root: string, aside: string): Promise<string[]> {
  const files: ConfigFile[] = [];
  for await (const [{ path, oid }, content] of readFiles(repository, await configOf(repository)))
    files.push({ path, blob: oid, text: content.toString('utf8') });
  const [office, here] = [readOfficeConfig(files), await configFolder(root)];
  if ('problems' in office) return [];
  const local = readOfficeConfig(here);
  const roles = 'problems' in local ? undefined : stringify(local.roles);
  const listed = here.map(({ path, blob }) => ({ path, oid: blob }));
  const { put, gone } = configChanges(office, listed, roles);
  const replaced = [...put.map(({ path }) => path), ...gone].filter((path) => existsSync(join(root, path)));
  for (const path of replaced) {
    await mkdir(dirname(join(aside, path)), { recursive: true });
    await rename(join(root, path), join(aside, path));
  }
  for (const { path, text } of put) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    keepFile(join(root, path), text, 0o644);
  }
  return replaced;
}

/** Lists the files of main's configuration. */
const configOf = (repository: string): Promise<ListedFile[]> =>
  listFiles(repository, MAIN_REF, CONFIG_FOLDERS).catch(() => []);

const blobsOf = async (repository: string): Promise<ReadonlyMap<string, string>> =>
  new Map((await configOf(repository)).map(({ path, oid }) => [path, oid]));
