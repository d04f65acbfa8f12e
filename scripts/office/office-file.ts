import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What a running office leaves in its folder for the commands: where it listens, and the tokens of its sample accounts.
 * They open nothing but the forge on this machine's loopback; only the file's owner may read them.
 */
export interface OfficeFile {
  readonly url: string;
  readonly apiUrl: string;
  readonly cloneUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** Of the process that runs it. */
  readonly pid: number;
  /** The process's own account. */
  readonly process: string;
  /** By login, the process's too. */
  readonly tokens: Readonly<Record<string, string>>;
}

export const OFFICE_FILE = 'forge.json';

export async function writeOfficeFile(folder: string, file: OfficeFile): Promise<void> {
  await writeFile(join(folder, OFFICE_FILE), `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
}

/** @returns undefined where no office was ever started in the folder */
export async function readOfficeFile(folder: string): Promise<OfficeFile | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, OFFICE_FILE), 'utf8')) as OfficeFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
