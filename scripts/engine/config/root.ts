import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder in which this program is installed. */
export const PROGRAM = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Finds the folder of the office for a command.
 * @returns `cwd`, or the nearest folder above it, that contains `sops/`; if there is none, the folder of the program
 */
export function officeRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'sops'))) return folder;
    if (folder === dirname(folder)) return PROGRAM;
  }
}
