import { ForgeError } from './errors.ts';
import type { TextFile } from './forge.ts';
import type { Client } from './octokit.ts';

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
  const { owner, repo, octokit } = client;
  const sha = await firstCommit(client, beginning);
  try {
    await octokit.request('POST /repos/{owner}/{repo}/git/refs', {
      owner,
      repo,
      ref: `refs/heads/${beginning.branch}`,
      sha,
    });
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
  const { owner, repo, octokit } = client;
  const sha = await firstCommit(client, beginning);
  const ref = `heads/${beginning.branch}`;
  await octokit.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { owner, repo, ref, sha, force: true });
}

async function firstCommit({ owner, repo, octokit }: Client, { message, files }: BranchBeginning): Promise<string> {
  const tree = await octokit.request('POST /repos/{owner}/{repo}/git/trees', {
    owner,
    repo,
    tree: files.map(({ path, text }) => ({ path, mode: '100644', type: 'blob', content: text })),
  });
  const commit = await octokit.request('POST /repos/{owner}/{repo}/git/commits', {
    owner,
    repo,
    message,
    tree: tree.data.sha,
    parents: [],
  });
  return commit.data.sha;
}
