/**
 * What an account may do. The rights on branches are those of the rulesets that `setup` makes on GitHub. `process` may
 * do all that `write` may. Besides, only `process` writes the register and the branches of the site. Only `process` and
 * `admin`, the maintainer of the office, write main. `none` has no access to the repository.
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
/** The branches of the public site and of the site's database. */
export const SITE_REFS: readonly string[] = ['refs/heads/site', 'refs/heads/site-memory'];

/** What an account may do with one ref. A protected ref can only be moved by a fast-forward and cannot be deleted. */
interface RefRights {
  readonly write: boolean;
  readonly protected: boolean;
}

/**
 * Returns the rights of a permission on a ref, for everything but merges of pull requests (see `mayMerge`). People can
 * write only branches and tags; the forge itself keeps the other refs.
 */
export function refRights(permission: Permission, ref: string): RefRights {
  if (ref === MAIN) return { write: permission === 'admin' || permission === 'process', protected: true };
  if (ref === REGISTER) return { write: permission === 'process', protected: true };
  if (SITE_REFS.includes(ref)) return { write: permission === 'process', protected: false };
  const writable = ref.startsWith('refs/heads/') || ref.startsWith('refs/tags/');
  return { write: writable && allows(permission, 'write'), protected: false };
}

/** Checks whether an account may merge into a base. A case that the maintainer merges into main is `ended-outside`. */
export function mayMerge(permission: Permission, baseRef: string): boolean {
  if (baseRef === MAIN) return permission === 'process' || permission === 'admin';
  return baseRef !== REGISTER && !SITE_REFS.includes(baseRef) && allows(permission, 'write');
}
