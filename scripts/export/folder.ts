import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file: its path below a folder, and what it holds. */
export interface PublicFile {
  readonly path: string;
  readonly text: string | Uint8Array;
}

/** What a folder is known to hold: hash and size of each file, by its path. */
export type Manifest = Readonly<Record<string, { readonly hash: string; readonly bytes: number }>>;

/**
 * A folder that people read while it is written. Each file is put in its place whole, by renaming, and only if it
 * differs: a reader sees the old file or the new one, never half of one. So what a page refers to is put before it,
 * and what is gone is removed last.
 */
export class PublicFolder {
  readonly path: string;
  #held: Record<string, { hash: string; bytes: number }>;
  #made = new Set<string>();
  #put = new Set<string>();
  written = 0;

  /** @param held what the folder holds; see {@link manifestOf} */
  constructor(path: string, held: Manifest) {
    this.path = path;
    this.#held = { ...held };
  }

  get manifest(): Manifest {
    return this.#held;
  }

  async put({ path, text }: PublicFile): Promise<void> {
    const now = { hash: hashOf(text), bytes: Buffer.byteLength(text) };
    this.#put.add(path);
    if (this.#held[path]?.hash === now.hash) return;
    const fresh = await this.fresh(path);
    await writeFile(fresh, text);
    await this.#replace(path, fresh, now);
  }

  /** A file of many lines, each ending with a line feed, without holding them all. */
  async putLines(path: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const fresh = await this.fresh(path);
    const file = await open(fresh, 'w');
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const chunk of chunked(lines)) {
        hash.update(chunk);
        bytes += Buffer.byteLength(chunk);
        await file.write(chunk);
      }
    } finally {
      await file.close();
    }
    const now = { hash: hash.digest('hex'), bytes };
    this.#put.add(path);
    if (this.#held[path]?.hash === now.hash) await rm(fresh);
    else await this.#replace(path, fresh, now);
  }

  /** The lines of a file that is there, without their line feeds. */
  async *lines(path: string): AsyncGenerator<string> {
    const file = await open(join(this.path, path));
    try {
      yield* file.readLines();
    } finally {
      await file.close();
    }
  }

  has(path: string): boolean {
    return this.#held[path] !== undefined;
  }

  async remove(path: string): Promise<void> {
    delete this.#held[path];
    await rm(join(this.path, path), { force: true });
  }

  /** Removes whatever was not put since this object was made. */
  async removeOthers(): Promise<void> {
    for (const path of Object.keys(this.#held)) if (!this.#put.has(path)) await this.remove(path);
  }

  /** Where the new state of a file is written before it takes its place. */
  private async fresh(path: string): Promise<string> {
    const full = join(this.path, path);
    const parent = dirname(full);
    if (!this.#made.has(parent)) await mkdir(parent, { recursive: true });
    this.#made.add(parent);
    return `${full}.new`;
  }

  async #replace(path: string, fresh: string, now: Manifest[string]): Promise<void> {
    await rename(fresh, join(this.path, path));
    this.#held[path] = now;
    this.written += 1;
  }
}

/** Reads what a folder holds; what an interrupted run left half-written is removed. */
export async function manifestOf(folder: string): Promise<Manifest> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const manifest: Record<string, Manifest[string]> = {};
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    if (full.endsWith('.new')) {
      await rm(full);
      continue;
    }
    const bytes = await readFile(full);
    manifest[full.slice(folder.length + 1)] = { hash: hashOf(bytes), bytes: bytes.length };
  }
  return manifest;
}

export const hashOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

async function* chunked(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let chunk: string[] = [];
  let size = 0;
  for await (const line of lines) {
    chunk.push(line, '\n');
    size += line.length;
    if (size < 262_144) continue;
    yield chunk.join('');
    [chunk, size] = [[], 0];
  }
  yield chunk.join('');
}
