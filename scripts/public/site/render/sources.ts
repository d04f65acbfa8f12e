import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { PublicFile } from '../folder.ts';

const IMPORT = /(?:from|import)\s*\(?\s*['"]([.#][^'"]+)['"]|<script[^>]*\ssrc="(\.[^"]+)"/g;

/**
 * Returns a hash of everything that the site is compiled from: its own files except tests, the files of the repository
 * that they import, the way of compiling, and the versions of the packages.
 * @param root the repository's folder
 */
export async function sourceHash(root: string): Promise<string> {
  const site = (await filesBelow(join(root, 'site/src'))).flatMap(({ path }) =>
    path.endsWith('.test.ts') ? [] : [join(root, 'site/src', path)],
  );
  const sources = new Map<string, string | Uint8Array>();
  for (const [path, text] of await withImports(site, await namedFolders(root))) sources.set(relative(root, path), text);
  for (const { path, text } of await filesBelow(join(root, 'site/public')))
    sources.set(join('site/public', path), text);
  for (const path of ['site/astro.config.mjs', 'scripts/public/site/render/compiled-site.ts', 'package-lock.json']) {
    sources.set(path, await readFile(join(root, path)).catch(() => new Uint8Array()));
  }
  const hash = createHash('sha256');
  for (const [path, text] of [...sources].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`\0${path}\0${text.length}\0`).update(text);
  }
  return hash.digest('hex');
}

/** Returns the folders that are imported by name (package.json, `imports`), such as "#domain/", and their paths. */
async function namedFolders(root: string): Promise<[name: string, folder: string][]> {
  const { imports = {} } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly imports?: Readonly<Record<string, string>>;
  };
  return Object.entries(imports).map(([name, path]) => [name.replace(/\*$/, ''), join(root, path.replace(/\*$/, ''))]);
}

/** Reads these files, and all files of the repository that they import, directly or through others. */
async function withImports(
  paths: readonly string[],
  named: readonly (readonly [name: string, folder: string])[],
): Promise<Map<string, Uint8Array>> {
  const placeOf = (from: string, module: string): string => {
    const [name, folder] = named.find(([each]) => module.startsWith(each)) ?? ['', dirname(from)];
    return join(folder, module.slice(name.length));
  };
  const found = new Map<string, Uint8Array>();
  let waiting = [...paths];
  while (waiting.length > 0) {
    const texts = await Promise.all(waiting.map(async (path) => [path, await readFile(path)] as const));
    const next = new Set<string>();
    for (const [path, text] of texts) {
      found.set(path, text);
      for (const [, module, script] of text.toString('utf8').matchAll(IMPORT)) {
        // The part after a question mark says to the compiler how to import the file.
        const full = placeOf(path, (module ?? script ?? '').replace(/\?.*$/, ''));
        if (!found.has(full)) next.add(full);
      }
    }
    waiting = [...next].filter((path) => !found.has(path));
  }
  return found;
}

/** Reads the files below a folder, in order of their paths. */
export async function filesBelow(folder: string): Promise<PublicFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
  return Promise.all(paths.map(async (path) => ({ path: path.slice(folder.length + 1), text: await readFile(path) })));
}
