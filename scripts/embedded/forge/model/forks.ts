import { editTree, type TreeChange } from '../git/edit-tree.ts';
import { MAIN } from '../permissions.ts';
import { signature } from './commits.ts';
import type { Context } from './context.ts';
import { headRefName } from './fork-names.ts';
import { branchHead, setRef } from './pulls.ts';

/** Commits files to a branch of the actor's own fork, which begins at main. @returns the commit's id */
export async function pushToFork(
  context: Context,
  branch: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const { git, actor, now } = context;
  const ref = headRefName(`${actor.login}:${branch}`);
  const parent =
    branchHead(context, `${actor.login}:${branch}`) ?? branchHead(context, MAIN.slice('refs/heads/'.length));
  const changes: TreeChange[] = [];
  for (const [path, content] of Object.entries(files)) {
    const oid = await git.write('blob', typeof content === 'string' ? Buffer.from(content) : content);
    changes.push({ path, entry: { mode: '100644', oid } });
  }
  const tree = await editTree(git, parent === undefined ? undefined : await git.treeOf(parent), changes);
  const who = signature(actor, now);
  const parents = parent === undefined ? [] : [parent];
  const oid = await git.writeCommit({ tree, parents, author: who, committer: who, message: 'Permohonan' });
  setRef(context, ref, oid);
  return oid;
}
