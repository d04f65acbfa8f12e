import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder in which this program is installed. */
export const PROGRAM = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Finds the repository for which a command works: `cwd` or the nearest folder above it that has `sops/`. If there is
 * none, it is the folder of the program.
 */
export function officeRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'sops'))) return folder;
    if (folder === dirname(folder)) return PROGRAM;
  }
}
