import { createHash, hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SiteDatabase } from './memory/site-database.ts';

/** A file: its path below a folder, and its content. */
export interface PublicFile {
  readonly path: string;
  readonly text: string | Uint8Array;
}

/** Loads published files, by their paths, into the folder in which the site is written. */
export type BringFiles = (paths: readonly string[]) => Promise<void>;

/** The content of a folder: hash and size of each file, by its path. */
export type Manifest = Readonly<Record<string, Print>>;

interface Print {
  readonly hash: string;
  readonly bytes: number;
}

/**
 * A folder that people read while it is written. A file is replaced only if it differs. It is replaced by renaming, so
 * that a reader gets the whole old file or the whole new file. Callers write the files that a page refers to before the
 * page, and remove old files last. Small files are written synchronously, since waiting for the thread pool takes
 * longer than writing.
 */
export class PublicFolder {
  readonly path: string;
  readonly #database: SiteDatabase;
  readonly #publication: number;
  readonly #bring: BringFiles | undefined;
  #made = new Set<string>();
  /** The files that were added or changed since this object was made, and those that were removed. */
  readonly changes = { put: new Set<string>(), gone: new Set<string>() };

  /**
   * @param database remembers the content of the folder
   * @param publication a number that no earlier publication had; it marks the files of this publication
   * @param bring loads published files if the folder begins empty although the database knows them
   */
  constructor(path: string, database: SiteDatabase, publication: number, bring?: BringFiles) {
    this.path = path;
    this.#database = database;
    this.#publication = publication;
    this.#bring = bring;
  }

  /** Writes a file, unless the folder has it with the same content. In both cases it is part of this publication. */
  put({ path, text }: PublicFile): void {
    const now = { hash: hashOf(text), bytes: Buffer.byteLength(text) };
    const held = this.#held(path);
    if (held?.hash === now.hash) return this.#keep(path);
    const full = join(this.path, path);
    this.#makeParent(full);
    // Nobody reads a new file yet, since no page refers to it.
    if (!held) writeFileSync(full, text);
    else {
      writeFileSync(`${full}.new`, text);
      renameSync(`${full}.new`, full);
    }
    this.#hold(path, now);
  }

  /** Opens a large file for writing, compressed if its name ends with .gz. It appears when the writer is closed. */
  writer(path: string): FileWriter {
    const full = join(this.path, path);
    this.#makeParent(full);
    return new FileWriter(`${full}.new`, path.endsWith('.gz'), (now) => {
      if (this.#held(path)?.hash === now.hash) {
        rmSync(`${full}.new`);
        return this.#keep(path);
      }
      renameSync(`${full}.new`, full);
      this.#hold(path, now);
    });
  }

  /** Reads a file, which is loaded first if it is not in the folder. */
  async bytes(path: string): Promise<Uint8Array> {
    await this.need([path]);
    return readFile(join(this.path, path));
  }

  /** Reads a small file that is known to be in the folder ({@link need}). */
  text(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  /** Loads the given published files that are not in the folder, in one call. */
  async need(paths: readonly string[]): Promise<void> {
    if (!this.#bring) return;
    const absent = paths.filter((path) => !existsSync(join(this.path, path)));
    if (absent.length > 0) await this.#bring(absent);
  }

  async remove(path: string): Promise<void> {
    this.#database.run('DELETE FROM files WHERE path = ?', path);
    this.changes.put.delete(path);
    this.changes.gone.add(path);
    await rm(join(this.path, path), { force: true });
  }

  /** Removes the files that are not part of this publication: neither `put` nor a writer got their paths. */
  async removeOthers(): Promise<void> {
    const others = this.#database.all<{ path: string }>(
      'SELECT path FROM files WHERE publication <> ?',
      this.#publication,
    );
    for (const { path } of others) await this.remove(path);
  }

  /**
   * Returns the files below a folder, in order of their paths.
   * @param below path of the folder, with a slash at its end
   * @param except folders below it whose files are left out, in order, each with a slash at its end
   */
  list(below: string, except: readonly string[]): { readonly path: string; readonly bytes: number }[] {
    // The character '0' follows '/', so all paths below `a/` are before `a0`.
    const starts = [below, ...except.map((each) => `${each.slice(0, -1)}0`)];
    const ends = [...except, `${below.slice(0, -1)}0`];
    return starts.flatMap((start, i) =>
      this.#database.all<{ path: string; bytes: number }>(
        'SELECT path, bytes FROM files WHERE path >= ? AND path < ? ORDER BY path',
        ...[start, ends[i] ?? start],
      ),
    );
  }

