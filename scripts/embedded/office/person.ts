import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import { ifThere } from '#engine/forge/errors.ts';
import { askRest, type ClientOptions, createClient } from '#engine/forge/octokit.ts';
import { MARK_READY } from '#engine/forge/queries.ts';

/** A file for the repository. */
export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface NewRequest {
  readonly branch: string;
  readonly title: string;
  readonly files: readonly NewFile[];
  /** The paths of files that are deleted. */
  readonly gone?: readonly string[];
  readonly body?: string;
  readonly draft: boolean;
}

/** The actions of a person on a forge. */
export type Person = ReturnType<typeof personOf>;

/** Returns the actions of a person on a forge. They use only the public API, and throw ForgeError. */
export function personOf(options: ClientOptions) {
  const client = createClient(options);
  const { octokit } = client;
  const found = async (request: Promise<unknown>): Promise<boolean> => (await ifThere(request)) !== undefined;
  const refOf = async (branch: string): Promise<string> =>
    (await askRest(client, 'GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: `heads/${branch}` })).object.sha;
  const pullOf = (number: number) =>
    askRest(client, 'GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: number });
  const handOver = async (bytes: Uint8Array): Promise<string> => {
    const blob = { content: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
    return (await askRest(client, 'POST /repos/{owner}/{repo}/git/blobs', blob)).sha;
  };
  const commit = async (
    parent: string,
    message: string,
    files: readonly NewFile[],
    gone: readonly string[] = [],
  ): Promise<string> => {
    const tree: { path: string; mode: '100644'; type: 'blob'; sha: string | null }[] = gone.map((path) => ({
      ...{ path, mode: '100644', type: 'blob', sha: null },
    }));
    for (const { path, bytes } of files) tree.push({ path, mode: '100644', type: 'blob', sha: await handOver(bytes) });
    const { sha } = await askRest(client, 'POST /repos/{owner}/{repo}/git/trees', { base_tree: parent, tree });
    const made = { message, tree: sha, parents: [parent] };
    return (await askRest(client, 'POST /repos/{owner}/{repo}/git/commits', made)).sha;
  };
  const labelsOf = async (number: number): Promise<string[]> => {
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/labels';
    return (await askRest(client, route, { issue_number: number })).map(({ name }) => name);
  };

  return {
    /** Reads the account's id, which stays the same if the account is renamed (R17). */
    id: async () => (await octokit.request('GET /user')).data.id,
    hasBranch: (branch: string) => found(refOf(branch)),
    /** Checks whether main has a file or folder at a path. */
    hasPath: (path: string) =>
      found(askRest(client, 'GET /repos/{owner}/{repo}/contents/{path}', { path, ref: MAIN_REF })),
    /** Puts files on a new branch in one commit, opens a pull request, and returns its number. */
    open: async ({ branch, title, files, gone, body, draft }: NewRequest) => {
      const sha = await commit(await refOf('main'), title, files, gone);
      await askRest(client, 'POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha });
      const pull = { title, head: branch, base: 'main', draft, ...(body === undefined ? {} : { body }) };
      return (await askRest(client, 'POST /repos/{owner}/{repo}/pulls', pull)).number;
    },
    push: async (branch: string, files: readonly NewFile[]) => {
      const sha = await commit(await refOf(branch), 'Perbaikan permohonan', files);
      await askRest(client, 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}`, sha });
    },
    /** Puts a file into the repository, without a branch, and returns its blob id. */
    handOver,
    /** Submits a review and returns its id. */
    review: async (number: number, event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT', body: string) => {
      const route = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
      return String((await askRest(client, route, { pull_number: number, event, body })).id);
    },
    close: async (number: number) => {
      const route = 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}';
      await askRest(client, route, { pull_number: number, state: 'closed' });
    },
    /**
     * Sets the submit sign (R13), and makes a draft ready. A label that is already set is removed first, because only
     * setting it counts.
     */
    submit: async (number: number) => {
      const route = 'PUT /repos/{owner}/{repo}/issues/{issue_number}/labels';
      const names = await labelsOf(number);
      const others = names.filter((name) => name !== SUBMIT_LABEL && name !== DRAFT_LABEL);
      if (names.includes(SUBMIT_LABEL)) await askRest(client, route, { issue_number: number, labels: others });
      await askRest(client, route, { issue_number: number, labels: [...others, SUBMIT_LABEL] });
      // This comes last, so that a draft is submitted by one sign and not by two.
      const pull = await pullOf(number);
      if (pull.draft) await octokit.graphql(MARK_READY, { id: pull.node_id });
    },
    hasSign: async (number: number) => (await labelsOf(number)).includes(SUBMIT_LABEL),
    /**
     * Reads the status of the pull request's head. If several contexts have a status, returns the first in the list.
     */
    status: async (number: number) => {
      const ref = (await pullOf(number)).head.sha;
      const [status] = (await askRest(client, 'GET /repos/{owner}/{repo}/commits/{ref}/status', { ref })).statuses;
      return status && { state: status.state, description: status.description ?? '' };
    },
  };
}
