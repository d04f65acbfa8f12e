import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '#domain/user-error.ts';
import { type Command, type Io, needed } from '#doors/command.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { buildSite, type SiteData } from '#public/site/build-site.ts';
import { exportJournals, publicationOf } from '#public/export/export-register.ts';
import { readClone } from '#public/export/read-clone.ts';
import { targetOf } from '#public/form/target-file.ts';
import { writeShared } from '#public/site/local-site.ts';
import { cloneFault } from '../clone-fault.ts';
import { makeFolder, namesIn, refuseUnlessEmpty, refuseUnlessFolder } from '../folders.ts';
import { readArgs } from '../read-args.ts';

/** A folder with this file in it holds an earlier export. */
const EXPORTED = 'data/register.json';

/**
 * Writes what the public may see, pages and open data (R32, R33), from the register in a clone; with `--shared` only the
 * files that all pages share, which on GitHub another job takes.
 */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(
    args,
    { out: { type: 'string' }, address: { type: 'string' }, shared: { type: 'boolean' } },
    1,
  );
  const named = needed(values.out, '--out');
  const address = values.address?.replace(/\/+$/, '');
  if (address !== undefined && !/^https?:\/\/./.test(URL.parse(address)?.href ?? ''))
    throw new UsageError({
      id: `--address: diharapkan alamat seperti https://contoh.go.id/berkas, diterima "${address.slice(0, 80)}".`,
      en: `--address: expected an address such as https://contoh.go.id/berkas, received "${address.slice(0, 80)}".`,
    });
  if (values.shared && address !== undefined)
    throw new UsageError({
      id: '--shared tidak menerima --address: file bersama sama untuk setiap alamat.',
      en: '--shared takes no --address: shared files are the same for every address.',
    });
  await refuseForeign(named, io);
  if (values.shared) return exportShared(named, io);
  const data = await readRegister(positionals[0] ?? '.', io);
  await makeFolder(named, io);
  io.err({ id: 'Menyusun halaman …', en: 'Building pages …' }[io.lang]);
  const target = await targetOf(PROGRAM);
  const pages = await buildSite({
    data,
    out: resolve(io.cwd, named),
    root: PROGRAM,
    target,
    ...(address === undefined ? {} : { address }),
  });
  io.out(
    {
      id: `${pages} halaman dan data terbuka ditulis ke ${named}.`,
      en: `${pages} pages and the open data are written to ${named}.`,
    }[io.lang],
  );
  return 0;
};

async function exportShared(named: string, io: Io): Promise<number> {
  await makeFolder(named, io);
  const count = await writeShared({ root: PROGRAM, out: resolve(io.cwd, named) });
  io.out(
    {
      id: `${count} file bersama semua halaman ditulis ke ${named}.`,
      en: `${count} files that all pages share are written to ${named}.`,
    }[io.lang],
  );
  return 0;
}

/**
 * The export removes from its folder whatever is not of the site: so nothing else may lie there.
 * @throws UserError where something lies in the folder and it holds no earlier export
 */
async function refuseForeign(out: string, io: Io): Promise<void> {
  const names = await namesIn(out, io);
  if (names.length > 0 && !existsSync(join(resolve(io.cwd, out), EXPORTED))) await refuseUnlessEmpty(out, io);
}

/** @throws UserError where the folder is no clone that can be read */
async function readRegister(clone: string, io: Io): Promise<SiteData> {
  await refuseUnlessFolder(clone, io);
  const fault = (error: unknown): never => {
    throw cloneFault(error);
  };
  const input = await readClone(resolve(io.cwd, clone), io.now()).catch(fault);
  return {
    publication: publicationOf(input),
    dossiers: withProgress(exportJournals(input.journals(), input), fault),
    sops: (known) => input.sops(known).catch(fault),
    checkpoints: await input.checkpoints().catch(fault),
  };
}

/** Forwards what comes, and reports what fails meanwhile. */
async function* withProgress<Item>(items: AsyncIterable<Item>, fault: (error: unknown) => never): AsyncGenerator<Item> {
  try {
    yield* items;
  } catch (error) {
    fault(error);
  }
}
