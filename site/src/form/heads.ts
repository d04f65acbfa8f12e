/** Where each request's branch stood when this tab last read or wrote it: what others did since is not written over. */

const heads = new Map<string, string>();
/** Commits that this tab was about to make the tip: where the answer is lost, they tell that the save did arrive. */
const attempts = new Set<string>();

/** @param tip none: the branch is not there */
export function rememberHead(branch: string, tip: string | undefined): void {
  if (tip === undefined) heads.delete(branch);
  else heads.set(branch, tip);
}

/** All that this tab has read or written. */
export const knownHeads = (): readonly (readonly [branch: string, head: string])[] => [...heads];

export const headOf = (branch: string): string | undefined => heads.get(branch);

export const isAttempt = (sha: string | undefined): boolean => sha !== undefined && attempts.has(sha);

export function rememberAttempt(sha: string): void {
  attempts.add(sha);
}

/** Has somebody, perhaps the same person elsewhere, changed the request since? */
export const hasMoved = (branch: string, tip: string | undefined): boolean =>
  tip !== heads.get(branch) && !isAttempt(tip);
