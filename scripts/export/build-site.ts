import { join } from 'node:path';
import type { PublicData } from './export-register.ts';
import { type Manifest, readPublicData, syncFolder } from './folder.ts';
import { pagesOf } from './pages.ts';
import { type PublicFile, publicFiles } from './public-files.ts';
import { loadRenderer, type Renderer } from './renderer.ts';

export interface BuildOptions {
  /** The public data, or the folder that they lie in. */
  readonly data: PublicData | string;
  /** Where the site is written. */
  readonly out: string;
  /** The repository's folder. */
  readonly root: string;
  /** The path below which the site is served; `/` by default. */
  readonly base?: string;
  /** Where compiled renderers are kept; `.disposisi/renderer` by default. */
  readonly cache?: string;
  /** What `out` is known to hold, from the build before; without it, `out` is read. */
  readonly before?: Manifest;
}

export interface Built {
  readonly pages: number;
  readonly manifest: Manifest;
}

/**
 * Builds the whole public site from the public data (R32, R33): pages, data files, style, script. Every file is
 * replaced whole and only where it differs, so the site can be read while it is built.
 * @throws if the site does not compile or a page cannot be rendered; pages that were not reached stay as they were
 */
export async function buildSite(options: BuildOptions): Promise<Built> {
  const { root, out, base = '/', cache = join(root, '.disposisi/renderer') } = options;
  const data = typeof options.data === 'string' ? await readPublicData(options.data) : options.data;
  const renderer = await loadRenderer({ root, cache, base });
  const manifest = await syncFolder(siteFiles(data, renderer), out, options.before);
  return { pages: pagesOf(data).length, manifest };
}

/** All files of the site: what pages refer to first. */
export async function* siteFiles(data: PublicData, renderer: Renderer): AsyncGenerator<PublicFile> {
  yield* renderer.assets;
  for (const { path, text } of publicFiles(data)) yield { path: `data/${path}`, text };
  const view = renderer.view(data);
  for (const { url, path } of pagesOf(data)) yield { path, text: await renderer.page(url, view) };
}
