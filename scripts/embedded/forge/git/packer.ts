import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '#engine/kept-files.ts';
import type { GitOptions } from './run.ts';

/**
 * One of the 256 folders in which git keeps loose objects, and how many of them in it begin a turn: some 4,000 in all. Ids are
 * as good as random, so that one folder stands for all; git's own `gc --auto` looks at the same.
 */
const SAMPLE = '17';
const DUE = 16;

/** A pack of more bytes stays as it is: to write it anew would take long and save little. */
const LARGEST = 2 ** 30;

/** After a turn come nine times as long without one; after a fault, milliseconds without one. */
const REST = 9;
const REST_AFTER_FAULT = 600_000;

interface Pack {
  /** Without folder and ending. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Somebody put a `.keep` next to it: it is left as it is. */
  readonly kept: boolean;
}

type Git = (args: readonly string[], input?: string, options?: GitOptions) => Promise<Buffer>;

/**
 * Packs what git has loose, objects and refs, so that an archive of many cases is few files. Nothing is ever dropped: what a
 * turn takes away is in its new pack, whether a ref reaches it or not, since database and journals know objects that none
 * does. Reading and writing go on meanwhile, and a kill at any point leaves some objects twice. Nobody but the forge that has
 * the database takes packs away: to any other git the repository says that its objects must stay (see `Repository`).
 */
export class Packer {
  readonly #objects: string;
  readonly #git: Git;
  readonly #ending = new AbortController();
  #turn: Promise<void> | undefined;
  /** By the process's own clock, in milliseconds. */
  #restsUntil = 0;

  /**
   * @param folder of the bare repository
   * @param git runs a command there and gives its output
   */
  constructor(folder: string, git: Git) {
    this.#objects = join(folder, 'objects');
    const options = { background: true, signal: this.#ending.signal };
    this.#git = (args, input) => git(args, input, options);
  }

  /** Begins a turn in the background, if enough is loose and none is under way. A fault is printed on stderr. */
  look(): void {
    if (this.#turn !== undefined || this.#ending.signal.aborted || performance.now() < this.#restsUntil) return;
    this.#turn = this.#packIfDue().finally(() => {
      this.#turn = undefined;
    });
  }

  /** Ends the turn under way; what it has not come to stays as it is. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#turn;
  }

  async #packIfDue(): Promise<void> {
    const begun = performance.now();
    try {
      if ((await namesIn(join(this.#objects, SAMPLE))).length < DUE) return;
      await this.#pack();
      this.#restsUntil = performance.now() + REST * (performance.now() - begun);
    } catch (error) {
      if (this.#ending.signal.aborted) return;
      this.#restsUntil = performance.now() + REST_AFTER_FAULT;
      process.stderr.write(`forge: packing: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }

  async #pack(): Promise<void> {
    const folder = join(this.#objects, 'pack');
    const packs = await packsIn(folder);
    const taken = rolledUp(packs);
    // Those that stay are named with ^: what they have need not be written again.
    const input = packs.map((pack) => `${taken.includes(pack) ? '' : '^'}${pack.name}.pack\n`).join('');
    const options = ['--stdin-packs', '--unpacked', '--non-empty', '--delta-base-offset', '--threads=1', '--quiet'];
    const made = await this.#git(['pack-objects', ...options, join(folder, 'pack')], input);
    const name = `pack-${made.toString('utf8').trim()}`;
    // The new pack's name must be on the disk before what it replaces is gone from there; its content is (`core.fsync`).
    syncFolder(folder);
    for (const old of taken) if (old.name !== name) await removePack(folder, old);
    await this.#git(['prune-packed', '--quiet']);
    await this.#git(['pack-refs', '--all']);
  }
}

/**
 * The packs to be written into one: the smallest, up to the last that is less than twice as large as all before it together.
 * So each that stays is larger than all smaller ones, there are only as many as an archive has doublings, and an object is
 * written anew no more often than that (git's `repack --geometric=2`, which takes packs away only where anybody may).
 */
export function rolledUp(packs: readonly Pack[]): Pack[] {
  const small = packs.filter(({ size, kept }) => size <= LARGEST && !kept).sort((a, b) => a.size - b.size);
  let [count, before] = [0, 0];
  for (const [i, { size }] of small.entries()) {
    if (size < 2 * before) count = i + 1;
    before += size;
  }
  return small.slice(0, count);
}

/** Packs without an index are none: git does not read them. */
async function packsIn(folder: string): Promise<Pack[]> {
  const files = new Set(await namesIn(folder));
  const names = [...files].flatMap((file) => /^(.+)\.pack$/.exec(file)?.[1] ?? []);
  return Promise.all(
    names
      .filter((name) => files.has(`${name}.idx`))
      .map(async (name) => {
        const { size } = await stat(join(folder, `${name}.pack`));
        return { name, size, kept: files.has(`${name}.keep`) };
      }),
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The pack first: what a kill then leaves is an index of nothing, which git passes over. */
async function removePack(folder: string, { name }: Pack): Promise<void> {
  for (const ending of ['pack', 'idx', 'rev', 'bitmap', 'mtimes']) {
    await rm(join(folder, `${name}.${ending}`), { force: true });
  }
}
