import { resolve } from 'node:path';
import { buildSite } from '../export/build-site.ts';
import { exportRegister } from '../export/export-register.ts';
import { readClone } from '../office/read-clone.ts';
import { PROGRAM } from '../office/root.ts';
import { type Command, needed, readArgs, UsageError } from './command.ts';

/** Writes what the public may see, pages and open data, from the register in a clone (R32, R33). */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, { out: { type: 'string' }, address: { type: 'string' } }, 1);
  const out = resolve(io.cwd, needed(values.out, '--out'));
  const address = values.address?.replace(/\/+$/, '');
  if (address !== undefined && !URL.canParse(address))
    throw new UsageError({
      id: `--address: diharapkan alamat seperti https://contoh.go.id/berkas, diterima "${address.slice(0, 80)}".`,
      en: `--address: expected an address such as https://contoh.go.id/berkas, received "${address.slice(0, 80)}".`,
    });
  const data = exportRegister(await readClone(resolve(io.cwd, positionals[0] ?? '.'), io.now()));
  io.err({ id: 'Menyusun halaman …', en: 'Building pages …' }[io.lang]);
  const { pages } = await buildSite({ data, out, root: PROGRAM, ...(address === undefined ? {} : { address }) });
  io.out(
    {
      id: `${pages} halaman dan data terbuka ditulis ke ${values.out}.`,
      en: `${pages} pages and the open data are written to ${values.out}.`,
    }[io.lang],
  );
  return 0;
};
