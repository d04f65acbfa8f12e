import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '#domain/user-error.ts';
import { type Io, remark, printText } from '#entry/command.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { exportJournals, publicationOf } from '#public/export/export-register.ts';
import type { Publication } from '#public/export/publication.ts';
import { readClone } from '#public/export/read-clone.ts';
import { targetOf } from '#public/form/target-file.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import type { Cases } from '#public/site/site.ts';
import { throwCloneFault } from './clone-fault.ts';
import { makeFolder, namesIn, refuseUnlessEmpty, refuseUnlessFolder } from './folders.ts';

/** A folder with this file contains an earlier export. */
const EXPORTED = 'data/register.json';

export interface SiteDestination {
  readonly out: string;
  readonly address?: string;
}

/**
 * Checks that a site may be written to a folder, before anything is read or made for the site.
 * @throws UsageError for an address that no browser opens; UserError if the folder contains something else
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
 * Writes pages and open data from the register in a clone, bare or not, and reports it.
 * @throws UserError if the folder is not a clone that can be read
 */
export async function writeSite(clone: string, { out, ...address }: SiteDestination, io: Io): Promise<void> {
  const { publication, cases } = await readRegister(clone, io);
  if (publication.register.head === null)
    remark(io, {
      id: `Di ${clone} tidak ada cabang register, maka situs ini tanpa berkas. Bila kantor sudah punya berkas, ambil cabangnya (git fetch origin register:register), lalu ulangi.`,
      en: `There is no branch register in ${clone}, so this site has no cases. If the office has cases, fetch the branch (git fetch origin register:register), then repeat.`,
    });
  await makeFolder(out, io);
  remark(io, { id: 'Menyusun halaman …', en: 'Building pages …' });
  const target = await targetOf(PROGRAM);
  const site = await openLocalSite({ out: resolve(io.cwd, out), root: PROGRAM, target, ...address });
  const { rendered: pages } = await site.publish(publication, cases);
  site.close();
  printText(io, {
    id: `${pages} halaman dan data terbuka ditulis ke ${out}.`,
    en: `${pages} pages and the open data are written to ${out}.`,
  });
}

/**
 * Refuses a folder with other files, since the export removes all files that do not belong to the site.
 * @throws UserError if the folder is not empty and contains no earlier export
 */
async function refuseForeign(out: string, io: Io): Promise<void> {
  const names = await namesIn(out, io);
  if (names.length > 0 && !existsSync(join(resolve(io.cwd, out), EXPORTED))) await refuseUnlessEmpty(out, io);
}

async function readRegister(
  clone: string,
  io: Io,
): Promise<{ readonly publication: Publication; readonly cases: Cases }> {
  await refuseUnlessFolder(clone, io);
  const input = await readClone(resolve(io.cwd, clone), io.now()).catch(throwCloneFault);
  const checkpoints = await input.checkpoints().catch(throwCloneFault);
  const cases: Cases = {
    all: () => readable(exportJournals(input.journals(), input)),
    sops: (known) => input.sops(known).catch(throwCloneFault),
    checkpoints: () => checkpoints,
  };
  return { publication: publicationOf(input), cases };
}

/** Iterates over items of a clone, or throws a UserError if the clone cannot be read to its end. */
async function* readable<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items;
  } catch (error) {
    throwCloneFault(error);
  }
}
