import type { Effect } from '#domain/case/plan/effects.ts';
import type { FileId } from '#domain/case/state/content.ts';
import { ForgeError } from './errors.ts';
import type { PullView, TextFile } from './forge.ts';
import { ask, askRest, type Client } from './octokit.ts';
import { READ_REPOSITORY_ID, UPDATE_REFS } from './queries.ts';

/** The first commit of a branch that shares no history with the requests. */
export interface BranchBeginning {
  /** The name of the branch, without `refs/heads/`. */
  readonly branch: string;
  readonly message: string;
  readonly files: readonly TextFile[];
}

/**
 * Creates a branch with a commit that has no parent.
 * @returns the head of the branch, or 'moved' if somebody else has created the branch
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

/** Replaces a branch and its whole history by a new first commit, or throws a ForgeError if the forge refuses. */
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

/** Creates a branch. */
export const beginRef = (client: Client, branch: string, sha: string) =>
  askRest(client, 'POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha });

/** Sets an existing branch to a commit; with `force` also to one that does not descend from the branch's head. */
export const moveBranch = (client: Client, branch: string, sha: string, force = true) =>
  askRest(client, 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}`, sha, force });

/** The id that is given as a branch's head if the branch does not exist. */
export const NO_COMMIT = '0'.repeat(40);

/**
 * Sets the branch of a pull request from one commit to another, if the first commit is still its head (R48). An App may
 * not set a branch to a commit whose workflow files are in neither the branch nor main. Once workflow files change,
 * this concerns every request from before the change. The branch is then set to a new commit with the same files on
 * today's main, as it is if `oid` is undefined.
 * @returns the new commit; `undefined` if no new commit was needed
 * @throws ForgeError if the forge refuses both commits, or if the branch has changed
 */
export async function setBack(
  client: Client,
  pull: Pick<PullView, 'title'>,
  { branch, from, oid, onto, files }: Omit<Extract<Effect, { do: 'set-back' }>, 'do'>,
): Promise<string | undefined> {
  const updateRefs = await refUpdater(client);
  const move = (afterOid: string): Promise<unknown> =>
    updateRefs([{ name: `refs/heads/${branch}`, beforeOid: from ?? NO_COMMIT, afterOid }]);
  try {
    if (oid !== undefined) {
      await move(oid);
      return undefined;
    }
  } catch (error) {
    if (!(error instanceof ForgeError) || error.kind !== 'refused' || error.status === 401 || files.length === 0)
      throw error;
  }
  const made = await commitOfFiles(client, { message: pull.title, onto, files, parents: [onto] });
  await move(made);
  return made;
}

interface RefUpdate {
  readonly name: string;
  readonly beforeOid: string;
  readonly afterOid: string;
}

/** Returns a function that moves either all of the given refs or none. */
async function refUpdater(client: Client): Promise<(refs: readonly RefUpdate[]) => Promise<unknown>> {
  const { repository } = await ask<{ repository: { id: string } }>(client, READ_REPOSITORY_ID, {});
  return (refs) =>
    ask(client, UPDATE_REFS, { repository: repository.id, refs: refs.map((ref) => ({ ...ref, force: true })) });
}

/**
 * Deletes the branches that stand in the way of a branch whose name only the process uses: a forge cannot have both `x`
 * and `x/y`.
 * @returns the present head of the branch; undefined if there is no such branch
 */
export async function clearedBranch(client: Client, branch: string): Promise<string | undefined> {
  const full = `refs/heads/${branch}`;
  const found = await askRest(client, 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ref: `heads/${branch}` });
  const below = found.filter(({ ref }) => ref.startsWith(`${full}/`));
  const gone = below.map(({ ref: name, object }) => ({ name, beforeOid: object.sha, afterOid: NO_COMMIT }));
  if (gone.length > 0) await (await refUpdater(client))(gone);
  return found.find(({ ref }) => ref === full)?.object.sha;
}

/** Makes a commit whose tree is that of `onto` with these files, as regular files. Returns the commit's id. */
export async function commitOfFiles(
  client: Client,
  commit: {
    readonly message: string;
    readonly onto: string;
    readonly files: readonly FileId[];
    readonly parents: readonly string[];
  },
): Promise<string> {
  const tree = await askRest(client, 'POST /repos/{owner}/{repo}/git/trees', {
    base_tree: commit.onto,
    tree: commit.files.map(({ path, oid }) => ({ path, mode: '100644', type: 'blob', sha: oid })),
  });
  const made = { message: commit.message, tree: tree.sha, parents: [...commit.parents] };
  return (await askRest(client, 'POST /repos/{owner}/{repo}/git/commits', made)).sha;
}
