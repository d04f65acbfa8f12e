import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that this program was installed in. */
export const PROGRAM = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * The repository that a command works for: `cwd` or the nearest folder above it that has `sops/`, else the program's
 * own.
 */
export function officeRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'sops'))) return folder;
    if (folder === dirname(folder)) return PROGRAM;
  }
}
