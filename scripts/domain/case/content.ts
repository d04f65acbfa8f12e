import type { Problem } from '#domain/problem.ts';

/** An attachment as it lies in the repository, typed by its content. */
export interface Attachment {
  readonly path: string;
  /** Git's blob id. */
  readonly oid: string;
  readonly sha256: string;
  readonly type: string;
  readonly size: number;
}

/** A file of a change, as git holds it: what main receives is told by these (R34). */
export interface FileId {
  readonly path: string;
  /** Git's blob id. */
  readonly oid: string;
}

/**
 * What a pull request holds at one commit, read as data. `problems` are those that do not depend on the time of
 * submission: of changed paths, attachments, YAML and schema (R8, R9).
 */
export interface Content {
  /**
   * Digest of request and attachments (R18); where they cannot be read whole, or where anything else is changed beside
   * them, of the changed paths and their blob ids: that no act attests.
   */
  readonly digest: string;
  /** The request document; undefined where there is not exactly one. */
  readonly document: FileId | undefined;
  readonly request: Readonly<Record<string, unknown>> | undefined;
  readonly attachments: readonly Attachment[];
  readonly problems: readonly Problem[];
}

/**
 * The files that a request consists of, all regular (mode 100644), by path: of a content without problems they are the
 * whole change against main (R8, R18).
 */
export const requestFilesOf = (document: FileId, attachments: readonly FileId[]): FileId[] =>
  [document, ...attachments].map(({ path, oid }) => ({ path, oid })).sort((a, b) => (a.path < b.path ? -1 : 1));

/** Are these the same files, path for path and blob for blob? */
export const sameFiles = (some: readonly FileId[], others: readonly FileId[]): boolean =>
  some.length === others.length && some.every(({ path, oid }, n) => path === others[n]?.path && oid === others[n]?.oid);
