import { lines, type Repository } from './repository.ts';
import { runGit } from './run.ts';

/**
 * The number of commits that are read to find an ancestor before git is started. One start of git takes as long as many
 * reads.
 */
const NEAR = 8;

/**
 * Returns a commit and its nearest ancestors.
 * @returns the commits, and whether the commit has no other ancestors
 */
async function nearest(repository: Repository, oid: string): Promise<{ commits: Set<string>; isAll: boolean }> {
  const commits = new Set([oid]);
  let reads = 0;
  // The loop also reaches the parents that it adds.
  for (const each of commits) {
    const commit = reads < NEAR ? await repository.readCommit(each) : undefined;
    if (commit === undefined) return { commits, isAll: false };
    reads += 1;
    for (const parent of commit.parents) commits.add(parent);
  }
  return { commits, isAll: true };
}

/** Returns whether a commit is reachable from another one, if the nearest ancestors show it; otherwise undefined. */
async function isNearAncestor(repository: Repository, ancestor: string, of: string): Promise<boolean | undefined> {
  const { commits, isAll } = await nearest(repository, of);
  if (commits.has(ancestor)) return true;
  // A commit is not reachable from its own ancestors.
  if (isAll || (await nearest(repository, ancestor)).commits.has(of)) return false;
  return undefined;
}

/**
 * Returns the commits after a base up to a head, oldest first. Returns undefined if they are many, if one is a merge,
 * or if the base is no ancestor of the head.
 */
async function nearChain(repository: Repository, base: string, head: string): Promise<string[] | undefined> {
  const chain: string[] = [];
  for (let oid = head; oid !== base;) {
    const commit = chain.length < NEAR ? await repository.readCommit(oid) : undefined;
    const [parent, ...others] = commit?.parents ?? [];
    if (parent === undefined || others.length > 0) return undefined;
    chain.unshift(oid);
    oid = parent;
  }
  return chain;
}

/** Checks whether a commit is reachable from another one, or is the same. */
export function isAncestor(repository: Repository, ancestor: string, of: string): Promise<boolean> {
  return repository.remember(`ancestor ${ancestor} ${of}`, async () => {
    const isNear = await isNearAncestor(repository, ancestor, of);
    if (isNear !== undefined) return isNear;
    const { code } = await runGit(repository.folder, ['merge-base', '--is-ancestor', ancestor, of]);
    return code === 0;
  });
}

/** Finds the best common ancestor of two commits; undefined if their histories are unrelated. */
export function mergeBase(repository: Repository, a: string, b: string): Promise<string | undefined> {
  return repository.remember(`merge-base ${a} ${b}`, async () => {
    if (await isNearAncestor(repository, a, b)) return a;
    if (await isNearAncestor(repository, b, a)) return b;
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
    const chain = await nearChain(repository, base, head);
    if (chain) return { ahead: chain.length, behind: 0 };
    const text = await repository.git(['rev-list', '--left-right', '--count', `${base}...${head}`]);
    const [behind = 0, ahead = 0] = text.trim().split('\t').map(Number);
    return { ahead, behind };
  });
}

/** Lists the commits of `head` that `base` lacks, oldest first, as a pull request does. */
export function commitsBetween(repository: Repository, base: string, head: string): Promise<string[]> {
  return repository.remember(
    `between ${base} ${head}`,
    async () =>
      (await nearChain(repository, base, head)) ??
      lines(await repository.git(['rev-list', '--reverse', '--topo-order', `${base}..${head}`])),
  );
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
    // The head has all commits of the base, so its files are the result.
    if (await isNearAncestor(repository, base, head)) return repository.treeOf(head);
    const { code, stdout } = await runGit(repository.folder, ['merge-tree', '--write-tree', base, head]);
    return code === 0 ? lines(stdout.toString('utf8'))[0] : undefined;
  });
}
