import type { FileId } from '#domain/case/state/content.ts';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import type { Change } from '#domain/request/tree.ts';
import { ForgeError } from './errors.ts';
import type { ListedBlob, PullView } from './forge.ts';
import { askSeveral, askRest, type Client } from './octokit.ts';
import type { RawBlob, RawEntry, RawTree } from './raw.ts';

/** The largest number of changed paths that are looked at. A request has only a few. */
export const MOST_FILES = 100;
/** The largest number of folders of one head that are read. A request has one, or two if a file is in a wrong place. */
const MOST_FOLDERS = 4;

type ChangedPath = PullView['files'][number];

/** The changes of a commit compared with main. */
export interface HeadChanges {
  readonly head: string;
  readonly changes: readonly Change[];
  /** Whether the commit has more changes than `changes` lists. */
  readonly tooMany: boolean;
  /** The blobs in the reply to the query, by id. Texts may be missing or cut. */
  readonly blobs: ReadonlyMap<string, RawBlob>;
  /** The paths that main has in the same folders; a request must not be there yet (R8). */
  readonly onMain: readonly string[];
}

/**
 * Reads what commits change compared with main. If the base is main, the paths of the present head are known from the
 * pull request. The forge compares other heads. One query then reads modes, sizes, ids and texts of all files.
 * @throws ForgeError if a commit is gone, or its tree lacks a file that it adds according to the forge
 */
export async function readChanges(client: Client, pull: PullView, heads: readonly string[]): Promise<HeadChanges[]> {
  const changed = await Promise.all(heads.map((head) => changedPaths(client, pull, head)));
  const folders = changed.map(({ paths }) => foldersOf(paths));
  const wanted = heads.flatMap((head, n) => (folders[n] ?? []).map((folder) => `${head}:${folder}`));
  const inBase = [...new Set(folders.flat())].map((folder) => `${pull.main}:${folder}`);
  const trees = await readTrees(client, [...wanted, ...inBase]);
  return heads.map((head, n) => {
    const { paths = [], count = 0 } = changed[n] ?? {};
    const looked = folders[n] ?? [];
    const entries = new Map(looked.flatMap((folder) => within(folder, trees.get(`${head}:${folder}`))));
    return {
      head,
      changes: paths.map((path) => toChange(path, entries, looked)),
      tooMany: count > paths.length,
      blobs: new Map([...entries.values()].flatMap(({ oid, object }) => (object?.oid ? [[oid, object]] : []))),
      onMain: looked.flatMap((folder) => within(folder, trees.get(`${pull.main}:${folder}`)).map(([path]) => path)),
    };
  });
}

/**
 * Reads the files that commits change compared with main. A removed file, or one that is not regular, has an empty id.
 * If there are more files than can be listed, the path `…` is added.
 */
export async function changedFiles(
  client: Client,
  pull: PullView,
  heads: readonly string[],
): Promise<ReadonlyMap<string, readonly FileId[]>> {
  const read = heads.length === 0 ? [] : await readChanges(client, pull, heads);
  return new Map(
    read.map(({ head, changes, tooMany }) => [
      head,
      [
        ...changes.map(({ path, oid, mode, status }) => ({
          path,
          oid: status === 'removed' || mode !== '100644' ? '' : oid,
        })),
        ...(tooMany ? [{ path: '…', oid: '' }] : []),
      ].sort((a, b) => (a.path < b.path ? -1 : 1)),
    ]),
  );
}

async function changedPaths(
  client: Client,
  pull: PullView,
  head: string,
): Promise<{ paths: readonly ChangedPath[]; count: number }> {
  // With another base the pull request lists other changes (R8), and only the comparison has the old path of a rename.
  const isListed =
    head === pull.head && pull.base === MAIN_BRANCH && !pull.files.some(({ status }) => status === 'renamed');
  if (isListed) return { paths: pull.files, count: pull.fileCount };
  const basehead = `${pull.main}...${head}`;
  const { files: listed = [] } = await askRest(client, 'GET /repos/{owner}/{repo}/compare/{basehead}', { basehead });
  const files = listed.flatMap(compared);
  return { paths: files.slice(0, MOST_FILES), count: files.length };
}

