import { exportJournals, publicationOf } from '#public/export/export-register.ts';
import type { PublicData } from '#tests/support/export-register.ts';
import type { Dossier } from '#public/export/publication.ts';
import { type ClonedRegister, readClone } from '#public/export/read-clone.ts';

/** Reads a clone, and returns everything that is published of it. */
export async function exportClone(folder: string, readAt: string): Promise<PublicData & Pick<ClonedRegister, 'sops'>> {
  const input = await readClone(folder, readAt);
  const dossiers: Dossier[] = [];
  for await (const dossier of exportJournals(input.journals(), input)) dossiers.push(dossier);
  return { publication: publicationOf(input), dossiers, sops: input.sops };
}
