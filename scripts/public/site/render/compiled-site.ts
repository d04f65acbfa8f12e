import { execFile } from 'node:child_process';
import fs, { constants, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '#domain/user-error.ts';
import { filesBelow, sourceHash } from './sources.ts';

const compiled = new Map<string, Promise<void>>();

/**
 * Returns the site compiled from the current sources. If it does not exist yet, it is compiled first (some seconds).
 * @param from the repository's folder
 * @param spare a folder for the compiled site if the repository's folder cannot be written
 * @throws UserError if nothing can be compiled here, and nothing was compiled before
 * @throws if the site does not compile, with the compiler's output
 */
export async function compiledSite(from: string, spare?: string) {
  const root = resolve(from);
  const sources = await sourceHash(root);
  const name = `${sources.slice(0, 16)}-${process.version}`;
  const before = join(root, CACHE, name);
  const folder = (await exists(entryIn(before))) ? before : join(await cacheFolder(root, spare), name);
  const entry = entryIn(folder);
  const known = compiled.get(folder) ?? compileOnce(root, folder);
  compiled.set(folder, known);
  known.catch(() => compiled.delete(folder));
  await known;
  return {
    sources,
    /** The module that renders pages (site/src/renderer.ts). */
    entry,
    /** The folder of the files that all pages share. */
    shared: join(folder, 'client'),
    /** The file that lists the paths of the compiled modules. */
    modules: join(folder, 'server/modules.json'),
  };
}

const entryIn = (folder: string): string => join(folder, 'server/entry.mjs');

/**
 * Returns the folder in which compiled sites are kept, one for each state of the sources. It is next to the packages,
 * as for other build tools, for all offices and exports of this repository. `npm ci` clears it.
 */
async function cacheFolder(root: string, spare: string | undefined): Promise<string> {
  const folder = join(root, CACHE);
  try {
    await mkdir(folder, { recursive: true });
    await fs.access(folder, constants.R_OK | constants.W_OK);
    return folder;
  } catch (error) {
    if (spare === undefined) throw isUnwritable(String(error)) ? onlyRead(root) : error;
    return spare;
  }
}

const CACHE = 'node_modules/.cache/disposisi/renderer';

const isUnwritable = (said: string): boolean => /\b(?:EROFS|EACCES|EPERM)\b/.test(said);

const onlyRead = (root: string): UserError =>
  new UserError({
    id: `${root} hanya dapat dibaca, dan halaman situs versi ini belum disusun di sana. Jalankan sekali, sebagai pemilik folder itu: npx disposisi export --shared --out FOLDER. Sesudah itu perintah ini berjalan.`,
    en: `${root} can only be read, and the pages of this version were not compiled there yet. Run once, as its owner: npx disposisi export --shared --out DIR. Then this command works.`,
  });

/** Some packages have parts for one kind of machine, and npm takes these for optional. */
const WITHOUT_PARTS = new UserError({
  id: 'Paket yang menyusun halaman situs tidak lengkap di mesin ini. Jalankan npm ci (tanpa --omit=optional).',
  en: 'The packages that compile the pages are not complete on this machine. Run npm ci (without --omit=optional).',
});

/** Compiles into a new folder, which is renamed when it is complete, since two processes may compile at once. */
async function compileOnce(root: string, folder: string): Promise<void> {
  if (await exists(entryIn(folder))) return;
  const fresh = `${folder}.${process.pid}`;
  const astro = join(createRequire(join(root, 'package.json')).resolve('astro/package.json'), '../bin/astro.mjs');
  // The compiler gets no other variables. Astro replaces the name of a variable in code by the variable's value.
  const env = {
    DISPOSISI_RENDERER: fresh,
    ASTRO_TELEMETRY_DISABLED: '1',
    // Astro would encrypt islands with this key, but the site has none. A random key would make each result different.
    ASTRO_KEY: Buffer.alloc(32).toString('base64'),
    // This is set for development and tests too. Otherwise the build is a third larger, and is not the public build.
    NODE_ENV: 'production',
  };
  try {
    await promisify(execFile)(process.execPath, [astro, 'build', '--silent', '--root', join(root, 'site')], { env });
    await forgetPlaces(root, fresh);
    await rename(fresh, folder);
  } catch (error) {
    if (await exists(entryIn(folder))) return;
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    if (isUnwritable(stderr)) throw onlyRead(root);
    if (/Cannot find native binding|optional dependencies/.test(stderr)) throw WITHOUT_PARTS;
    throw new Error(`The site does not compile:\n${stdout}${stderr || String(error)}`);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function forgetPlaces(root: string, folder: string): Promise<void> {
  const packages = await realpath(join(root, 'node_modules'));
  const server = join(folder, 'server');
  for (const { path, text } of await filesBelow(server))
    await writeFile(join(server, path), withoutPlaces(Buffer.from(text).toString(), { root, folder, packages }));
}

/**
 * Replaces all paths in compiled code by those of a checkout at `/`, so that the same sources give the same bytes.
 * @param places absolute paths of the repository, of the compiled site, and of the real folder of its packages
 */
export function withoutPlaces(
  code: string,
  { root, folder, packages }: { readonly root: string; readonly folder: string; readonly packages: string },
): string {
  const places = [
    [`${folder}/`, '/site/dist/'],
    [`${root}/site/`, '/site/'],
    // This path comes before the packages' own path. It ends with that path if the two have no common folder.
    [`${relative(join(root, 'site'), packages)}/`, '../node_modules/'],
    [`${packages}/`, '/node_modules/'],
  ] as const;
  return places.reduce((text, [place, at]) => text.replaceAll(place, at), code);
}

const exists = (path: string): Promise<boolean> =>
  fs.access(path).then(
    () => true,
    () => false,
  );
