import { MAIN_REF } from '#domain/case/state/pull.ts';
import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { type ClientOptions, createClient } from '#engine/forge/octokit.ts';
import { MARK_READY } from '#engine/forge/queries.ts';

/** A file as it will lie in the repository. */
export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface NewRequest {
  readonly branch: string;
  readonly title: string;
  readonly files: readonly NewFile[];
  /** Paths of files that go. */
  readonly gone?: readonly string[];
  readonly body?: string;
  readonly draft: boolean;
}

/** What a person does on a forge, through its public API and nothing else. All throw ForgeError. */
export interface Person {
  /** The account's number, which stays when it is renamed (R17). */
  id(): Promise<number>;
  /** Is a branch of this name there? */
  hasBranch(branch: string): Promise<boolean>;
  /** Does main have anything at this path? */
  hasPath(path: string): Promise<boolean>;
  /** Puts files on a new branch in one commit and opens a pull request. @returns its number */
  open(request: NewRequest): Promise<number>;
  /** Adds a commit with these files to a branch. */
  push(branch: string, files: readonly NewFile[]): Promise<void>;
  /** Puts a file into the repository, on no branch. @returns git's id of its blob */
  handOver(bytes: Uint8Array): Promise<string>;
  /** @returns the review's id */
  review(number: number, verdict: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT', body: string): Promise<string>;
  close(number: number): Promise<void>;
  /**
   * Sets the submit sign (R13), and makes a draft ready. Where it is set already it is taken off first, since only setting it is a
   * fact.
   */
  submit(number: number): Promise<void>;
  /** Is the submit sign on the pull request now? */
  hasSign(number: number): Promise<boolean>;
  /** The status of the pull request's head: what the process said last. */
  status(number: number): Promise<{ readonly state: string; readonly description: string } | undefined>;
}

export function personOf(options: ClientOptions): Person {
  const { octokit, owner, repo } = createClient(options);
  const at = { owner, repo };
  const found = async (request: Promise<unknown>): Promise<boolean> => {
    try {
      await request;
      return true;
    } catch (error) {
      if ((error as { status?: number }).status === 404) return false;
      throw error;
    }
  };
  const refOf = async (branch: string): Promise<string> =>
    (await octokit.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...at, ref: `heads/${branch}` })).data.object
      .sha;
  const handOver = async (bytes: Uint8Array): Promise<string> => {
    const { data } = await octokit.request('POST /repos/{owner}/{repo}/git/blobs', {
      ...at,
      content: Buffer.from(bytes).toString('base64'),
      encoding: 'base64',
    });
    return data.sha;
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
    const { data } = await octokit.request('POST /repos/{owner}/{repo}/git/trees', { ...at, base_tree: parent, tree });
    const made = await octokit.request('POST /repos/{owner}/{repo}/git/commits', {
      ...at,
      message,
      tree: data.sha,
      parents: [parent],
    });
    return made.data.sha;
  };

  const labelsOf = async (number: number): Promise<string[]> => {
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/labels';
    return (await octokit.request(route, { ...at, issue_number: number })).data.map(({ name }) => name);
  };

  return {
    id: async () => (await octokit.request('GET /user')).data.id,
    hasBranch: (branch) => found(refOf(branch)),
    hasPath: (path) =>
      found(octokit.request('GET /repos/{owner}/{repo}/contents/{path}', { ...at, path, ref: MAIN_REF })),
    open: async ({ branch, title, files, gone, body, draft }) => {
      const sha = await commit(await refOf('main'), title, files, gone);
      await octokit.request('POST /repos/{owner}/{repo}/git/refs', { ...at, ref: `refs/heads/${branch}`, sha });
      const { data } = await octokit.request('POST /repos/{owner}/{repo}/pulls', {
        ...at,
        title,
        head: branch,
        base: 'main',
        draft,
        ...(body === undefined ? {} : { body }),
      });
      return data.number;
    },
    push: async (branch, files) => {
      const sha = await commit(await refOf(branch), 'Perbaikan permohonan', files);
      await octokit.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...at, ref: `heads/${branch}`, sha });
    },
    handOver,
    review: async (number, event, body) => {
      const { data } = await octokit.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
        ...at,
        pull_number: number,
        event,
        body,
      });
      return String(data.id);
    },
    close: async (number) => {
      await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
        ...at,
        pull_number: number,
        state: 'closed',
      });
    },
    submit: async (number) => {
      const route = 'PUT /repos/{owner}/{repo}/issues/{issue_number}/labels';
      const names = await labelsOf(number);
      const others = names.filter((name) => name !== SUBMIT_LABEL && name !== DRAFT_LABEL);
      if (names.includes(SUBMIT_LABEL)) await octokit.request(route, { ...at, issue_number: number, labels: others });
      await octokit.request(route, { ...at, issue_number: number, labels: [...others, SUBMIT_LABEL] });
      // Last, so that a draft is submitted by one sign and not by two.
      const pull = await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
        ...at,
        pull_number: number,
      });
      if (pull.data.draft) await octokit.graphql(MARK_READY, { id: pull.data.node_id });
    },
    hasSign: async (number) => (await labelsOf(number)).includes(SUBMIT_LABEL),
    status: async (number) => {
      const pull = await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
        ...at,
        pull_number: number,
      });
      const { data } = await octokit.request('GET /repos/{owner}/{repo}/commits/{ref}/status', {
        ...at,
        ref: pull.data.head.sha,
      });
      const [status] = data.statuses;
      return status && { state: status.state, description: status.description ?? '' };
    },
  };
}
