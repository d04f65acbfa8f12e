import { MOST_FOLDERS, TOO_DEEP } from '../limits.ts';
import { unprocessable } from '../refusal.ts';
import { isTree, type TreeEntry } from './objects.ts';
import { NO_OID, type Repository } from './repository.ts';

export interface TreeChange {
  readonly path: string;
  /** The new entry at the path; undefined removes the path. */
  readonly entry: { readonly mode: string; readonly oid: string } | undefined;
}

const MODES = new Set(['100644', '100755', '120000', '40000', '160000']);

/**
 * Checks that a path may be in a tree.
 * @throws HttpRefusal 422
 */
export function checkPath(path: string): void {
  const parts = path.split('/');
  if (parts.length > MOST_FOLDERS + 1) throw unprocessable(TOO_DEEP);
  if (!parts.every(isEntryName)) throw unprocessable('tree.path contains a malformed path component');
}

/** Counts the folders of a tree that are one inside the other, up to one more than a path may have. */
export function depthOf(repository: Repository, oid: string): Promise<number> {
  return repository.remember(`depth ${oid}`, async () => {
    let level = new Set([oid]);
    for (let depth = 0; ; depth += 1) {
      const next = new Set<string>();
      for (const each of level)
        for (const entry of (await repository.readTree(each)) ?? []) if (isTree(entry)) next.add(entry.oid);
      if (next.size === 0 || depth > MOST_FOLDERS) return depth;
      level = next;
    }
  });
}

/**
 * Checks an entry as `git fsck` does.
 * @throws HttpRefusal 422
 */
function checkEntry(path: string, { mode, oid }: NonNullable<TreeChange['entry']>): void {
  if (!MODES.has(mode)) throw unprocessable(`tree.mode ${mode.slice(0, 20)} is not a mode of git`);
  if (!/^[0-9a-f]{40}$/.test(oid) || oid === NO_OID) throw unprocessable('tree.sha is not the id of an object');
  if (mode === '120000' && path.split('/').some(isGitModules)) throw unprocessable(`${path} cannot be a symbolic link`);
}

/**
 * Writes the tree that results from changes to another tree. Folders that become empty are removed.
 * @param base the tree to change; undefined for an empty tree
 * @returns the id of the new tree
 * @throws HttpRefusal 422 for a malformed path or mode, and if a path to remove does not exist
 */
export async function editTree(
  repository: Repository,
  base: string | undefined,
  changes: readonly TreeChange[],
): Promise<string> {
  for (const { path, entry } of changes) {
    checkPath(path);
    if (entry !== undefined) checkEntry(path, entry);
  }
  return (await edit(repository, base, changes)) ?? repository.writeTree([]);
}

async function edit(
  repository: Repository,
  base: string | undefined,
  changes: readonly TreeChange[],
): Promise<string | undefined> {
  const entries = new Map<string, TreeEntry>();
  for (const entry of base === undefined ? [] : ((await repository.readTree(base)) ?? [])) {
    if (entry.name.includes('\uFFFD')) throw unprocessable('a path in this tree is not UTF-8');
    entries.set(entry.name, entry);
  }
  const below = new Map<string, TreeChange[]>();
  for (const { path, entry } of changes) {
    const slash = path.indexOf('/');
    if (slash >= 0) {
      const name = path.slice(0, slash);
      below.set(name, [...(below.get(name) ?? []), { path: path.slice(slash + 1), entry }]);
    } else if (entry !== undefined) {
      entries.set(path, { ...entry, name: path });
    } else if (!entries.delete(path)) {
      throw unprocessable(`${path} does not exist and cannot be removed`);
    }
  }
  const folders = [...below].map(async ([name, inside]) => {
    const current = entries.get(name);
    const oid = await edit(repository, current !== undefined && isTree(current) ? current.oid : undefined, inside);
    return { name, oid };
  });
  // In parallel, because each folder waits for the disk.
  for (const { name, oid } of await Promise.all(folders)) {
    if (oid === undefined) entries.delete(name);
    else entries.set(name, { mode: '40000', name, oid });
  }
  return entries.size === 0 ? undefined : repository.writeTree([...entries.values()]);
}

/** The code points that HFS+ ignores when it compares names (git's utf8.c). */
const IGNORED_BY_HFS = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g;

/** The greatest length of a name in bytes. Git reports a longer name as a fault (`largePathname`). */
const LONGEST = 4096;

/**
 * Checks whether an entry of a tree may have this name, by the rules of git's check of received objects (`git fsck
 * --strict`). A name is not empty, has no slash, and is neither `.` nor `..` nor a name that some file system treats as
 * `.git`.
 */
export function isEntryName(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || /[\0/]/.test(name) || !name.isWellFormed()) return false;
  if (Buffer.byteLength(name) > LONGEST) return false;
  return !isDotGitOnHfs(name) && !isDotGitOnNtfs(name);
}

const isDotGitOnHfs = (name: string): boolean => name.replace(IGNORED_BY_HFS, '').toLowerCase() === '.git';

/**
 * Checks whether NTFS treats a name as `.git`. The short name of `.git` is `git~1`. NTFS ignores blanks and dots at the
 * end, and reads the text after a colon as the name of a stream. On Windows a backslash separates names as a slash
 * does.
 */
const isDotGitOnNtfs = (name: string): boolean =>
  name.split('\\').some((part) => /^(?:\.git|git~1)[ .]*(?::|$)/i.test(part));

/** Checks whether a name is `.gitmodules`, also on NTFS. Git reads that file, so it must not be a symbolic link. */
export const isGitModules = (name: string): boolean =>
  /^(?:\.gitmodules|gitmod~[1-4]|gi7[\da-f]*~\d+)[ .]*(?::|$)/i.test(name.replace(IGNORED_BY_HFS, ''));
