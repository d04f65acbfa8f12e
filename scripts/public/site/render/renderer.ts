import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { PublicNames } from '#public/export/names.ts';
import type { PublicFile } from '../folder.ts';
import type { PageProps } from '../pages/page-props.ts';
import { compiledSite } from './compiled-site.ts';
import { filesBelow } from './sources.ts';

/** The compiled site: pages as a function of address and data, and the files that all pages share. */
export interface Renderer {
  /** Changes with the sources and the base: where it is the same, on any machine, the same pages are rendered. */
  readonly id: string;
  /** Renders a page, in UTF-8. @throws if there is none at that address */
  readonly page: (url: string, content: PageContent) => Promise<Uint8Array>;
  /** Style, scripts, font, icon, as they were compiled: asked for only where all pages are made. @throws where there are only pages */
  readonly assets: () => Promise<readonly PublicFile[]>;
}

/** All that a page is a function of. */
export interface PageContent {
  readonly names: PublicNames;
  readonly props: PageProps;
  /** The address under which the site is read; empty where it is not known. */
  readonly address: string;
  /** true: data and accounts are made up. False by default, so that no office's own site says so by mistake. */
  readonly sample?: boolean;
}

interface RendererPlace {
  readonly root: string;
  /** A folder for the compiled renderer where the repository's cannot be written. */
  readonly spare?: string;
  /** The path below which the site is served, as it stands in a URL; `/` by default. */
  readonly base?: string;
}

/** How the compiled site renders a page (site/src/renderer.ts). */
export type RenderPage = (url: string, content: PageContent, prefix: string) => Promise<Uint8Array>;

/**
 * The renderer for the sources as they stand: loaded, or compiled first where there is none (some seconds).
 * @throws if the site does not compile, with the compiler's words
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

/** What every address below a base begins with: `/berkas` for `/berkas/`, nothing for `/`. */
export const prefixOf = (base: string): string => base.replace(/\/$/, '');

/** The id of what is rendered by these sources, below this prefix. */
export const idOf = (sources: string, prefix: string): string =>
  createHash('sha256').update(`${sources}\0${prefix}`).digest('hex');

/** What the addresses of style and scripts begin with in files as they were compiled (site/astro.config.mjs). */
const PLACEHOLDER = '/__PREFIX__';

/** Compiled files as they are below a base. Latin-1 has a character for each byte, so that a font stays what it is. */
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

/** Where in a site's folder the compiled scripts, styles and fonts lie; only their addresses begin with the placeholder. */
const COMPILED = '/aset/';

/**
 * The inverse of {@link placeFiles}: what a file that is served below a base was when it was compiled.
 * @returns undefined for a file that still holds the placeholder, which no placed one does
 */
export function asCompiled(text: Uint8Array, base: string): Uint8Array | undefined {
  const served = Buffer.from(text).toString('latin1');
  if (served.includes(PLACEHOLDER)) return undefined;
  return Buffer.from(
    served.replaceAll(`${prefixOf(base)}${COMPILED}`, () => PLACEHOLDER + COMPILED),
    'latin1',
  );
}
