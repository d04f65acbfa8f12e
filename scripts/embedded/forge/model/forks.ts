import { commitOfFiles, type Files } from './commits.ts';
import type { Context } from './context.ts';
import { headRefName } from './fork-names.ts';
import { branchHead, setRef } from './pulls.ts';

/** Commits files to a branch of the actor's own fork, which begins at main. @returns the commit's id */
export async function pushToFork(context: Context, branch: string, files: Files): Promise<string> {
  const head = `${context.actor.login}:${branch}`;
  const parent = branchHead(context, head) ?? branchHead(context, 'main');
  const oid = await commitOfFiles(context, parent, files, 'Permohonan');
  setRef(context, headRefName(head), oid);
  return oid;
}
