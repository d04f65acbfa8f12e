/**
 * The branch of a fork. It is kept in the repository itself, under `refs/forks/`; GitHub also keeps the objects of a
 * fork with those of its origin. A pull request calls it `owner:branch`. No branch of the repository can have such a
 * name.
 */
interface ForkBranch {
  readonly owner: string;
  readonly branch: string;
}

/**
 * Returns the branch of a fork that the head of a pull request names; undefined for a branch of the repository itself.
 */
export function forkBranch(headRef: string): ForkBranch | undefined {
  const colon = headRef.indexOf(':');
  return colon < 0 ? undefined : { owner: headRef.slice(0, colon), branch: headRef.slice(colon + 1) };
}

/** Returns the name of the branch, without the owner of a fork. */
export const branchName = (headRef: string): string => forkBranch(headRef)?.branch ?? headRef;

/** Returns the full name of the ref that the head of a pull request names. */
export function headRefName(headRef: string): string {
  const fork = forkBranch(headRef);
  return fork === undefined ? `refs/heads/${headRef}` : `refs/forks/${fork.owner.toLowerCase()}/${fork.branch}`;
}
