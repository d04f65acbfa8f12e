import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildSite } from '../export/build-site.ts';
import { exportRegister, type PublicData } from '../export/export-register.ts';
import { targetOf } from '../form/target-file.ts';
import { readClone } from '../office/read-clone.ts';
import { PROGRAM } from '../office/root.ts';
import { type Command, needed, readArgs, UsageError, UserError } from './command.ts';

/**
 * Writes what the public may see, pages and open data (R32, R33): from the register in a clone, or from the file that the
 * action's `export` wrote, which holds nothing else.
 */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(
    args,
    { out: { type: 'string' }, address: { type: 'string' }, data: { type: 'string' } },
    1,
  );
  const out = resolve(io.cwd, needed(values.out, '--out'));
  const address = values.address?.replace(/\/+$/, '');
  if (address !== undefined && !URL.canParse(address))
    throw new UsageError({
      id: `--address: diharapkan alamat seperti https://contoh.go.id/berkas, diterima "${address.slice(0, 80)}".`,
      en: `--address: expected an address such as https://contoh.go.id/berkas, received "${address.slice(0, 80)}".`,
    });
  const data =
    values.data === undefined
      ? exportRegister(await readClone(resolve(io.cwd, positionals[0] ?? '.'), io.now()))
      : await readData(resolve(io.cwd, values.data), values.data);
  io.err({ id: 'Menyusun halaman …', en: 'Building pages …' }[io.lang]);
  const target = await targetOf(PROGRAM);
  const { pages } = await buildSite({
    data,
    out,
    root: PROGRAM,
    target,
    ...(address === undefined ? {} : { address }),
  });
  io.out(
    {
      id: `${pages} halaman dan data terbuka ditulis ke ${values.out}.`,
      en: `${pages} pages and the open data are written to ${values.out}.`,
    }[io.lang],
  );
  return 0;
};

async function readData(path: string, file: string): Promise<PublicData> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as PublicData;
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'JSON' : ((error as NodeJS.ErrnoException).code ?? String(error));
    throw new UserError({
      id: `--data ${file}: tidak terbaca sebagai data terbuka (${reason}). Buat dengan tindakan "export".`,
      en: `--data ${file}: cannot be read as public data (${reason}). The action's "export" makes it.`,
    });
  }
}
