import { execFile } from 'node:child_process';
import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { PublicFile } from './folder.ts';
import type { PublicNames } from '#public/export/names.ts';
import type { PageProps } from './page-props.ts';
import { filesBelow, sourceHash } from './sources.ts';

/** The compiled site: pages as a function of address and data, and the files that all pages share. */
export interface Renderer {
  /** Changes with the sources: where it is the same, the same pages are rendered. */
  readonly id: string;
  /** Renders a page, in UTF-8. @throws if there is none at that address */
  readonly page: (url: string, content: PageContent) => Promise<Uint8Array>;
  /** Style, scripts, font, icon. */
  readonly assets: readonly PublicFile[];
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
  /** The repository's folder. */
  readonly root: string;
  /** A folder for the compiled renderer where the repository's cannot be written. */
  readonly spare?: string;
  /** The path below which the site is served; `/` by default. */
  readonly base?: string;
}

const loaded = new Map<string, Promise<Renderer>>();

/**
 * The renderer for the sources as they stand: loaded, or compiled first where there is none (about two seconds).
 * @throws if the site does not compile, with the compiler's words
 */
export async function loadRenderer({ root, spare, base = '/' }: RendererPlace): Promise<Renderer> {
  const [kept, hash] = await Promise.all([cacheFolder(root, spare), sourceHash(root, [base, process.version])]);
  const folder = join(kept, hash.slice(0, 16));
  const known = loaded.get(folder) ?? load(root, folder, base);
  loaded.set(folder, known);
  known.catch(() => loaded.delete(folder));
  return known;
}

/**
 * Where compiled renderers are kept, one for each state of the sources: beside the packages, as build tools do, for all
 * offices and exports of this repository; `npm ci` clears it.
 */
async function cacheFolder(root: string, spare: string | undefined): Promise<string> {
  const folder = join(root, 'node_modules/.cache/disposisi/renderer');
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK);
    return folder;
  } catch (error) {
    if (spare === undefined) throw error;
    return spare;
  }
}

async function load(root: string, folder: string, base: string): Promise<Renderer> {
  const entry = join(folder, 'server/entry.mjs');
  if (!(await exists(entry))) await compile(root, folder, base);
  const { render } = (await import(pathToFileURL(entry).href)) as { render: Renderer['page'] };
  return { id: folder, page: render, assets: await filesBelow(join(folder, 'client')) };
}

/** Compiles into a folder of its own, which takes its place only when it is whole: two processes may do so at once. */
async function compile(root: string, folder: string, base: string): Promise<void> {
  const fresh = `${folder}.${process.pid}`;
  const astro = join(createRequire(join(root, 'package.json')).resolve('astro/package.json'), '../bin/astro.mjs');
  const env = {
    ...process.env,
    DISPOSISI_RENDERER: fresh,
    DISPOSISI_BASE: base,
    ASTRO_TELEMETRY_DISABLED: '1',
    // Also where somebody develops or tests: another build is a third larger, and not the one that people get.
    NODE_ENV: 'production',
  };
  try {
    await promisify(execFile)(process.execPath, [astro, 'build', '--silent', '--root', join(root, 'site')], { env });
    await rename(fresh, folder);
  } catch (error) {
    if (await exists(join(folder, 'server/entry.mjs'))) return;
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`The site does not compile:\n${stdout}${stderr || String(error)}`);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
