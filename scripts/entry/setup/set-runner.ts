import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { beginRef, moveBranch } from '#engine/forge/branches.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import { askRest, type Client } from '#engine/forge/octokit.ts';
import { WORKFLOWS } from './names.ts';
import { withValue } from './workflow-choices.ts';

/** What became of a change of the runner: no change, a commit on main, or a pull request. */
export type RunnerChange =
  { readonly did: 'nothing' | 'committed' } | { readonly did: 'proposed'; readonly url: string };

/**
 * Sets the runner of every workflow file of main, in one commit. A variable of the repository could name the runner
 * too, but everybody who may write can change a variable.
 * @param files the workflow files of main
 * @param isProtected whether main takes only pull requests. Then the commit is proposed by one
 * @throws ForgeError if GitHub refuses; a token needs the permission Workflows
 */
export async function setRunner(
  client: Client,
  files: readonly { readonly name: string; readonly text: string }[],
  label: string,
  isProtected: boolean,
): Promise<RunnerChange> {
  const changed = files
    .map(({ name, text }) => ({ name, before: text, after: withValue(text, 'runs-on', label) }))
    .filter(({ before, after }) => before !== after);
  if (changed.length === 0) return { did: 'nothing' };
  const main = await askRest(client, 'GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: `heads/${MAIN_BRANCH}` });
  const parent = main.object.sha;
  const tree = await askRest(client, 'POST /repos/{owner}/{repo}/git/trees', {
    base_tree: parent,
    tree: changed.map(({ name, after }) => ({
      ...{ path: `${WORKFLOWS}${name}`, mode: '100644', type: 'blob', content: after },
    })),
  });
  const message = `Workflow berjalan di ${label}`;
  const commit = { message, tree: tree.sha, parents: [parent] };
  const { sha } = await askRest(client, 'POST /repos/{owner}/{repo}/git/commits', commit);
  if (isProtected) return { did: 'proposed', url: await propose(client, `runner-${label}`, sha, message) };
  await moveBranch(client, MAIN_BRANCH, sha, false);
  return { did: 'committed' };
}

/** Opens a pull request from a branch with this commit, or updates the one that is open. Returns its address. */
async function propose(client: Client, branch: string, sha: string, title: string): Promise<string> {
  try {
    await beginRef(client, branch, sha);
  } catch (error) {
    if (!(error instanceof ForgeError) || error.status !== 422 || !/exists/i.test(error.reason)) throw error;
    await moveBranch(client, branch, sha);
  }
  const head = `${client.owner}:${branch}`;
  const open = await askRest(client, 'GET /repos/{owner}/{repo}/pulls', { head, state: 'open' });
  const found = open.find((pull) => pull.head.ref === branch);
  if (found) return found.html_url;
  const pull = { title, head: branch, base: MAIN_BRANCH };
  return (await askRest(client, 'POST /repos/{owner}/{repo}/pulls', pull)).html_url;
}
