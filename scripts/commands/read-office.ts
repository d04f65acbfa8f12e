import type { Config } from '../case/config.ts';
import { configFolder } from '../config/folder.ts';
import { readConfig } from '../config/read.ts';
import { UserError } from './command.ts';

/** The configuration of a folder. @throws UserError with every problem, where it is not sound (R7) */
export async function readOffice(root: string): Promise<Config> {
  const reading = readConfig(await configFolder(root));
  if ('config' in reading) return reading.config;
  throw new UserError(
    {
      id: `Konfigurasi kantor ini tidak dapat dipakai: ${reading.problems.length} masalah.`,
      en: `This office's configuration cannot be used: ${reading.problems.length} problems.`,
    },
    reading.problems,
  );
}
