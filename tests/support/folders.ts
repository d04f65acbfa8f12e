import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { trackedFiles } from './tracked.ts';

/** The path of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The sample office as it was shipped, which tests use as their office. An office replaces `sops/` and the schemas of
 * its requests at the root by its own, and the tests of the program still pass there.
 */
export const FIRST = join(ROOT, 'tests/fixtures/first');

/** A fictional office with another procedure, to prove that another SOP is data alone (R3). */
export const SECOND = join(ROOT, 'tests/fixtures/second');

/** A fictional office with two procedures. The request of one of them has every kind of field. */
export const LARGE = join(ROOT, 'tests/fixtures/large');

/**
 * A fictional office whose table has rows such as 3a, shared rows, and a decision with more than two outcomes (R46).
 */
export const BRANCHING = join(ROOT, 'tests/fixtures/branching');

/** A fictional office whose procedure has parts beyond the printed table (R39, R40, R43, R44). */
export const PERMITS = join(ROOT, 'tests/fixtures/permits');

/** A fictional office whose cases assign who acts, and record acts of people without an account (R41, R42). */
export const GRANTS = join(ROOT, 'tests/fixtures/grants');

/** A fictional office in which a span limits the time for a decision. If no decision comes, one may object (R44). */
export const ANSWERS = join(ROOT, 'tests/fixtures/answers');

/**
 * Reads a file of the sample office.
 * @param path the path from its root, such as `sops/roles.yaml`
 */
export const sampleText = (path: string): string => readFileSync(join(FIRST, path), 'utf8');

/**
 * Returns the project as shipped: the place of every tracked file, by its path. The sample office’s configuration
 * replaces an office’s own.
 */
export function shippedFiles(): Map<string, string> {
  const first = 'tests/fixtures/first/';
  const own = trackedFiles().filter((path) => !path.startsWith('sops/'));
  return new Map([
    ...own.map((path) => [path, join(ROOT, path)] as const),
    ...trackedFiles(first).map((path) => [path.slice(first.length), join(ROOT, path)] as const),
  ]);
}
