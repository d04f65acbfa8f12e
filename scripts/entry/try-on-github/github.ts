import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import type { Sample } from '#embedded/office/samples.ts';
import { ForgeError, ifThere } from '#engine/forge/errors.ts';
import { askRest, type Client } from '#engine/forge/octokit.ts';
import type { Trial } from './walk-case.ts';

const POLL_SECONDS = 5;

/** Returns GitHub's words if it refuses an attempt; `undefined` if it does not. */
export async function wordsOfRefusal(attempt: Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    // Octokit adds the address of GitHub's documentation.
    if (error instanceof ForgeError && error.kind === 'refused')
      return `${error.status} ${error.reason.replace(/ - https:\S+$/, '')}`;
    throw error;
  }
}

/** Returns the words of an error that GitHub or the process caused; undefined for a fault of the program. */
export function wordsOfError(error: unknown): Text | undefined {
  if (error instanceof UserError) return error.text;
  if (!(error instanceof ForgeError)) return undefined;
  const said = `${error.operation} (${error.status}): ${error.reason}`;
  return { id: `${said}. ${error.next.id}`, en: `${said}. ${error.next.en}` };
}

/** Waits until a condition is true. Returns false if the condition is not true in time. */
export async function waitUntil(
  { pause, patience }: Pick<Trial, 'pause' | 'patience'>,
  isTrue: () => Promise<boolean>,
): Promise<boolean> {
  for (let waited = 0; waited <= patience; waited += POLL_SECONDS) {
    if (await isTrue()) return true;
    await pause(POLL_SECONDS);
  }
  return false;
}

/** Returns the commit of a branch; `undefined` if there is no such branch. */
export const branchCommit = async (client: Client, branch: string): Promise<string | undefined> =>
  (await ifThere(askRest(client, 'GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: `heads/${branch}` })))?.object.sha;

export const move = (client: Client, branch: string, sha: string, force: boolean): Promise<unknown> =>
  askRest(client, 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}`, sha, force });

export const createBranch = (client: Client, branch: string, sha: string): Promise<unknown> =>
  askRest(client, 'POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha });

export const deleteBranch = (client: Client, branch: string): Promise<unknown> =>
  askRest(client, 'DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}` });

export async function stateOfPull(client: Client, pull_number: number): Promise<'open' | 'closed' | 'merged'> {
  const data = await askRest(client, 'GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number });
  return data.merged ? 'merged' : data.state;
}

export const setPullState = (client: Client, pull_number: number, state: 'open' | 'closed'): Promise<unknown> =>
  askRest(client, 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number, state });

/** Returns the files of a sample below another name, so that the trial can open several requests. */
export const filesNamed = ({ files }: Sample, slug: string): Sample['files'] =>
  files.map((file) => ({ ...file, path: file.path.replace(/^(requests\/\d+\/)[^/]+/, `$1${slug}`) }));
