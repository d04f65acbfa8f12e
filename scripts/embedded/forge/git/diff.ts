import { EMPTY_TREE, type Repository } from './repository.ts';

/** A file that differs between two commits. */
export interface FileDiff {
  readonly path: string;
  readonly previousPath: string | undefined;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
}

const PLAIN = ['--no-color', '--no-ext-diff', '--no-textconv', '-M'];
const STATUS: Readonly<Record<string, FileDiff['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** Lists the files that differ between two commits, in git's order, with renames. Without a base, all files are new. */
export function diffFiles(repository: Repository, base: string | undefined, head: string): Promise<FileDiff[]> {
  const from = base ?? EMPTY_TREE;
  return repository.remember(`diff ${from} ${head}`, async () => {
    const text = await repository.git(['diff-tree', '-r', '-M', '--raw', '--numstat', '--no-abbrev', '-z', from, head]);
    return parse(text.split('\0'));
  });
}

/**
 * Returns the patch of each file without its header, as GitHub does; undefined for a file that is binary or only
 * renamed.
 */
export function diffPatches(
  repository: Repository,
  base: string | undefined,
  head: string,
): Promise<(string | undefined)[]> {
  const from = base ?? EMPTY_TREE;
  return repository.remember(`patch ${from} ${head}`, async () => {
    const text = await repository.git(['diff-tree', '-r', '-p', ...PLAIN, from, head]);
    // Only a header begins with "diff --git", because each line of content begins with a blank, + or -.
    return `\n${text}`
      .split('\ndiff --git ')
      .slice(1)
      .map((file) => {
        const start = file.indexOf('\n@@ ');
        return start < 0 ? undefined : file.slice(start + 1).replace(/\n$/, '');
      });
  });
}

/** Returns the difference of two commits as git writes it. Without a base, the difference is to the empty tree. */
export const diffText = (repository: Repository, base: string | undefined, head: string): Promise<Buffer> =>
  repository.output(['diff', ...PLAIN, base ?? EMPTY_TREE, head]);

/**
 * Returns one mail for each commit of `head` that `base` lacks, except merges. Without a base, returns the mail of
 * `head` only.
 */
export const patchText = (repository: Repository, base: string | undefined, head: string): Promise<Buffer> =>
  repository.output([
    'format-patch',
    '--stdout',
    ...PLAIN,
    ...(base === undefined ? ['-1', '--root', head] : [`${base}..${head}`]),
  ]);

/**
 * Reads the output of `git diff-tree --raw --numstat -z`. A raw record is `:modes oids status`, then the path and, for
 * a rename, a second path. The counts of lines come after all raw records, in the same order.
 */
function parse(fields: string[]): FileDiff[] {
  const files: FileDiff[] = [];
  let at = 0;
  while (fields[at]?.startsWith(':') === true) {
    const [, , before = '', after = '', letters = ''] = (fields[at] ?? '').split(' ');
    const status = STATUS[letters.charAt(0)] ?? 'changed';
    const moved = status === 'renamed' || status === 'copied';
    files.push({
      path: fields[at + (moved ? 2 : 1)] ?? '',
      previousPath: moved ? fields[at + 1] : undefined,
      status,
      oid: status === 'removed' ? before : after,
      additions: 0,
      deletions: 0,
    });
    at += moved ? 3 : 2;
  }
  return files.map((file) => {
    const [additions = '', deletions = ''] = (fields[at] ?? '').split('\t');
    at += file.previousPath === undefined ? 1 : 3;
    return { ...file, additions: Number(additions) || 0, deletions: Number(deletions) || 0 };
  });
}
