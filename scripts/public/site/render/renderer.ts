import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { PublicNames } from '#public/export/names.ts';
import type { PublicFile } from '../folder.ts';
import type { PageProps } from '../pages/page-props.ts';
import { compiledSite } from './compiled-site.ts';
import { filesBelow } from './sources.ts';

/** The compiled site: pages as a function of address and data, and the files that all pages share. */
export interface Renderer {
  /** The id changes with the sources and the base. The same id means the same pages, on any machine. */
  readonly id: string;
  /** Renders a page, in UTF-8, or throws if there is no page at that address. */
  readonly page: (url: string, content: PageContent) => Promise<Uint8Array>;
  /**
   * Returns style, scripts, font and icon, as compiled. It is called only if all pages are made.
   * @throws if the renderer renders only pages
   */
  readonly assets: () => Promise<readonly PublicFile[]>;
}

/** The input of a page. */
export interface PageContent {
  readonly names: PublicNames;
  readonly props: PageProps;
  /** The address under which the site is read, or empty if it is not known. */
  readonly address: string;
  /** If true, data and accounts are made up. It is false by default, so that no real site says so. */
  readonly sample?: boolean;
}

interface RendererPlace {
  readonly root: string;
  /** A folder for the compiled renderer if the repository's folder cannot be written. */
  readonly spare?: string;
  /** The path below which the site is served, as in a URL; `/` by default. */
  readonly base?: string;
}

/** The function of the compiled site that renders a page (site/src/renderer.ts). */
export type RenderPage = (url: string, content: PageContent, prefix: string) => Promise<Uint8Array>;

/**
 * Loads the renderer for the current sources. If it does not exist yet, it is compiled first (some seconds).
 * @throws if the site does not compile, with the compiler's output
 */
export async function loadRenderer({ root, spare, base = '/' }: RendererPlace): Promise<Renderer> {
  const { sources, entry, shared } = await compiledSite(root, spare);
  const { render } = (await import(pathToFileURL(entry).href)) as { readonly render: RenderPage };
  const prefix = prefixOf(base);
  return {
    id: idOf(sources, prefix),
    page: (url, content) => render(url, content, prefix),
    assets: () => filesBelow(shared),
  };
}

/** Returns the beginning of every address below a base: `/berkas` for `/berkas/`, nothing for `/`. */
export const prefixOf = (base: string): string => base.replace(/\/$/, '');

/** Returns the id of a renderer by its sources and its prefix. */
export const idOf = (sources: string, prefix: string): string =>
  createHash('sha256').update(`${sources}\0${prefix}`).digest('hex');

/** The beginning of the addresses of style and scripts in compiled files (site/astro.config.mjs). */
const PLACEHOLDER = '/__PREFIX__';

/** Converts compiled files to those below a base. Latin-1 has a character for each byte, so fonts stay unchanged. */
export const placeFiles = (files: readonly PublicFile[], base: string): PublicFile[] =>
  files.map(({ path, text }) => ({
    path,
    text: Buffer.from(
      Buffer.from(text)
        .toString('latin1')
        .replaceAll(PLACEHOLDER, () => prefixOf(base)),
      'latin1',
    ),
  }));

/** The folder of compiled scripts, styles and fonts in a site. Only their addresses begin with the placeholder. */
const COMPILED = '/aset/';

/**
 * Converts a file that is served below a base to the compiled file. It is the inverse of {@link placeFiles}.
 * @returns undefined for a file that still contains the placeholder, which no converted file does
 */
export function asCompiled(text: Uint8Array, base: string): Uint8Array | undefined {
  const served = Buffer.from(text).toString('latin1');
  if (served.includes(PLACEHOLDER)) return undefined;
  return Buffer.from(
    served.replaceAll(`${prefixOf(base)}${COMPILED}`, () => PLACEHOLDER + COMPILED),
    'latin1',
  );
}
