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

/**
 * What a pull request holds at one commit, read as data. `problems` are those that do not depend on the time of
 * submission: of changed paths, attachments, YAML and schema (R8, R9).
 */
export interface Content {
  /**
   * Digest of request and attachments (R18); where they cannot be read whole, of the changed paths and their blob ids.
   */
  readonly digest: string;
  readonly path: string | undefined;
  readonly request: Readonly<Record<string, unknown>> | undefined;
  readonly attachments: readonly Attachment[];
  readonly problems: readonly Problem[];
}
