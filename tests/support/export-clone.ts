import { exportJournals, type PublicData, publicationOf } from '#public/export/export-register.ts';
import type { Dossier } from '#public/export/publication.ts';
import { type ClonedRegister, readClone } from '#public/export/read-clone.ts';

/** Returns all that is published of a clone, at once. */
export async function exportClone(folder: string, readAt: string): Promise<PublicData & Pick<ClonedRegister, 'sops'>> {
  const input = await readClone(folder, readAt);
  const dossiers: Dossier[] = [];
  for await (const dossier of exportJournals(input.journals(), input)) dossiers.push(dossier);
  return { publication: publicationOf(input), dossiers, sops: input.sops };
}
