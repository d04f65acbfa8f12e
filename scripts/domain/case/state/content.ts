import type { Problem } from '#domain/problem.ts';

/** An attachment of a request. Its type is detected from its content. */
export interface Attachment {
  readonly path: string;
  readonly oid: string;
  readonly sha256: string;
  readonly type: string;
  readonly size: number;
}

/** A file with its blob id. Main receives exactly such files (R34). */
export interface FileId {
  readonly path: string;
  readonly oid: string;
}

/** The content of a pull request at one commit. Its problems are those that do not depend on time (R8, R9). */
export interface Content {
  /** The digest of request and attachments (R18). If other files changed, it covers the changed paths and blobs. */
  readonly digest: string;
  /** The request document; undefined if there is not exactly one. */
  readonly document: FileId | undefined;
  readonly request: Readonly<Record<string, unknown>> | undefined;
  readonly attachments: readonly Attachment[];
  readonly problems: readonly Problem[];
}

/** Lists the files of a request by path. Without problems, they are the whole change against main (R8, R18). */
export const requestFilesOf = (document: FileId, attachments: readonly FileId[]): FileId[] =>
  [document, ...attachments].map(({ path, oid }) => ({ path, oid })).sort((a, b) => (a.path < b.path ? -1 : 1));

/** Checks whether two lists have the same files. Both lists must be in the order of paths. */
export const sameFiles = (some: readonly FileId[], others: readonly FileId[]): boolean =>
  some.length === others.length && some.every(({ path, oid }, n) => path === others[n]?.path && oid === others[n]?.oid);

/**
 * Returns the paths at which two lists of files differ, or at which only one list has a file.
 * @param content function that returns the value by which files are compared
 */
export function differingPaths<F extends { readonly path: string }>(
  before: readonly F[],
  after: readonly F[],
  content: (file: F) => string,
): string[] {
  const [old, now] = [before, after].map((files) => new Map(files.map((file) => [file.path, content(file)])));
  return [...new Set([...before, ...after].map(({ path }) => path))].filter(
    (path) => old?.get(path) !== now?.get(path),
  );
}
