import type { PublicData } from './export-register.ts';
import { type Manifest, manifestOf } from './folder.ts';
import { openSite, type SitePlace } from './site.ts';

interface BuildOptions extends SitePlace {
  readonly data: PublicData;
}

/**
 * Builds the whole public site (R32, R33) once: pages, data files, style, script. Who builds again and again opens a
 * site instead (`openSite`), which makes only what changed.
 * @throws if the site does not compile or a page cannot be rendered; pages that were not reached stay as they were
 */
export async function buildSite({ data, ...place }: BuildOptions): Promise<{ pages: number; manifest: Manifest }> {
  const site = await openSite(place);
  const { rendered } = await site.publish(data.publication, {
    all: () => data.dossiers,
    ...(data.checkpoints ? { checkpoints: () => data.checkpoints ?? [] } : {}),
  });
  return { pages: rendered, manifest: await manifestOf(place.out) };
}
