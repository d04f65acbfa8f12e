import { resolve } from 'node:path';
import { UsageError } from '#domain/user-error.ts';
import { type Command, type Io, needed, printText } from '#entry/command.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { writeShared } from '#public/site/local-site.ts';
import { makeFolder } from '../folders.ts';
import { readArgs } from '../read-args.ts';
import { sitePlace, writeSite } from '../write-site.ts';

/**
 * Writes what the public may see, pages and open data (R32, R33), from the register in a clone. With `--shared` it
 * writes only the files that all pages share, which on GitHub another job uses.
 */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(
    args,
    { out: { type: 'string' }, address: { type: 'string' }, shared: { type: 'boolean' } },
    1,
  );
  const place = await sitePlace(needed(values.out, '--out'), values.address, io);
  if (values.shared && place.address !== undefined)
    throw new UsageError({
      id: '--shared tidak menerima --address: file bersama sama untuk setiap alamat.',
      en: '--shared takes no --address: shared files are the same for every address.',
    });
  if (values.shared) return exportShared(place.out, io);
  await writeSite(positionals[0] ?? '.', place, io);
  return 0;
};

async function exportShared(named: string, io: Io): Promise<number> {
  await makeFolder(named, io);
  const count = await writeShared({ root: PROGRAM, out: resolve(io.cwd, named) });
  printText(io, {
    id: `${count} file bersama semua halaman ditulis ke ${named}.`,
    en: `${count} files that all pages share are written to ${named}.`,
  });
  return 0;
}
