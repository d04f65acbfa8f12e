import { ForgeError } from './errors.ts';
import type { TextFile } from './forge.ts';
import { call, type Client } from './octokit.ts';

/** How a branch begins that shares no history with the requests. */
export interface BranchBeginning {
  /** Its name, without `refs/heads/`. */
  readonly branch: string;
  readonly message: string;
  readonly files: readonly TextFile[];
}

/**
 * Begins a branch that is not there, by a commit without a parent.
 * @returns its head, or 'moved' where somebody else has begun it
 * @throws ForgeError for any other refusal
 */
export async function beginBranch(client: Client, beginning: BranchBeginning): Promise<string> {
  const sha = await firstCommit(client, beginning);
  try {
    await beginRef(client, beginning.branch, sha);
    return sha;
  } catch (error) {
    if (error instanceof ForgeError && error.status === 422 && /exists/i.test(error.reason)) return 'moved';
    throw error;
  }
}

/**
 * Begins a branch that is there anew: nothing of what stood on it, or of its history, is left.
 * @throws ForgeError where the forge refuses
 */
export async function beginBranchAnew(client: Client, beginning: BranchBeginning): Promise<void> {
  await moveBranch(client, beginning.branch, await firstCommit(client, beginning));
}

async function firstCommit(client: Client, { message, files }: BranchBeginning): Promise<string> {
  const tree = await call(client, 'POST /repos/{owner}/{repo}/git/trees', {
    tree: files.map(({ path, text }) => ({ path, mode: '100644', type: 'blob', content: text })),
  });
  return (await call(client, 'POST /repos/{owner}/{repo}/git/commits', { message, tree: tree.sha, parents: [] })).sha;
}

/** Makes a branch that is not there. */
export const beginRef = (client: Client, branch: string, sha: string) =>
  call(client, 'POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha });

/** Sets a branch that is there. @param force also to a commit that does not follow */
export const moveBranch = (client: Client, branch: string, sha: string, force = true) =>
  call(client, 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}`, sha, force });
