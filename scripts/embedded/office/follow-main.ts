import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import { blobId } from '#engine/config/folder.ts';
import { CONFIG_FOLDERS } from '#engine/config/revision.ts';
import { keepFile } from '#engine/kept-files.ts';
import { git } from '#engine/register/git.ts';

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

/** Lists the blob ids of main's configuration, by path. */
async function blobsOf(repository: string): Promise<ReadonlyMap<string, string>> {
  const listed = await git(repository, ['ls-tree', '-r', '-z', MAIN_REF, ...CONFIG_FOLDERS]).catch(() => Buffer.of());
  return new Map(
    listed
      .toString('utf8')
      .split('\0')
      .flatMap((line) => {
        const [, blob, path] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
        return blob === undefined || path === undefined ? [] : [[path, blob] as const];
      }),
  );
}
