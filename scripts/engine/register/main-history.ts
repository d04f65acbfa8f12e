import type { Config } from '#domain/case/state/config.ts';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import type { Rules } from '#domain/case/state/world.ts';
import { readConfigOnce } from '#engine/config/read-once.ts';
import { type ConfigFile, readPinnedRules } from '#engine/config/read.ts';
import { CONFIG_FOLDERS, configRevision } from '#engine/config/revision.ts';
import { readCommits } from './clone-history.ts';
import { commitOf, isPartial, LostObject, readFiles, readObjects } from './git.ts';
import type { Pins } from './verify-journal.ts';

/** Which configurations main has had, one after the other (R17); each is read only where it is asked for. */
export class MainHistory {
  readonly #folder: string;
  readonly #newest: ReadonlyMap<string, string>;
  /** Path and blob of each file of a configuration, by revision. */
  readonly #files: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly #places: ReadonlyMap<string, readonly number[]>;
  readonly #configs = new Map<string, Promise<Config | undefined>>();
  readonly #rules = new Map<string, Promise<Rules | undefined>>();

  private constructor(folder: string, revisions: readonly (readonly [string, ReadonlyMap<string, string>])[]) {
    this.#folder = folder;
    this.#newest = revisions.at(-1)?.[1] ?? new Map();
    this.#files = new Map(revisions);
    const places = new Map<string, number[]>();
    for (const [place, [revision]] of revisions.entries())
      places.set(revision, [...(places.get(revision) ?? []), place]);
    this.#places = places;
  }

  /**
   * Reads main's history in a clone, along first parents: what a merge brought counts from the merge on.
   * @returns undefined where main is not in the clone, or never had a configuration
   */
  static async read(folder: string): Promise<MainHistory | undefined> {
    const head = await commitOf(folder, [`refs/remotes/origin/${MAIN_BRANCH}`, `refs/heads/${MAIN_BRANCH}`]);
    if (head === undefined) return undefined;
    const files = new Map<string, string>();
    const revisions: (readonly [string, ReadonlyMap<string, string>])[] = [];
    for (const { changes } of await readCommits(folder, head, { folders: CONFIG_FOLDERS })) {
      for (const { path, blob } of changes) {
        if (blob === undefined) files.delete(path);
        else if (isRead(path)) files.set(path, blob);
      }
      revisions.push([configRevision(Array.from(files, ([path, blob]) => ({ path, blob }))), new Map(files)]);
    }
    return revisions.length > 0 ? new MainHistory(folder, revisions) : undefined;
  }

  /** When a revision was main's: places in the history of configurations, ascending; none: it never was. */
  placesOf(revision: string): readonly number[] {
    return this.#places.get(revision) ?? [];
  }

  /** The files of the configuration that main has now. @throws LostObject where the clone lists one that it has lost */
  newestFiles(): Promise<ConfigFile[]> {
    return this.#readFiles(this.#newest);
  }

  /**
   * A configuration that main once had.
   * @returns undefined where it is not here, or is not sound today
   * @throws LostObject where the clone lists a file of it that it has lost
   */
  config(revision: string): Promise<Config | undefined> {
    const known = this.#configs.get(revision);
    if (known) return known;
    const reading = this.#readConfig(revision);
    this.#configs.set(revision, reading);
    return reading;
  }

  /** The procedure and the schema that a case is pinned to, by their blobs (R7); undefined as for `config`. */
  rules({ procedure, schema }: Pins): Promise<Rules | undefined> {
    const key = [procedure.path, procedure.blob, schema.path, schema.blob].join('\0');
    const known = this.#rules.get(key);
    if (known) return known;
    const reading = this.#readRules({ procedure, schema });
    this.#rules.set(key, reading);
    return reading;
  }

  async #readConfig(revision: string): Promise<Config | undefined> {
    let read: ConfigFile[];
    try {
      read = await this.#readFiles(this.#files.get(revision) ?? new Map());
    } catch (error) {
      // A clone that was made without main's contents may lack them; any other has lost them (R31).
      if (error instanceof LostObject && (await isPartial(this.#folder))) return undefined;
      throw error;
    }
    const reading = readConfigOnce(read);
    return 'config' in reading ? reading.config : undefined;
  }

  async #readFiles(listed: ReadonlyMap<string, string>): Promise<ConfigFile[]> {
    const files = Array.from(listed, ([path, oid]) => ({ path, oid }));
    const read: ConfigFile[] = [];
    for await (const [{ path, oid }, content] of readFiles(this.#folder, files))
      read.push({ path, blob: oid, text: content.toString('utf8') });
    return read;
  }

  async #readRules(pins: Pins): Promise<Rules | undefined> {
    const [first, second] = (await this.#read([pins.procedure, pins.schema])) ?? [];
    return first && second && readPinnedRules(first, second);
  }

  async #read(files: readonly { readonly path: string; readonly blob: string }[]): Promise<ConfigFile[] | undefined> {
    if (!files.every(({ blob }) => /^[0-9a-f]{40,64}$/.test(blob))) return undefined;
    const read: ConfigFile[] = [];
    for await (const object of readObjects(
      this.#folder,
      files.map(({ blob }) => blob),
    )) {
      const file = files[read.length];
      if (!file || object?.type !== 'blob') return undefined;
      read.push({ path: file.path, blob: file.blob, text: object.content.toString('utf8') });
    }
    return read;
  }
}

/** As deep as the process looks: in a folder of the configuration, or one below. */
const isRead = (path: string): boolean => path.split('/').length <= 3;
