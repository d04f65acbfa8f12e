import { isTree, type TreeEntry } from './objects.ts';
import type { Repository } from './repository.ts';

/** A file that differs between two commits. */
export interface FileDiff {
  readonly path: string;
  readonly previousPath: string | undefined;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
}

/** Git takes a file for binary if one of this many first bytes is a NUL. */
const LOOKED_AT = 8000;
const SUBMODULE = '160000';

/**
 * The files that the tree `to` adds to the tree `from` (undefined: an empty one). A new request only adds files, so
 * that reading trees is enough for it; anything else needs a process of git.
 * @param above the path of both trees, with a slash at its end
 * @returns undefined where the trees differ by anything but added files
 */
export async function addedFiles(
  repository: Repository,
  from: string | undefined,
  to: string,
  above = '',
): Promise<FileDiff[] | undefined> {
  const before = new Map(
    (from === undefined ? [] : await entriesOf(repository, from)).map((each) => [each.name, each]),
  );
  const files: FileDiff[] = [];
  for (const entry of await entriesOf(repository, to)) {
    const { name, oid, mode } = entry;
    const known = before.get(name);
    before.delete(name);
    if (known?.oid === oid && known.mode === mode) continue;
    if (mode === SUBMODULE) return undefined;
    if (isTree(entry) && (known === undefined || isTree(known))) {
      const below = await addedFiles(repository, known?.oid, oid, `${above}${name}/`);
      if (below === undefined) return undefined;
      files.push(...below);
    } else if (known === undefined) files.push(await added(repository, `${above}${name}`, entry));
    else return undefined;
  }
  return before.size === 0 ? files : undefined;
}

const entriesOf = async (repository: Repository, oid: string): Promise<readonly TreeEntry[]> =>
  (await repository.readTree(oid)) ?? [];

async function added(repository: Repository, path: string, { oid }: TreeEntry): Promise<FileDiff> {
  const content = (await repository.read(oid))?.content ?? Buffer.alloc(0);
  return { path, previousPath: undefined, status: 'added', oid, additions: linesIn(content), deletions: 0 };
}

function linesIn(content: Buffer): number {
  if (content.length === 0 || content.subarray(0, LOOKED_AT).includes(0)) return 0;
  let count = content.at(-1) === 0x0a ? 0 : 1;
  for (let at = content.indexOf(0x0a); at >= 0; at = content.indexOf(0x0a, at + 1)) count += 1;
  return count;
}
