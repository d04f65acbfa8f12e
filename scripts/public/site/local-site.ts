import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type BundledRenderer, loadBundledRenderer } from './render/bundled-renderer.ts';
import { loadRenderer, placeFiles, type Renderer } from './render/renderer.ts';
import { sharedFiles } from './render/shared-files.ts';
import { openSite, type Site, type SitePlace } from './site.ts';

interface Sources {
  readonly root: string;
  readonly address?: string;
  /** A folder for the compiled renderer if the repository's folder cannot be written. */
  readonly spare?: string;
}

/** A site that is made on a machine with the repository and its packages. */
export type LocalPlace = Sources & Omit<SitePlace, 'renderer' | 'startProcess' | 'shared' | 'bring'>;

/** Path of the committed renderer in the repository. */
const COMMITTED = '.github/actions/disposisi/renderer.mjs';

/**
 * Opens a site. Its pages are compiled first, unless they are compiled already.
 * @throws if the pages do not compile
 */
export async function openLocalSite({ root: given, spare, ...place }: LocalPlace): Promise<Site> {
  // Astro reads a relative path as one below its own root.
  const root = resolve(given);
  const renderer = await rendererOf({ ...place, root, ...(spare === undefined ? {} : { spare }) });
  return openSite({
    ...{ ...place, renderer },
    shared: async () => placeFiles(await sharedFiles(root, renderer), baseOf(place.address)),
    startProcess: () => committedRenderer(join(root, COMMITTED), renderer.id, place.address),
  });
}

/**
 * Starts the committed renderer in an operating-system process of its own.
 * @param id the id of the caller's renderer
 * @returns undefined if the committed renderer has another id, for example while somebody changes pages, or if it
 *   cannot be started; then the caller renders all pages itself, which only takes longer
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
 * Writes the files that all pages share, as compiled, for a site that is made on another machine.
 * @param out an absolute path
 * @returns the number of files
 * @throws if the site does not compile; the system's error if a file cannot be written
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
