/** The files in `sops/` that are no procedures (R7). */

/** Files that every office has. */
export const NAMED = { roles: 'sops/roles.yaml', rooms: 'sops/rooms.yaml', calendar: 'sops/calendar.yaml' } as const;

/** Files that an office may leave out. */
export const OPTIONAL = {
  witnesses: 'sops/witnesses.yaml',
  letterhead: 'sops/letterhead.yaml',
  retention: 'sops/retention.yaml',
  erasures: 'sops/erasures.yaml',
} as const;

const OTHERS: ReadonlySet<string> = new Set([...Object.values(NAMED), ...Object.values(OPTIONAL)]);

/** Checks whether a path is that of a procedure. */
export const isProcedurePath = (path: string): boolean => /^sops\/[^/]+\.yaml$/.test(path) && !OTHERS.has(path);

const NO_JUDGES: ReadonlySet<string> = new Set(Object.values(OPTIONAL));

/** Checks whether no case is judged by a file, so that a change of it is compared with no case. */
export const judgesNobody = (path: string): boolean => NO_JUDGES.has(path);

/** Returns the name by which `sops/retention.yaml` calls a procedure: that of its file. */
export const procedureName = (path: string): string => path.replace(/^.*\/|\.yaml$/g, '');

/**
 * Returns the text whose SHA-256 is the revision of a configuration.
 * @param files path and git blob id of every file under `sops/` and `schemas/`, in any order
 */
export const revisionText = (files: Iterable<{ readonly path: string; readonly blob: string }>): string =>
  Array.from(files, ({ path, blob }) => `${path}\0${blob}\n`)
    .sort()
    .join('');
