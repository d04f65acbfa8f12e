/**
 * A fork's branch is kept next to the repository's own refs, as GitHub keeps a fork's objects with those of what it was forked
 * from. In a pull request it goes by `owner:branch`: no branch can have that name.
 */
interface ForkBranch {
  readonly owner: string;
  readonly branch: string;
}

/** The fork's branch that a pull request's head names; undefined for a branch of the repository itself. */
export function forkBranch(headRef: string): ForkBranch | undefined {
  const colon = headRef.indexOf(':');
  return colon < 0 ? undefined : { owner: headRef.slice(0, colon), branch: headRef.slice(colon + 1) };
}

/** The branch's name, without the owner of a fork. */
export const branchName = (headRef: string): string => forkBranch(headRef)?.branch ?? headRef;

/** The full name of the ref behind a pull request's head. */
export function headRefName(headRef: string): string {
  const fork = forkBranch(headRef);
  return fork === undefined ? `refs/heads/${headRef}` : `refs/forks/${fork.owner.toLowerCase()}/${fork.branch}`;
}
