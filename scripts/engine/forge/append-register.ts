import { README_PATH, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { README_TEXT } from '#engine/register/readme.ts';
import { beginBranch, type BranchBeginning } from './begin-branch.ts';
import { ForgeError } from './errors.ts';
import type { Addition } from './forge.ts';
import { ask, type Client } from './octokit.ts';
import { APPEND } from './queries.ts';

/** So many files GitHub takes in one commit. */
const MOST_ADDITIONS = 100;

/** The register before its first case. */
export const REGISTER_BEGINNING: BranchBeginning = {
  branch: REGISTER_BRANCH,
  message: 'Buku agenda dimulai',
  files: [{ path: README_PATH, text: README_TEXT }],
};

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
  const head = expectedHead ?? (await beginBranch(client, beginningWith(additions)));
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

/** The README that is about to be written is the one to begin with. */
function beginningWith(additions: readonly Addition[]): BranchBeginning {
  const readme = additions.find(({ path }) => path === README_PATH);
  return readme && 'text' in readme ? { ...REGISTER_BEGINNING, files: [readme] } : REGISTER_BEGINNING;
}
