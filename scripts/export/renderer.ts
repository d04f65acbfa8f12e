import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { PublicData } from './export-register.ts';
import type { PublicFile } from './public-files.ts';

/** The compiled site: pages as a function of address and data, and the files that all pages share. */
export interface Renderer {
  /** Renders a page. @throws if there is none at that address */
  readonly page: (url: string, view: unknown) => Promise<string>;
  /** What pages are given: made once for all pages of one state of the data. */
  readonly view: (data: PublicData) => unknown;
  /** Style, scripts, font, icon. */
  readonly assets: readonly PublicFile[];
}

export interface RendererPlace {
  /** The repository's folder. */
  readonly root: string;
  /** Where compiled renderers are kept, one for each state of the sources. */
  readonly cache: string;
  /** The path below which the site is served; `/` by default. */
  readonly base?: string;
}

const SOURCES = ['site/src', 'site/public', 'site/astro.config.mjs', 'scripts', 'package-lock.json'];
const loaded = new Map<string, Promise<Renderer>>();

/**
 * The renderer for the sources as they stand: loaded, or compiled first where there is none (about two seconds).
 * @throws if the site does not compile, with the compiler's words
 */
export async function loadRenderer({ root, cache, base = '/' }: RendererPlace): Promise<Renderer> {
  const folder = join(cache, (await sourceHash(root, base)).slice(0, 16));
  const known = loaded.get(folder) ?? load(root, folder, base);
  loaded.set(folder, known);
  known.catch(() => loaded.delete(folder));
  return known;
}

async function load(root: string, folder: string, base: string): Promise<Renderer> {
  const entry = join(folder, 'server/entry.mjs');
  if (!(await exists(entry))) await compile(root, folder, base);
  const { render, viewOf } = (await import(pathToFileURL(entry).href)) as {
    render: Renderer['page'];
    viewOf: Renderer['view'];
  };
  return { page: render, view: viewOf, assets: await filesBelow(join(folder, 'client')) };
}

/** Compiles into a folder of its own, which takes its place only when it is whole: two processes may do so at once. */
async function compile(root: string, folder: string, base: string): Promise<void> {
  const fresh = `${folder}.${process.pid}`;
  const astro = join(createRequire(join(root, 'package.json')).resolve('astro/package.json'), '../bin/astro.mjs');
  const env = { ...process.env, DISPOSISI_RENDERER: fresh, DISPOSISI_BASE: base, ASTRO_TELEMETRY_DISABLED: '1' };
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

/** Hash of everything that the renderer is compiled from. */
async function sourceHash(root: string, base: string): Promise<string> {
  const hash = createHash('sha256').update(base).update(process.version);
  for (const source of SOURCES) {
    for (const { path, text } of await filesBelow(join(root, source))) {
      if (!path.endsWith('.test.ts')) hash.update(`${source}/${path}\0${text.length}\0`).update(text);
    }
  }
  return hash.digest('hex');
}

/** The files below a folder, or the one file, in order of their paths. */
async function filesBelow(place: string): Promise<PublicFile[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return [{ path: '', text: await readFile(place) }];
  const paths = entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
  return Promise.all(paths.map(async (path) => ({ path: path.slice(place.length + 1), text: await readFile(path) })));
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
