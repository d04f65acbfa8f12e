import type { Problem } from '#domain/problem.ts';

/** Its type is found from its content. */
export interface Attachment {
  readonly path: string;
  readonly oid: string;
  readonly sha256: string;
  readonly type: string;
  readonly size: number;
}

/** A file as git has it. Main receives exactly these (R34). */
export interface FileId {
  readonly path: string;
  readonly oid: string;
}

/** What a pull request holds at one commit. Its problems are those that do not depend on time (R8, R9). */
export interface Content {
  /** Of request and attachments (R18), or, if they are not all that changed, of the changed paths and blobs. */
  readonly digest: string;
  /** Undefined where there is not exactly one. */
  readonly document: FileId | undefined;
  readonly request: Readonly<Record<string, unknown>> | undefined;
  readonly attachments: readonly Attachment[];
  readonly problems: readonly Problem[];
}

/** The files of a request, by path: for content without problems the whole change against main (R8, R18). */
export const requestFilesOf = (document: FileId, attachments: readonly FileId[]): FileId[] =>
  [document, ...attachments].map(({ path, oid }) => ({ path, oid })).sort((a, b) => (a.path < b.path ? -1 : 1));

export const sameFiles = (some: readonly FileId[], others: readonly FileId[]): boolean =>
  some.length === others.length && some.every(({ path, oid }, n) => path === others[n]?.path && oid === others[n]?.oid);

/** The paths at which two lists have another file, or only one has one. @param content by which files are compared */
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
