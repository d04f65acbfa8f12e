import { createHash } from 'node:crypto';
import { revisionText } from '#domain/procedure/office-files.ts';

/** The folders with the configuration of an office, on the base branch (R17). */
export const CONFIG_FOLDERS = ['sops', 'schemas'] as const;

/**
 * Computes the revision of a configuration. The revision changes whenever a file of the configuration is added,
 * removed, renamed or changed, and at no other time. The list of open pull requests and the full read of a
 * case call this function, because their revisions must be equal (R28).
 * @param files path and git blob id of every file under `sops/` and `schemas/`, in any order
 * @returns the SHA-256 in hexadecimal
 */
export function configRevision(files: Iterable<{ readonly path: string; readonly blob: string }>): string {
  return createHash('sha256').update(revisionText(files)).digest('hex');
}
