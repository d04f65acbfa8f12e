import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder, unlessAbsent } from '#engine/kept-files.ts';
import type { GitOptions } from './run.ts';

/**
 * One of the 256 folders of loose objects, and the number of objects in it from which packing begins. Ids are
 * practically random, so that 16 objects in one folder mean some 4,000 in all. Git's own `gc --auto` looks at the same
 * folder.
 */
const SAMPLE = '17';
const DUE = 16;

/** The size in bytes above which a pack is not written again, because that would take long and save little. */
const LARGEST = 2 ** 30;

/**
 * The pause after packing, as a multiple of the time that packing took; and the pause after a fault, in milliseconds.
 */
const REST = 9;
const REST_AFTER_FAULT = 600_000;

interface Pack {
  /** The name of the file, without folder and ending. */
  readonly name: string;
  /** The size in bytes. */
  readonly size: number;
  /** Whether a `.keep` file is next to the pack, so that it must stay as it is. */
  readonly kept: boolean;
}

type Git = (args: readonly string[], input?: string, options?: GitOptions) => Promise<Buffer>;

/**
 * Packs loose objects and refs, so that an archive of many cases has few files. No object is ever lost: a run removes
 * only objects that its new pack contains. This includes objects that no ref reaches, because the database and the
 * journals name such objects. Calls are served during a run. After a kill at any point, some objects may exist twice.
 * Only the forge that has the database removes packs. The configuration of the repository forbids this to every other
 * git (see `Repository`).
 */
export class Packer {
  readonly #objects: string;
  readonly #git: Git;
  readonly #ending = new AbortController();
  #turn: Promise<void> | undefined;
  /** The end of the pause, by the clock of this program (`performance.now`), in milliseconds. */
  #restsUntil = 0;

  /**
   * @param folder the folder of the bare repository
   * @param git runs a command of git in the repository and returns its output
   */
  constructor(folder: string, git: Git) {
    this.#objects = join(folder, 'objects');
    const options = { background: true, signal: this.#ending.signal };
    this.#git = (args, input) => git(args, input, options);
  }

  /** Begins to pack in the background, if there are enough loose objects and no run has begun. */
  look(): void {
    if (this.#turn !== undefined || this.#ending.signal.aborted || performance.now() < this.#restsUntil) return;
    this.#turn = this.#packIfDue().finally(() => {
      this.#turn = undefined;
    });
  }

  /** Stops the current run. Objects that the run has not packed yet stay as they are. */
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
    // `^` names a pack that stays, so that git does not write its objects again.
    const input = packs.map((pack) => `${taken.includes(pack) ? '' : '^'}${pack.name}.pack\n`).join('');
    const options = ['--stdin-packs', '--unpacked', '--non-empty', '--delta-base-offset', '--threads=1', '--quiet'];
    const made = await this.#git(['pack-objects', ...options, join(folder, 'pack')], input);
    const name = `pack-${made.toString('utf8').trim()}`;
    // The name of the new pack must be on disk before an old pack is removed. Its content is on disk already
    // (`core.fsync`).
    syncFolder(folder);
    for (const old of taken) if (old.name !== name) await removePack(folder, old);
    await this.#git(['prune-packed', '--quiet']);
    await this.#git(['pack-refs', '--all']);
  }
}

/**
 * Chooses the packs to be joined: from the smallest up to the largest that is less than twice as large as all smaller
 * ones together. So the number of packs grows only with the logarithm of the archive's size, and so does the number of
 * times that an object is written again. Git's `repack --geometric=2` does the same. It cannot be used here, because it
 * removes no packs in this repository.
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

/** Lists the packs of a folder. A pack without an index is not listed, because git does not read such a pack. */
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

const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(unlessAbsent)) ?? [];

/** Removes a pack first and then its index. If a kill leaves an index without its pack, git ignores the index. */
async function removePack(folder: string, { name }: Pack): Promise<void> {
  for (const ending of ['pack', 'idx', 'rev', 'bitmap', 'mtimes']) {
    await rm(join(folder, `${name}.${ending}`), { force: true });
  }
}
