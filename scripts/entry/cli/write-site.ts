import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '#domain/user-error.ts';
import type { Io } from '#entry/command.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { exportJournals, publicationOf } from '#public/export/export-register.ts';
import { readClone } from '#public/export/read-clone.ts';
import { targetOf } from '#public/form/target-file.ts';
import { buildSite, type SiteData } from '#public/site/build-site.ts';
import { throwCloneFault } from './clone-fault.ts';
import { makeFolder, namesIn, refuseUnlessEmpty, refuseUnlessFolder } from './folders.ts';

/** A folder with this file in it holds an earlier export. */
const EXPORTED = 'data/register.json';

export interface SiteDestination {
  readonly out: string;
  readonly address?: string;
}

/**
 * Sees that a site may be written there, before anything is read or made for it.
 * @throws UsageError for an address that no browser opens; UserError where something else lies in the folder
 */
export async function sitePlace(out: string, named: string | undefined, io: Io): Promise<SiteDestination> {
  const address = named?.replace(/\/+$/, '');
  if (address !== undefined && !/^https?:\/\/./.test(URL.parse(address)?.href ?? ''))
    throw new UsageError({
      id: `--address: diharapkan alamat seperti https://contoh.go.id/berkas, diterima "${address.slice(0, 80)}".`,
      en: `--address: expected an address such as https://contoh.go.id/berkas, received "${address.slice(0, 80)}".`,
    });
  await refuseForeign(out, io);
  return address === undefined ? { out } : { out, address };
}

/**
 * Writes pages and open data from the register in a clone, bare or not, and says so.
 * @throws UserError where the folder is no clone that can be read
 */
export async function writeSite(clone: string, { out, ...address }: SiteDestination, io: Io): Promise<void> {
  const data = await readRegister(clone, io);
  if (data.publication.register.head === null)
    io.err(
      {
        id: `Di ${clone} tidak ada cabang register, maka situs ini tanpa berkas. Bila kantor sudah punya berkas, ambil cabangnya (git fetch origin register:register), lalu ulangi.`,
        en: `There is no branch register in ${clone}, so this site has no cases. If the office has cases, fetch the branch (git fetch origin register:register), then repeat.`,
      }[io.lang],
    );
  await makeFolder(out, io);
  io.err({ id: 'Menyusun halaman …', en: 'Building pages …' }[io.lang]);
  const target = await targetOf(PROGRAM);
  const pages = await buildSite({ data, out: resolve(io.cwd, out), root: PROGRAM, target, ...address });
  io.out(
    {
      id: `${pages} halaman dan data terbuka ditulis ke ${out}.`,
      en: `${pages} pages and the open data are written to ${out}.`,
    }[io.lang],
  );
}

/**
 * The export removes from its folder whatever is not of the site: so nothing else may lie there.
 * @throws UserError where something lies in the folder and it holds no earlier export
 */
async function refuseForeign(out: string, io: Io): Promise<void> {
  const names = await namesIn(out, io);
  if (names.length > 0 && !existsSync(join(resolve(io.cwd, out), EXPORTED))) await refuseUnlessEmpty(out, io);
}

async function readRegister(clone: string, io: Io): Promise<SiteData> {
  await refuseUnlessFolder(clone, io);
  const input = await readClone(resolve(io.cwd, clone), io.now()).catch(throwCloneFault);
  return {
    publication: publicationOf(input),
    dossiers: readable(exportJournals(input.journals(), input)),
    sops: (known) => input.sops(known).catch(throwCloneFault),
    checkpoints: await input.checkpoints().catch(throwCloneFault),
  };
}

/** Forwards what comes from a clone. @throws UserError where it cannot be read to its end */
async function* readable<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items;
  } catch (error) {
    throwCloneFault(error);
  }
}
