import { lines, type Repository } from './repository.ts';
import { runGit } from './run.ts';

/** Checks whether a commit is reachable from another one, or is the same. */
export function isAncestor(repository: Repository, ancestor: string, of: string): Promise<boolean> {
  return repository.remember(`ancestor ${ancestor} ${of}`, async () => {
    const { code } = await runGit(repository.folder, ['merge-base', '--is-ancestor', ancestor, of]);
    return code === 0;
  });
}

/** Finds the best common ancestor of two commits; undefined if their histories are unrelated. */
export function mergeBase(repository: Repository, a: string, b: string): Promise<string | undefined> {
  return repository.remember(`merge-base ${a} ${b}`, async () => {
    const { stdout } = await runGit(repository.folder, ['merge-base', a, b]);
    return lines(stdout.toString('utf8'))[0];
  });
}

/** Counts the commits of `head` that `base` lacks (ahead), and those of `base` that `head` lacks (behind). */
export function aheadBehind(
  repository: Repository,
  base: string,
  head: string,
): Promise<{ ahead: number; behind: number }> {
  return repository.remember(`ahead ${base} ${head}`, async () => {
    const text = await repository.git(['rev-list', '--left-right', '--count', `${base}...${head}`]);
    const [behind = 0, ahead = 0] = text.trim().split('\t').map(Number);
    return { ahead, behind };
  });
}

/** Lists the commits of `head` that `base` lacks, oldest first, as a pull request does. */
export function commitsBetween(repository: Repository, base: string, head: string): Promise<string[]> {
  return repository.remember(`between ${base} ${head}`, async () => {
    return lines(await repository.git(['rev-list', '--reverse', '--topo-order', `${base}..${head}`]));
  });
}

/**
 * Lists the commits that are reachable from a commit, newest first.
 * @param head the id of the commit
 * @param path if given, only commits that changed this path are listed
 * @param skip the number of the newest commits that are left out
 * @param count the greatest number of commits that are listed
 */
export function history(
  repository: Repository,
  head: string,
  path: string | undefined,
  skip: number,
  count: number,
): Promise<string[]> {
  return repository.remember(`history ${head} ${skip} ${count} ${path ?? ''}`, async () => {
    const args = ['rev-list', `--skip=${skip}`, `--max-count=${count}`, head, '--'];
    return lines(await repository.git(path === undefined ? args : [...args, path]));
  });
}

/** Merges two commits and returns the tree; undefined if they conflict or their histories are unrelated. */
export function mergeTree(repository: Repository, base: string, head: string): Promise<string | undefined> {
  return repository.remember(`merge ${base} ${head}`, async () => {
    const { code, stdout } = await runGit(repository.folder, ['merge-tree', '--write-tree', base, head]);
    return code === 0 ? lines(stdout.toString('utf8'))[0] : undefined;
  });
}
