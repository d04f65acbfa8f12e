import { plural } from '#domain/words/language.ts';
import type { Config } from '#domain/case/state/config.ts';
import { UserError } from '#domain/user-error.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';

/** Reads the configuration of a folder. If it is not sound, the UserError has every problem (R7). */
export async function readOffice(root: string): Promise<Config> {
  const reading = readConfig(await configFolder(root));
  if ('config' in reading) return reading.config;
  throw new UserError(
    {
      id: `Konfigurasi kantor ini tidak dapat dipakai: ${reading.problems.length} masalah.`,
      en: `This office's configuration cannot be used: ${plural(reading.problems.length, 'problem')}.`,
    },
    reading.problems,
  );
}
