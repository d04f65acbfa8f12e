import { createHash } from 'node:crypto';

/** The branch that holds requests and configuration. */
export const BASE = 'main';

/** The folders that make up an office's configuration, on the base branch (R17). */
export const CONFIG_FOLDERS = ['sops', 'schemas'] as const;

/**
 * Revision of a configuration: it changes whenever a file of it is added, removed, renamed or changed, and at no
 * other time. The cheap listing and the full read must agree on it (R28), so both call this.
 * @param files path and git blob id of every file under `sops/` and `schemas/`, in any order
 * @returns SHA-256 in hexadecimal
 */
export function configRevision(files: Iterable<{ readonly path: string; readonly blob: string }>): string {
  const lines = Array.from(files, ({ path, blob }) => `${path}\0${blob}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
