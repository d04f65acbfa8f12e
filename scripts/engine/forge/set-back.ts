import type { FileId } from '#domain/case/state/content.ts';
import type { Effect } from '#domain/case/plan/effects.ts';
import { ForgeError } from './errors.ts';
import type { PullView } from './forge.ts';
import { ask, type Client } from './octokit.ts';
import { READ_REPOSITORY_ID, UPDATE_REFS } from './queries.ts';

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
  { owner, repo, octokit }: Client,
  commit: {
    readonly title: string;
    readonly onto: string;
    readonly files: readonly FileId[];
    readonly parents: readonly string[];
  },
): Promise<string> {
  const tree = await octokit.request('POST /repos/{owner}/{repo}/git/trees', {
    owner,
    repo,
    base_tree: commit.onto,
    tree: commit.files.map(({ path, oid }) => ({ path, mode: '100644', type: 'blob', sha: oid })),
  });
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/git/commits', {
    owner,
    repo,
    message: commit.title,
    tree: tree.data.sha,
    parents: [...commit.parents],
  });
  return data.sha;
}
