import { resolve } from 'node:path';
import { loadRenderer } from './renderer.ts';
import { sharedFiles } from './shared-files.ts';
import { openSite, type Site, type SitePlace } from './site.ts';

/** A site that is made where the repository and its packages are. */
export interface LocalPlace extends Omit<SitePlace, 'renderer' | 'shared' | 'bring'> {
  /** The repository's folder. */
  readonly root: string;
  /** A folder for the compiled renderer where the repository's cannot be written. */
  readonly spare?: string;
}

/** Opens a site, with what its pages compile to. @throws if they do not compile */
export async function openLocalSite({ root: given, spare, ...place }: LocalPlace): Promise<Site> {
  // Astro takes a relative path for one below its own root.
  const root = resolve(given);
  const base = place.address ? new URL(place.address).pathname : '/';
  const renderer = await loadRenderer({ root, base, ...(spare === undefined ? {} : { spare }) });
  return openSite({ ...place, renderer, shared: () => sharedFiles(root, renderer) });
}
