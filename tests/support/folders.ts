import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { trackedFiles } from './tracked.ts';

/** The repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The sample office as it was shipped: what tests take for an office. An office replaces `sops/` and the schemas of its
 * requests at the root by its own, and the tests of the program hold there all the same.
 */
export const FIRST = join(ROOT, 'tests/fixtures/first');

/** A made-up office with another procedure, to prove that another SOP is data alone (R3). */
export const SECOND = join(ROOT, 'tests/fixtures/second');

/** A made-up office with two procedures, one of whose requests has every kind of field. */
export const LARGE = join(ROOT, 'tests/fixtures/large');

/** A made-up office whose table has rows such as 3a, shared rows, and a decision with more than two ways (R46). */
export const BRANCHING = join(ROOT, 'tests/fixtures/branching');

/** A made-up office whose procedure says what goes beyond the printed table (R39, R40, R43, R44). */
export const PERMITS = join(ROOT, 'tests/fixtures/permits');

/** A made-up office whose cases name who acts, and record what people without an account do (R41, R42). */
export const GRANTS = join(ROOT, 'tests/fixtures/grants');

/** A made-up office in which an answer has a time over several steps, and one may object where none comes (R44). */
export const ANSWERS = join(ROOT, 'tests/fixtures/answers');

/** A file of the sample office. @param path from its root, such as `sops/roles.yaml` */
export const sampleText = (path: string): string => readFileSync(join(FIRST, path), 'utf8');

/**
 * The project as it is shipped: every tracked file, by its path, and where it is read from. The sample office's
 * configuration stands in the place of an office's own.
 */
export function shippedFiles(): Map<string, string> {
  const first = 'tests/fixtures/first/';
  const own = trackedFiles().filter((path) => !path.startsWith('sops/'));
  return new Map([
    ...own.map((path) => [path, join(ROOT, path)] as const),
    ...trackedFiles(first).map((path) => [path.slice(first.length), join(ROOT, path)] as const),
  ]);
}
