import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readingEnvironment } from '#engine/register/git-environment.ts';
import { OWN_GROUP } from '#engine/own-group.ts';
import { LostObject } from '#engine/register/git.ts';

/** Reads one object after another through one `git cat-file`, when the next name is known only after an object was read. */
export class ObjectReader {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(folder: string) {
    this.#child = spawn('git', ['-C', folder, 'cat-file', '--batch'], {
      ...OWN_GROUP,
      env: readingEnvironment(folder),
    });
    this.#child.stdin.on('error', () => undefined); // If git ends early, its output ends too.
    this.#child.on('error', () => undefined);
    this.#child.stderr.resume();
    this.#source = (this.#child.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** Reads the content of an object, or throws LostObject if there is none. */
  async read(oid: string): Promise<Buffer> {
    this.#child.stdin.write(`${oid}\n`);
    while (!this.#rest.includes(0x0a)) await this.#more(oid);
    const end = this.#rest.indexOf(0x0a) + 1;
    const [, size] = /^[0-9a-f]+ \w+ (\d+)\n$/.exec(this.#rest.toString('latin1', 0, end)) ?? [];
    if (size === undefined) throw new LostObject(oid, oid);
    const length = end + Number(size) + 1;
    while (this.#rest.length < length) await this.#more(oid);
    const content = Buffer.from(this.#rest.subarray(end, length - 1));
    this.#rest = this.#rest.subarray(length);
    return content;
  }

  close(): void {
    this.#child.stdin.end();
    this.#child.kill();
  }

  async #more(oid: string): Promise<void> {
    const { value, done } = await this.#source.next();
    if (done) throw new LostObject(oid, oid);
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
  }
}
