import type { Repository } from './repository.ts';
import { Unevaluated } from './unevaluated.ts';

/** An event as the harness gets it: by the forge’s webhook, by a clock, or from a run that has ended. */
export interface Happening {
  readonly event: string;
  readonly payload: Payload;
  /** The account that counts as the cause of the event. */
  readonly actor: { readonly id: number; readonly login: string };
  /** The number of runs before this event in a chain of `workflow_run`. */
  readonly depth: number;
}

/** The payload, whose members differ by event and are read by path. */
export type Payload = Readonly<Record<string, unknown>>;

/** The commit from which GitHub reads the workflow files for an event, and the ref that the run has. */
export interface Origin {
  readonly ref: string;
  readonly refName: string;
  readonly refType: 'branch' | 'tag';
  readonly sha: string;
  readonly headRef: string;
  readonly baseRef: string;
  /** Is the event from another repository? Then the token only reads, and there are no secrets. */
  readonly fork: boolean;
  /** The branch for a filter of branches, or undefined if the event has no such filter. */
  readonly filteredBranch: string | undefined;
  /** The changed paths for a filter of paths, or undefined if the event has no such filter. */
  readonly paths: (() => Promise<string[]>) | undefined;
}

const MAIN = 'refs/heads/main';

/**
 * Finds the origin of an event by GitHub’s rule for that event.
 * @returns undefined if the event starts nothing, as for a conflict or a deleted branch
 */
export async function originOf({ event, payload }: Happening, repository: Repository): Promise<Origin | undefined> {
  const main = await repository.head(MAIN);
  const current: Origin = {
    ref: MAIN,
    refName: 'main',
    refType: 'branch',
    sha: main,
    headRef: '',
    baseRef: '',
    fork: false,
    filteredBranch: undefined,
    paths: undefined,
  };
  switch (event) {
    case 'schedule':
    case 'repository_dispatch':
    case 'issue_comment':
    case 'status':
      return current;
    case 'workflow_run':
      return { ...current, filteredBranch: at(payload, 'workflow_run.head_branch') };
    case 'workflow_dispatch': {
      const ref = at(payload, 'ref');
      const full = ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
      return { ...current, ref: full, refName: full.replace('refs/heads/', ''), sha: await repository.head(full) };
    }
    case 'push': {
      const ref = at(payload, 'ref');
      if (payload['deleted'] === true) return undefined;
      const [before, sha] = [at(payload, 'before'), at(payload, 'after')];
      const name = ref.replace(/^refs\/(heads|tags)\//, '');
      return {
        ...current,
        ref,
        refName: name,
        refType: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
        sha,
        filteredBranch: name,
        // A new branch is compared with the commit at which it left main.
        paths: () =>
          payload['created'] === true
            ? repository.changedPaths(main, sha, '...')
            : repository.changedPaths(before, sha, '..'),
      };
    }
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review': {
      const number = Number(at(payload, 'pull_request.number'));
      const [base, head] = [at(payload, 'pull_request.base.ref'), at(payload, 'pull_request.head.sha')];
      const onPull: Origin = {
        ...current,
        headRef: at(payload, 'pull_request.head.ref'),
        baseRef: base,
        fork: at(payload, 'pull_request.head.repo.full_name') !== at(payload, 'repository.full_name'),
        filteredBranch: event === 'pull_request_review' ? undefined : base,
        paths: event === 'pull_request_review' ? undefined : () => repository.changedPaths(main, head, '...'),
      };
      if (event === 'pull_request_target') return onPull;
      const merge = await repository.mergeCommit(number, main, head);
      if (merge === undefined) return undefined;
      return { ...onPull, ref: `refs/pull/${number}/merge`, refName: `${number}/merge`, sha: merge };
    }
    default:
      throw new Unevaluated(event, 'no rule for this event');
  }
}

/**
 * Returns a member of a payload by its path.
 * @throws Unevaluated if the member is missing
 */
export function at(payload: Payload, path: string): string {
  let value: unknown = payload;
  for (const name of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  if (typeof value !== 'string' && typeof value !== 'number') throw new Unevaluated('payload', `${path} is missing`);
  return String(value);
}
