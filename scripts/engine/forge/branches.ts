import type { Effect } from '#domain/case/plan/effects.ts';
import type { FileId } from '#domain/case/state/content.ts';
import { ForgeError } from './errors.ts';
import type { PullView, TextFile } from './forge.ts';
import { ask, askRest, type Client } from './octokit.ts';
import { READ_REPOSITORY_ID, UPDATE_REFS } from './queries.ts';

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
  const tree = await askRest(client, 'POST /repos/{owner}/{repo}/git/trees', {
    tree: files.map(({ path, text }) => ({ path, mode: '100644', type: 'blob', content: text })),
  });
  return (await askRest(client, 'POST /repos/{owner}/{repo}/git/commits', { message, tree: tree.sha, parents: [] }))
    .sha;
}

/** Makes a branch that is not there. */
export const beginRef = (client: Client, branch: string, sha: string) =>
  askRest(client, 'POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha });

/** Sets a branch that is there. @param force also to a commit that does not follow */
export const moveBranch = (client: Client, branch: string, sha: string, force = true) =>
  askRest(client, 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}`, sha, force });

/** In place of the commit that a branch stands at, where there is no such branch. */
export const NO_COMMIT = '0'.repeat(40);

/**
 * Sets the branch of a pull request from one commit to another, if it still stands at the first (R48). An App may not move a branch
 * to a commit whose workflow files neither the branch nor main has, which is every older request once they have changed: then a
 * commit with the same files on today's main takes its place.
 * @returns that commit, where it was needed
 * @throws ForgeError where the forge refuses both, or the branch has moved
 */
export async function setBack(
  client: Client,
  pull: Pick<PullView, 'title'>,
  { branch, from, oid, onto, files }: Omit<Extract<Effect, { do: 'set-back' }>, 'do'>,
): Promise<string | undefined> {
  const { repository } = await ask<{ repository: { id: string } }>(client, READ_REPOSITORY_ID, {});
  const move = (afterOid: string): Promise<unknown> =>
    ask(client, UPDATE_REFS, {
      repository: repository.id,
      refs: [{ name: `refs/heads/${branch}`, beforeOid: from, afterOid, force: true }],
    });
  try {
    await move(oid);
    return undefined;
  } catch (error) {
    if (!(error instanceof ForgeError) || error.kind !== 'refused' || error.status === 401 || files.length === 0)
      throw error;
    const made = await commitOfFiles(client, { title: pull.title, onto, files, parents: [onto] });
    await move(made);
    return made;
  }
}

/** A commit whose tree is that of `onto` with these files added, all regular. @returns its id */
export async function commitOfFiles(
  client: Client,
  commit: {
    readonly title: string;
    readonly onto: string;
    readonly files: readonly FileId[];
    readonly parents: readonly string[];
  },
): Promise<string> {
  const tree = await askRest(client, 'POST /repos/{owner}/{repo}/git/trees', {
    base_tree: commit.onto,
    tree: commit.files.map(({ path, oid }) => ({ path, mode: '100644', type: 'blob', sha: oid })),
  });
  const made = { message: commit.title, tree: tree.sha, parents: [...commit.parents] };
  return (await askRest(client, 'POST /repos/{owner}/{repo}/git/commits', made)).sha;
}
