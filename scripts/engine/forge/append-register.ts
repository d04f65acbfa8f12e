import { README_PATH, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { beginBranch, type BranchBeginning } from './branches.ts';
import { ForgeError } from './errors.ts';
import type { Addition } from './forge.ts';
import { ask, type Client } from './octokit.ts';
import { APPEND } from './queries.ts';
import { REGISTER_README } from './register-readme.ts';

/** The largest number of files that GitHub accepts in one commit. */
const MOST_ADDITIONS = 100;

/** The first commit of the register, before its first case. */
export const REGISTER_BEGINNING: BranchBeginning = {
  branch: REGISTER_BRANCH,
  message: 'Register dimulai',
  files: [{ path: README_PATH, text: REGISTER_README }],
};

/**
 * Adds one commit to the register if its head is still the one that was read (R26). The forge makes and signs the
 * commit. It writes the whole commit or nothing.
 * @param expectedHead the head that was read; `undefined` if the branch did not exist. It is then created first.
 * @returns the new head, or 'moved' if the branch has another head. Either another run wrote first, or an earlier
 *   attempt succeeded and its reply was lost.
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
  const head = expectedHead ?? (await beginBranch(client, REGISTER_BEGINNING));
  if (head === 'moved') return 'moved';
  const [headline = '', ...body] = message.split('\n');
  const input = {
    branch: { repositoryNameWithOwner: `${client.owner}/${client.repo}`, branchName: REGISTER_BRANCH },
    expectedHeadOid: head,
    message: { headline, body: body.join('\n').trim() },
    fileChanges: {
      additions: additions.map((file) => ({ path: file.path, contents: contentsOf(file).toString('base64') })),
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

const contentsOf = (file: Addition): Buffer => Buffer.from('text' in file ? file.text : file.bytes);
