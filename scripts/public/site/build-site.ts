import type { CommittedCheckpoint } from '#domain/log/note.ts';
import type { Dossier, Publication } from '#public/export/publication.ts';
import { openLocalSite, type LocalPlace } from './local-site.ts';
import type { Cases } from './site.ts';

export interface SiteData {
  readonly publication: Publication;
  readonly dossiers: Iterable<Dossier> | AsyncIterable<Dossier>;
  /** The log's checkpoints that are known, oldest first. */
  readonly checkpoints?: readonly CommittedCheckpoint[];
  /** How main's SOPs came to be what they are, where that can be read. */
  readonly sops?: Cases['sops'];
}

/**
 * Builds the whole public site (R32, R33) once: pages, data files, style, script. Who builds again and again opens a
 * site instead (`openLocalSite`), which makes only what changed.
 * @returns how many pages were made
 * @throws if the site does not compile or a page cannot be rendered; pages that were not reached stay as they were
 */
export async function buildSite({ data, ...place }: LocalPlace & { readonly data: SiteData }): Promise<number> {
  const site = await openLocalSite(place);
  const { publication, dossiers, checkpoints, sops } = data;
  const { rendered } = await site.publish(publication, {
    all: () => dossiers,
    ...(sops ? { sops } : {}),
    ...(checkpoints ? { checkpoints: () => checkpoints } : {}),
  });
  site.close();
  return rendered;
}