  #held(path: string): Print | undefined {
    return this.#database.get<Print>('SELECT hash, bytes FROM files WHERE path = ?', path);
  }

  #keep(path: string): void {
    this.#database.run('UPDATE files SET publication = ? WHERE path = ?', this.#publication, path);
  }

  #hold(path: string, { hash: now, bytes }: Print): void {
    this.#database.run('INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)', path, now, bytes, this.#publication);
    this.changes.put.add(path);
    this.changes.gone.delete(path);
  }

  #makeParent(path: string): void {
    const parent = dirname(path);
    if (!this.#made.has(parent)) mkdirSync(parent, { recursive: true });
    this.#made.add(parent);
  }
}

/** Reads the content of a folder. Files that an interrupted run left half-written are removed. */
export async function manifestOf(folder: string): Promise<Manifest> {
  const manifest: Record<string, Print> = {};
  for await (const { path, ...print } of filesIn(folder)) manifest[path] = print;
  return manifest;
}

/** Makes a database list the content of a folder, and returns whether it already listed exactly this content. */
export async function rememberFolder(folder: string, database: SiteDatabase): Promise<boolean> {
  let isSame = true;
  database.run('UPDATE files SET publication = -1');
  for await (const { path, hash: now, bytes } of filesIn(folder)) {
    const known = database.get<Print>('SELECT hash FROM files WHERE path = ?', path);
    if (known?.hash !== now) isSame = false;
    database.run('INSERT OR REPLACE INTO files VALUES (?, ?, ?, 0)', path, now, bytes);
  }
  if (database.get('SELECT 1 FROM files WHERE publication = -1')) isSame = false;
  database.run('DELETE FROM files WHERE publication = -1');
  return isSame;
}

async function* filesIn(folder: string): AsyncGenerator<Print & { readonly path: string }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    if (full.endsWith('.new')) {
      await rm(full);
      continue;
    }
    const bytes = await readFile(full);
    yield { path: full.slice(folder.length + 1), hash: hashOf(bytes), bytes: bytes.length };
  }
}

export const hashOf = (text: string | Uint8Array): string => hash('sha256', text);

/** Writes a file that appears at its path when it is closed. */
export class FileWriter {
  readonly #file: number;
  readonly #isPacked: boolean;
  readonly #done: (now: Print) => void;
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #waiting: string[] = [];
  #size = 0;

  /**
   * @param isPacked whether the file is compressed: each part becomes a member of a gzip file (RFC 1952, 2.2)
   * @param done called with hash and size when the file is closed
   */
  constructor(path: string, isPacked: boolean, done: (now: Print) => void) {
    this.#file = openSync(path, 'w');
    this.#isPacked = isPacked;
    this.#done = done;
  }

  write(text: string): void {
    this.#waiting.push(text);
    this.#size += text.length;
    if (this.#size > 262_144) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
    this.#done({ hash: this.#hash.digest('hex'), bytes: this.#bytes });
  }

  #flush(): void {
    const text = this.#waiting.join('');
    const chunk = this.#isPacked ? gzipSync(text) : Buffer.from(text);
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    writeSync(this.#file, chunk);
    [this.#waiting, this.#size] = [[], 0];
  }
}
