import type { Config } from '#domain/case/state/config.ts';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import type { Rules } from '#domain/case/state/world.ts';
import { readConfigOnce } from '#engine/config/read-once.ts';
import { type ConfigFile, readPinnedRules } from '#engine/config/read.ts';
import { CONFIG_FOLDERS, configRevision } from '#engine/config/revision.ts';
import { readCommits } from './clone-history.ts';
import { commitOf, isPartial, LostObject, readFiles, readObjects } from './git.ts';
import type { Pins } from './verify-journal.ts';

/** The configurations that main has had, in their order (R17). A configuration is read only when it is needed. */
export class MainHistory {
  readonly #folder: string;
  readonly #newest: ReadonlyMap<string, string>;
  /** The blob ids of the files of each configuration, by revision and path. */
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
   * Reads main's history in a clone, along first parents. The changes of a merge count from the merge on.
   * @param ref the ref of main, if it is not the branch
   * @returns `undefined` if main is not in the clone, or never had a configuration
   */
  static async read(folder: string, ref?: string): Promise<MainHistory | undefined> {
    const head = await mainHead(folder, ref);
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

  /**
   * Returns the places of a revision in the history of configurations, ascending; an empty list if main never had it.
   */
  placesOf(revision: string): readonly number[] {
    return this.#places.get(revision) ?? [];
  }

  /** Reads the files of main's present configuration, or throws LostObject if a file is listed but lost. */
  newestFiles(): Promise<ConfigFile[]> {
    return this.#readFiles(this.#newest);
  }

  /**
   * Reads a configuration that main once had.
   * @returns `undefined` if the configuration is not in the clone, or is not sound by today's checks
   * @throws LostObject if a file of the configuration is listed but lost
   */
  config(revision: string): Promise<Config | undefined> {
    const known = this.#configs.get(revision);
    if (known) return known;
    const reading = this.#readConfig(revision);
    this.#configs.set(revision, reading);
    return reading;
  }

  /**
   * Reads the procedure and the schema to which a case is pinned, by their blob ids (R7).
   * @returns `undefined` if one of them is not in the clone, or does not have a valid shape
   */
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
      // A clone that was made without contents may lack the files. In any other clone they are lost (R31).
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

/** Returns the head of main in a clone; `undefined` if main is not in the clone. */
export const mainHead = (folder: string, ref?: string): Promise<string | undefined> =>
  commitOf(folder, ref === undefined ? [`refs/remotes/origin/${MAIN_BRANCH}`, `refs/heads/${MAIN_BRANCH}`] : [ref]);

/** Checks whether the process reads a path: it is in a folder of the configuration, or one folder below. */
const isRead = (path: string): boolean => path.split('/').length <= 3;
