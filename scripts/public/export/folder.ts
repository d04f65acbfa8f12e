import { createHash, hash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file: its path below a folder, and what it holds. */
export interface PublicFile {
  readonly path: string;
  readonly text: string | Uint8Array;
}

/** What a folder is known to hold: hash and size of each file, by its path. */
export type Manifest = Readonly<Record<string, { readonly hash: string; readonly bytes: number }>>;

/**
 * A folder that people read while it is written. A file is replaced only if it differs, and by renaming, so that a
 * reader gets the old file or the new one, never half of one. Callers put what a page refers to before the page, and
 * remove last what is gone. Small files are written synchronously, since waiting for the thread pool takes longer than
 * writing.
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

  put({ path, text }: PublicFile): void {
    const now = { hash: hashOf(text), bytes: Buffer.byteLength(text) };
    this.#put.add(path);
    if (this.#held[path]?.hash === now.hash) return;
    const full = join(this.path, path);
    this.#makeParent(full);
    // Nobody reads a file that is new, since no page refers to it yet.
    if (!this.has(path)) writeFileSync(full, text);
    else {
      writeFileSync(`${full}.new`, text);
      renameSync(`${full}.new`, full);
    }
    this.#held[path] = now;
    this.written += 1;
  }

  /** A file of many lines, written as they come; it takes its place when it is closed. */
  lineWriter(path: string): LineWriter {
    const full = join(this.path, path);
    this.#makeParent(full);
    return new LineWriter(`${full}.new`, (now) => {
      this.#put.add(path);
      if (this.#held[path]?.hash === now.hash) return rmSync(`${full}.new`);
      renameSync(`${full}.new`, full);
      this.#held[path] = now;
      this.written += 1;
    });
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

  /** What a file holds. */
  bytes(path: string): Promise<Uint8Array> {
    return readFile(join(this.path, path));
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

  #makeParent(path: string): void {
    const parent = dirname(path);
    if (!this.#made.has(parent)) mkdirSync(parent, { recursive: true });
    this.#made.add(parent);
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

export const hashOf = (text: string | Uint8Array): string => hash('sha256', text);

/** Lines on their way into a file. */
export class LineWriter {
  readonly #file: number;
  readonly #done: (now: Manifest[string]) => void;
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #waiting: string[] = [];
  #size = 0;

  constructor(path: string, done: (now: Manifest[string]) => void) {
    this.#file = openSync(path, 'w');
    this.#done = done;
  }

  /** @param line without its line feed */
  write(line: string): void {
    this.#waiting.push(line, '\n');
    this.#size += line.length;
    if (this.#size > 262_144) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
    this.#done({ hash: this.#hash.digest('hex'), bytes: this.#bytes });
  }

  #flush(): void {
    const chunk = Buffer.from(this.#waiting.join(''));
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    writeSync(this.#file, chunk);
    [this.#waiting, this.#size] = [[], 0];
  }
}
