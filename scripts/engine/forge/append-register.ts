import { README_PATH, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { README_TEXT } from '#engine/register/readme.ts';
import { ForgeError } from './errors.ts';
import type { Addition } from './forge.ts';
import { ask, type Client } from './octokit.ts';
import { APPEND } from './queries.ts';

/** So many files GitHub takes in one commit. */
const MOST_ADDITIONS = 100;

/**
 * Makes one commit on the register, atomic and signed by the forge, if its head is still the one that was read (R26).
 * @param expectedHead undefined where the branch did not exist: then it is begun first
 * @returns 'moved' where the head is another one by now: another run was faster, or an attempt whose answer was lost
 *   had worked
 * @throws ForgeError for any other refusal
 */
export async function appendRegister(
  client: Client,
  expectedHead: string | undefined,
  message: string,
  additions: readonly Addition[],
): Promise<{ readonly head: string } | 'moved'> {
  if (additions.length > MOST_ADDITIONS) {
    throw new ForgeError('refused', 'GraphQL mutation Append', `More than ${MOST_ADDITIONS} files in one commit.`);
  }
  const head = expectedHead ?? (await beginRegister(client, additions));
  if (head === 'moved') return 'moved';
  const [headline = '', ...body] = message.split('\n');
  const input = {
    branch: { repositoryNameWithOwner: `${client.owner}/${client.repo}`, branchName: REGISTER_BRANCH },
    expectedHeadOid: head,
    message: { headline, body: body.join('\n').trim() },
    fileChanges: {
      additions: additions.map(({ path, text }) => ({ path, contents: Buffer.from(text).toString('base64') })),
    },
  };
  try {
    const answer = await ask<{ createCommitOnBranch: { commit: { oid: string } } }>(client, APPEND, { input });
    return { head: answer.createCommitOnBranch.commit.oid };
  } catch (error) {
    if (error instanceof ForgeError && error.code === 'STALE_DATA') return 'moved';
    throw error;
  }
}

/**
 * The branch's first commit, without a parent: the register shares no history with the requests.
 * @returns the branch's head, or 'moved' where somebody else has begun it
 */
export async function beginRegister(client: Client, additions: readonly Addition[] = []): Promise<string> {
  const { owner, repo, octokit } = client;
  const content = additions.find((addition) => addition.path === README_PATH)?.text ?? README_TEXT;
  const tree = await octokit.request('POST /repos/{owner}/{repo}/git/trees', {
    owner,
    repo,
    tree: [{ path: README_PATH, mode: '100644', type: 'blob', content }],
  });
  const commit = await octokit.request('POST /repos/{owner}/{repo}/git/commits', {
    owner,
    repo,
    message: 'Buku agenda dimulai',
    tree: tree.data.sha,
    parents: [],
  });
  try {
    await octokit.request('POST /repos/{owner}/{repo}/git/refs', {
      owner,
      repo,
      ref: `refs/heads/${REGISTER_BRANCH}`,
      sha: commit.data.sha,
    });
    return commit.data.sha;
  } catch (error) {
    if (error instanceof ForgeError && error.status === 422 && /exists/i.test(error.reason)) return 'moved';
    throw error;
  }
}
