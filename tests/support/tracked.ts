import { execFileSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The project's own files, as paths from its root, in order: what git tracks and what is there. A folder in which somebody
 * works also holds clones, drafts and an editor's copies; a test that looked at them would judge a stranger's work. So a new
 * file is looked at once it is added to git.
 * @param below a folder or file, from the root; all, if none is named
 */
export function trackedFiles(below = '.', root = ROOT): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--', below], { cwd: root, encoding: 'utf8' });
  return listed.split('\0').filter((path) => path !== '' && isFile(join(root, path)));
}

/** Names of the files and folders right in a folder, as `trackedFiles` sees it; in order, each once. */
export function trackedNames(folder: string, root = ROOT): string[] {
  const names = trackedFiles(folder, root).map((path) => path.slice(folder.length + 1).split('/')[0] ?? '');
  return [...new Set(names)];
}

/** A tracked path may be deleted, or be a clone that was added as such. */
const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
