/**
 * What an account may do, by the rulesets that `setup` makes on GitHub. `process` may do what `write` may, alone writes the
 * register and the branches of the site, and brings completed cases to main; `admin` is the office's maintainer, who else writes main; `none` has no access to the repository.
 */
export type Permission = 'none' | 'read' | 'triage' | 'write' | 'process' | 'admin';

const RANK: Readonly<Record<Permission, number>> = { none: 0, read: 1, triage: 2, write: 3, process: 3, admin: 4 };

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(RANK, text);
}

export function allows(has: Permission, needs: 'none' | 'read' | 'triage' | 'write' | 'admin'): boolean {
  return RANK[has] >= RANK[needs];
}

export const MAIN = 'refs/heads/main';
export const REGISTER = 'refs/heads/register';
/** The public site and what is remembered of it. */
export const SITE_REFS: readonly string[] = ['refs/heads/site', 'refs/heads/site-memory'];

/** What an account may do with one ref. A protected ref only moves forward and is never deleted. */
interface RefRights {
  readonly write: boolean;
  readonly protected: boolean;
}

/**
 * Whether `permission` may move `ref` itself (a merge through a pull request is another matter: see `mayMerge`).
 * Only branches and tags can be written; everything else under refs/ is the forge's own.
 */
export function refRights(permission: Permission, ref: string): RefRights {
  if (ref === MAIN) return { write: permission === 'admin' || permission === 'process', protected: true };
  if (ref === REGISTER) return { write: permission === 'process', protected: true };
  if (SITE_REFS.includes(ref)) return { write: permission === 'process', protected: false };
  const writable = ref.startsWith('refs/heads/') || ref.startsWith('refs/tags/');
  return { write: writable && allows(permission, 'write'), protected: false };
}

/** Only the process and the maintainer merge into main. The maintainer needs no status; the case is then `ended-outside`. */
export function mayMerge(permission: Permission, baseRef: string): boolean {
  if (baseRef === MAIN) return permission === 'process' || permission === 'admin';
  return baseRef !== REGISTER && !SITE_REFS.includes(baseRef) && allows(permission, 'write');
}