/**
 * Turns a compared file into changed paths. A forge guesses renames, so a rename counts as a removal and an addition.
 */
function compared(file: {
  readonly filename: string;
  readonly status: string;
  readonly previous_filename?: string;
}): ChangedPath[] {
  const { filename: path, status, previous_filename: before } = file;
  if (status === 'renamed' && before !== undefined)
    return [
      { path: before, status: 'removed' },
      { path, status: 'added' },
    ];
  if (status === 'added' || status === 'removed' || status === 'renamed') return [{ path, status }];
  return [{ path, status: status === 'copied' ? 'added' : 'modified' }];
}

/** Returns the folder of a path. The path must be in a folder. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

function foldersOf(paths: readonly ChangedPath[]): string[] {
  const ours = paths.filter(({ path, status }) => path.startsWith('requests/') && status !== 'removed');
  return [...new Set(ours.map(({ path }) => folderOf(path)))].slice(0, MOST_FOLDERS);
}

/**
 * Lists the names in a folder, of files and of subfolders, at several commits, without the contents of subfolders.
 * A missing folder counts as empty.
 */
export async function readFolder(client: Client, commits: readonly string[], folder: string): Promise<FileId[][]> {
  const expressions = commits.map((commit) => `${commit}:${folder}`);
  const trees = await readTrees(client, expressions);
  return expressions.map((expression) =>
    within(folder, trees.get(expression)).map(([path, { oid }]) => ({ path, oid })),
  );
}

/** Lists the regular files of several folders, without their subfolders, at a commit, in one query. */
export async function listFolders(client: Client, commit: string, folders: readonly string[]): Promise<ListedBlob[]> {
  const expressions = folders.map((folder) => `${commit}:${folder}`);
  const trees = await readTrees(client, expressions, 'ListFolders');
  return folders.flatMap((folder, n) =>
    within(folder, trees.get(expressions[n] ?? '')).flatMap(([path, { type, mode, oid, object }]) =>
      type === 'blob' && mode === REGULAR ? [{ path, oid, size: object?.byteSize ?? 0 }] : [],
    ),
  );
}

/** The mode of a regular file. */
const REGULAR = 0o100644;

async function readTrees(
  client: Client,
  expressions: readonly string[],
  what: 'ReadFolders' | 'ListFolders' = 'ReadFolders',
): Promise<Map<string, RawTree | null>> {
  const trees = expressions.length === 0 ? [] : await askSeveral<RawTree>(client, what, expressions);
  return new Map(expressions.map((expression, n) => [expression, trees[n] ?? null]));
}

const within = (folder: string, tree: RawTree | null | undefined): [string, RawEntry][] =>
  (tree?.entries ?? []).map((entry) => [`${folder}/${entry.name}`, entry]);

/**
 * The values for a path whose folder was not read. Such a path is refused for its folder, so its mode does not matter.
 */
const UNSEEN = { mode: '100644', oid: '', size: 0 };

function toChange(
  { path, status }: ChangedPath,
  entries: ReadonlyMap<string, RawEntry>,
  looked: readonly string[],
): Change {
  const entry = entries.get(path);
  if (entry) {
    const mode = (entry.mode ?? 0).toString(8).padStart(6, '0');
    return { path, status, mode, oid: entry.oid, size: entry.object?.byteSize ?? 0 };
  }
  // A name that is not ASCII may have two spellings. Such names are refused by another check.
  if (status !== 'removed' && looked.includes(folderOf(path)) && /^[\x21-\x7e]+$/.test(path)) {
    throw new ForgeError('unreadable', 'GraphQL query ReadFolders', `${path} is listed as added, but does not exist.`);
  }
  return { path, status, ...UNSEEN };
}
