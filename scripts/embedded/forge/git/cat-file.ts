import { LastingGit } from './lasting.ts';
import type { ObjectType } from './objects.ts';

export interface StoredObject {
  readonly type: ObjectType;
  readonly content: Buffer;
}

interface Answer extends StoredObject {
  readonly size: number;
}

interface Waiting {
  /** Whether the whole object was asked for, not only its size. */
  readonly whole: boolean;
  readonly resolve: (answer: Answer | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** Reads objects through one `git cat-file`, which keeps running and prints the objects in the order of the reads. */
export class CatFile {
  readonly #git: LastingGit;
  #waiting: Waiting[] = [];
  #chunks: Buffer[] = [];
  #length = 0;
  #needed = 0;

  constructor(folder: string) {
    this.#git = new LastingGit(folder, ['cat-file', '--batch-command'], {
      heard: (chunk) => this.#receive(chunk),
      lost: () => this.#lose(),
    });
  }

  /** @param name an id, or a file of a commit (`<id>:<path>`) */
  read(name: string): Promise<StoredObject | undefined> {
    return this.#ask(name, true);
  }

  /** Returns the size of an object in bytes, without reading its content. */
  async size(oid: string): Promise<number | undefined> {
    return (await this.#ask(oid, false))?.size;
  }

  close(): Promise<void> {
    return this.#git.close();
  }

  #ask(name: string, whole: boolean): Promise<Answer | undefined> {
    if (!/^[0-9a-f]{40}(?::[\w./-]+)?$/.test(name)) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ whole, resolve, reject });
      this.#git.ask(`${whole ? 'contents' : 'info'} ${name}\n`);
    });
  }

  #lose(): void {
    const left = this.#waiting;
    this.#waiting = [];
    this.#chunks = [];
    this.#length = 0;
    this.#needed = 0;
    for (const { reject } of left) reject(new Error('git cat-file ended before it answered'));
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    while (this.#length > 0 && this.#length >= this.#needed) {
      const all = Buffer.concat(this.#chunks, this.#length);
      const used = this.#take(all);
      this.#chunks = [all.subarray(used)];
      this.#length = all.length - used;
      if (used === 0) return;
    }
  }

  /**
   * Ends the first waiting read, if `bytes` contain its whole object.
   * @returns the number of bytes that were used; 0 if the object is not complete
   */
  #take(bytes: Buffer): number {
    const lineEnd = bytes.indexOf(0x0a);
    if (lineEnd < 0) {
      this.#needed = bytes.length + 1;
      return 0;
    }
    const [, type = '', size] = bytes.toString('utf8', 0, lineEnd).split(' ');
    const start = lineEnd + 1;
    if (size === undefined || this.#waiting[0]?.whole === false) {
      this.#needed = 0;
      const empty = { type: type as ObjectType, size: Number(size), content: Buffer.alloc(0) };
      this.#waiting.shift()?.resolve(size === undefined ? undefined : empty);
      return start;
    }
    const end = start + Number(size);
    if (bytes.length < end + 1) {
      this.#needed = end + 1;
      return 0;
    }
    this.#needed = 0;
    const content = Buffer.from(bytes.subarray(start, end));
    this.#waiting.shift()?.resolve({ type: type as ObjectType, size: content.length, content });
    return end + 1;
  }
}
