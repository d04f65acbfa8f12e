import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { verifyClone } from '#engine/register/clone.ts';
import type { RegisterFinding } from '#engine/register/finding.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import { exportClone } from './export-clone.ts';
import { ROOT } from './folders.ts';
import { type Office, type OfficeOptions, openOffice } from './office.ts';
import { readPublished } from './published-file.ts';

/** Returns the register’s present index. */
export const indexOf = async ({ forge }: Office): Promise<RegisterIndex> =>
  parseIndex((await forge.readRegister([INDEX_PATH])).get(INDEX_PATH));

/** Returns the findings in an office’s register, read from its own repository. */
export const findingsOf = async ({ folder }: Office): Promise<readonly RegisterFinding[]> =>
  (await verifyClone(join(folder, 'repo.git'))).findings;

/** An office with a site, which only `publish` makes. */
export interface PublishedOffice extends Office {
  /**
   * Publishes the site of the present office.
   * @returns a function that reads a file of the site
   */
  publish(): Promise<(path: string) => Promise<string>>;
}

/** Opens an office with a site, both in folders of their own. */
export async function openPublishedOffice(options: OfficeOptions): Promise<PublishedOffice> {
  const office = await openOffice(options);
  const out = await mkdtemp(join(tmpdir(), 'situs-'));
  const site = await openLocalSite({ root: ROOT, out });
  return {
    ...office,
    publish: async () => {
      const { publication, dossiers } = await exportClone(join(office.folder, 'repo.git'), office.now());
      await site.publish(publication, { all: () => dossiers });
      return (path) => readPublished(join(out, path));
    },
    close: async () => {
      site.close();
      await office.close();
      await rm(out, { recursive: true, force: true });
    },
  };
}
