import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder in which this program is installed. */
export const PROGRAM = fileURLToPath(new URL('../../../', import.meta.url));

/** Finds the folder for a command: `cwd` or the nearest folder above with `sops/`, otherwise that of the program. */
export function officeRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'sops'))) return folder;
    if (folder === dirname(folder)) return PROGRAM;
  }
}
