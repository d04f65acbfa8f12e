import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PublicData, PublicRegister } from './export-register.ts';
import { type PublicFile, publicFiles } from './public-files.ts';

/** Writes the public data into a folder; what it held before and no longer holds is removed. */
export async function writePublicData(data: PublicData, folder: string): Promise<void> {
  await syncFolder(publicFiles(data), folder);
}

/** Reads a folder that {@link writePublicData} wrote. */
export async function readPublicData(folder: string): Promise<PublicData> {
  const text = (path: string) => readFile(join(folder, path), 'utf8');
  const json = async <T>(path: string) => JSON.parse(await text(path)) as T;
  const lines = async <T>(path: string) =>
    (await text(path))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  const [register, cases, events, procedures, roles, rooms] = await Promise.all([
    json<PublicRegister>('register.json'),
    lines<PublicData['cases'][number]>('cases.jsonl'),
    lines<PublicData['events'][number]>('events.jsonl'),
    lines<PublicData['procedures'][number]>('procedures.jsonl'),
    json<PublicData['roles']>('roles.json'),
    json<Pick<PublicData, 'rooms' | 'uses'>>('rooms.json'),
  ]);
  return { register, cases, events, procedures, roles, ...rooms };
}

/** What a folder came to hold: the hash of each file by its path. */
export type Manifest = ReadonlyMap<string, string>;

/**
 * Makes a folder hold exactly these files. Each file is put in its place whole, by renaming, and only if it differs:
 * a reader sees the old file or the new one, never half of one. Files are written in the order given and old ones are
 * removed last, so what a page refers to should stand before it.
 * @param before what the folder is known to hold; without it, the folder is read
 */
export async function syncFolder(
  files: Iterable<PublicFile> | AsyncIterable<PublicFile>,
  folder: string,
  before?: Manifest,
): Promise<Manifest> {
  const held = before ?? (await manifestOf(folder));
  const made = new Set<string>();
  const after = new Map<string, string>();
  for await (const { path, text } of files) {
    const hash = hashOf(text);
    after.set(path, hash);
    if (held.get(path) === hash) continue;
    const full = join(folder, path);
    const parent = dirname(full);
    if (!made.has(parent)) await mkdir(parent, { recursive: true });
    made.add(parent);
    await writeFile(`${full}.new`, text);
    await rename(`${full}.new`, full);
  }
  for (const path of held.keys()) if (!after.has(path)) await rm(join(folder, path), { force: true });
  return after;
}

/** Reads what a folder holds. */
export async function manifestOf(folder: string): Promise<Manifest> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const manifest = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    manifest.set(full.slice(folder.length + 1), hashOf(await readFile(full)));
  }
  return manifest;
}

const hashOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
