import { execFileSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Returns the project’s own files, as paths from its root, in order: those that git tracks and that exist. A working
 * folder also has clones, drafts and an editor’s copies, which tests must not judge. A new file is read once it is
 * added to git.
 * @param below a folder or file, from the root; by default all
 */
export function trackedFiles(below = '.', root = ROOT): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--', below], { cwd: root, encoding: 'utf8' });
  return listed.split('\0').filter((path) => path !== '' && isFile(join(root, path)));
}

/**
 * Returns the names of the files and folders directly in a folder, as `trackedFiles` finds them, in order, each once.
 */
export function trackedNames(folder: string, root = ROOT): string[] {
  const names = trackedFiles(folder, root).map((path) => path.slice(folder.length + 1).split('/')[0] ?? '');
  return [...new Set(names)];
}

/** Returns whether a tracked path is a file. It may be deleted, or be a clone that was added by mistake. */
const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
