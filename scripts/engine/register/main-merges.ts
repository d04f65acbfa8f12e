import { readCommits } from './clone-history.ts';
import { git } from './git.ts';

/** The commit by which main received a request, and the folders of requests that it changed. */
interface Landed {
  readonly commit: string;
  readonly folders: readonly string[];
  /** The case that the message of the commit names, by its id or as `#<pull request>`. */
  readonly names: string | undefined;
}

interface WantedCase {
  readonly id: string;
  readonly number: number;
  /** The folder of the request, if it is known. */
  readonly folder: string | undefined;
  /** The head of the pull request, if it is known. */
  readonly head: string | undefined;
  /** Whether another case uses the folder too. */
  readonly isShared: boolean;
}

/** The commits of main along first parents that changed folders of requests. */
export class MainMerges {
  readonly #byFolder = new Map<string, Landed>();
  readonly #byName = new Map<string, Landed>();
  readonly #byParent = new Map<string, Landed>();

  /** @param head the head of main; undefined if there is no main */
  static async read(folder: string, head: string | undefined): Promise<MainMerges> {
    const merges = new MainMerges();
    if (head === undefined) return merges;
    // Git leaves out parents without a request if it is asked for these files alone.
    const commits = await readCommits(folder, head);
    const known = await subjectsOf(folder, head);
    for (const { oid, changes } of commits) {
      const folders = new Set(changes.flatMap(({ path }) => (path.startsWith('requests/') ? [folderOf(path)] : [])));
      if (folders.size === 0) continue;
      const { parents = [], subject = '' } = known.get(oid) ?? {};
      const [, id, number] =
        /^(?:([A-Z][A-Z0-9]{1,9}-\d{4}-\d+): |Merge pull request (#\d+) from )/.exec(subject) ?? [];
      const names = id ?? number;
      const landed = { commit: oid, folders: [...folders], names };
      // The first commit that has a folder is the one that brought it.
      for (const each of folders) if (!merges.#byFolder.has(each)) merges.#byFolder.set(each, landed);
      if (names !== undefined && !merges.#byName.has(names)) merges.#byName.set(names, landed);
      for (const parent of parents.slice(1)) merges.#byParent.set(parent, landed);
    }
    return merges;
  }

  /** Finds the commit by which main received a case; undefined if there is none, or if it changes no request any more. */
  ofCase({ id, number, folder, head, isShared }: WantedCase): Landed | undefined {
    if (folder === undefined)
      return this.#byName.get(id) ?? this.#byName.get(`#${number}`) ?? this.#byParent.get(head ?? '');
    const landed = this.#byFolder.get(folder);
    const isOurs = landed?.names === id || landed?.names === `#${number}`;
    // A case that was not completed leaves its folder to another one. A message with an id says whose the folder is.
    if (!landed || (!isOurs && (isShared || landed.names?.startsWith('#') === false))) return undefined;
    return { ...landed, folders: [folder] };
  }
}

/** Returns the folder of a request's file. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Reads parents and first line of all commits along first parents. */
async function subjectsOf(
  folder: string,
  head: string,
): Promise<Map<string, { readonly parents: readonly string[]; readonly subject: string }>> {
  const log = await git(folder, ['log', '--first-parent', '-z', '--format=%H%n%P%n%s', head]);
  const records = log.toString('utf8').split('\0');
  return new Map(
    records.flatMap((record) => {
      const [oid = '', parents = '', subject = ''] = record.split('\n');
      return oid === '' ? [] : [[oid, { parents: parents.split(' ').filter(Boolean), subject }] as const];
    }),
  );
}
