import type { FileId } from '#domain/case/state/content.ts';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import type { Change } from '#domain/request/tree.ts';
import { ForgeError } from './errors.ts';
import type { ListedBlob, PullView } from './forge.ts';
import { askSeveral, askRest, type Client } from './octokit.ts';
import type { RawBlob, RawEntry, RawTree } from './raw.ts';

/** Changed paths that are looked at; a request has a handful. */
export const MOST_FILES = 100;
/** Folders of one head that are looked into. A request has one, or two where something is in the wrong place. */
const MOST_FOLDERS = 4;

type ChangedPath = PullView['files'][number];

/** What a commit changes against the base branch. */
export interface HeadChanges {
  readonly head: string;
  readonly changes: readonly Change[];
  /** More than were looked at. */
  readonly tooMany: boolean;
  /** The blobs as the query gave them, by id; texts may be missing or cut. */
  readonly blobs: ReadonlyMap<string, RawBlob>;
  /** Paths of the base branch in the same folders (R8: a request is absent from main). */
  readonly onMain: readonly string[];
}

/**
 * What commits change against main: the present head's paths are known from the pull request where that is based on main,
 * those of others are compared, and
 * one query brings modes, sizes, ids and texts of all.
 * @throws ForgeError where a commit is gone, or its tree does not hold what it is said to add
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

/** What commits change against main, by path. What is removed, or no regular file, has no blob that could be the same. */
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
  // Against another base the forge lists another change (R8), and only the comparison has the path that a rename removes.
  const isListed =
    head === pull.head && pull.base === MAIN_BRANCH && !pull.files.some(({ status }) => status === 'renamed');
  if (isListed) return { paths: pull.files, count: pull.fileCount };
  const basehead = `${pull.main}...${head}`;
  const { files: listed = [] } = await askRest(client, 'GET /repos/{owner}/{repo}/compare/{basehead}', { basehead });
  const files = listed.flatMap(compared);
  return { paths: files.slice(0, MOST_FILES), count: files.length };
}

/** A forge guesses at renames: a rename counts as one file removed and one added. */
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

/** A request's files lie in a folder; of others nobody asks. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

function foldersOf(paths: readonly ChangedPath[]): string[] {
  const ours = paths.filter(({ path, status }) => path.startsWith('requests/') && status !== 'removed');
  return [...new Set(ours.map(({ path }) => folderOf(path)))].slice(0, MOST_FOLDERS);
}

/** What a folder holds at each of some commits, without what lies below it; nothing where there is no such folder. */
export async function readFolder(client: Client, commits: readonly string[], folder: string): Promise<FileId[][]> {
  const expressions = commits.map((commit) => `${commit}:${folder}`);
  const trees = await readTrees(client, expressions);
  return expressions.map((expression) =>
    within(folder, trees.get(expression)).map(([path, { oid }]) => ({ path, oid })),
  );
}

/** The plain files of some folders at a commit, without what lies below them, and without their contents: one query. */
export async function listFolders(client: Client, commit: string, folders: readonly string[]): Promise<ListedBlob[]> {
  const expressions = folders.map((folder) => `${commit}:${folder}`);
  const trees = await readTrees(client, expressions, 'ListFolders');
  return folders.flatMap((folder, n) =>
    within(folder, trees.get(expressions[n] ?? '')).flatMap(([path, { type, mode, oid, object }]) =>
      type === 'blob' && mode === REGULAR ? [{ path, oid, size: object?.byteSize ?? 0 }] : [],
    ),
  );
}

/** The mode of a regular file, as a number. */
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

/** A path whose tree was not looked at is refused for where it lies, so its mode is nobody's concern. */
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
  // Names that are not ASCII may come in two spellings; they are refused anyway.
  if (status !== 'removed' && looked.includes(folderOf(path)) && /^[\x21-\x7e]+$/.test(path)) {
    throw new ForgeError('unreadable', 'GraphQL query ReadFolders', `${path} is said to be added, but is not there.`);
  }
  return { path, status, ...UNSEEN };
}
