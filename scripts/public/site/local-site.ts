import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type BundledRenderer, loadBundledRenderer } from './render/bundled-renderer.ts';
import { loadRenderer, placeFiles, type Renderer } from './render/renderer.ts';
import { sharedFiles } from './render/shared-files.ts';
import { openSite, type Site, type SitePlace } from './site.ts';

interface Sources {
  readonly root: string;
  readonly address?: string;
  /** A folder for the compiled renderer where the repository's cannot be written. */
  readonly spare?: string;
}

/** A site that is made where the repository and its packages are. */
export type LocalPlace = Sources & Omit<SitePlace, 'renderer' | 'startProcess' | 'shared' | 'bring'>;

/** Where the renderer is committed, from the repository's folder. */
const COMMITTED = '.github/actions/disposisi/renderer.mjs';

/** Opens a site, with what its pages compile to. @throws if they do not compile */
export async function openLocalSite({ root: given, spare, ...place }: LocalPlace): Promise<Site> {
  // Astro takes a relative path for one below its own root.
  const root = resolve(given);
  const renderer = await rendererOf({ ...place, root, ...(spare === undefined ? {} : { spare }) });
  return openSite({
    ...{ ...place, renderer },
    shared: async () => placeFiles(await sharedFiles(root, renderer), baseOf(place.address)),
    startProcess: () => committedRenderer(join(root, COMMITTED), renderer.id, place.address),
  });
}

/**
 * The committed renderer in a process of its own, where it is that of these sources. Elsewhere, as where somebody changes
 * pages, or where no process can be started, this process renders: that takes longer, and the pages are the same.
 */
export async function committedRenderer(
  file: string,
  id: string,
  address?: string,
): Promise<BundledRenderer | undefined> {
  const committed = await loadBundledRenderer(file, baseOf(address)).catch(() => undefined);
  if (committed?.id === id) return committed;
  committed?.close();
  return undefined;
}

/**
 * Writes what all pages share, as it is compiled, for a site that is made elsewhere.
 * @param out an absolute path
 * @returns how many files
 * @throws if the site does not compile; the system's error where a file cannot be written
 */
export async function writeShared({ out, root }: Pick<Sources, 'root'> & { readonly out: string }): Promise<number> {
  const files = await sharedFiles(root, await rendererOf({ root }));
  for (const { path, text } of files) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), text);
  }
  return files.length;
}

const rendererOf = ({ root, address, spare }: Sources): Promise<Renderer> =>
  loadRenderer({ root, base: baseOf(address), ...(spare === undefined ? {} : { spare }) });

const baseOf = (address: string | undefined): string => (address ? new URL(address).pathname : '/');
