/** The site's branch and that of its memory, by git alone: what was published is neither checked out nor fetched whole. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { SITE_BRANCH, SITE_MEMORY_BRANCH } from '#entry/setup/names.ts';
import { MAIN_BRANCH } from '#domain/case/state/pull.ts';
import { DOCUMENTS_FOLDER, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { UserError } from '#domain/user-error.ts';
import { type ListedFile, listFiles, readFiles } from '#engine/register/git.ts';
import type { BringFiles } from '#public/site/folder.ts';
import { compact } from '#public/site/memory/site-database.ts';
import type { GitFolder } from './git-folder.ts';
import { printPublished, type PublishedCommit, parsePublished } from './published.ts';

export interface SiteHeads {
  readonly site: string | undefined;
  readonly register: string | undefined;
  /** What the site's branch says of itself; undefined: nothing was published on it yet. */
  readonly published: PublishedCommit | undefined;
}

/** What a publication says of itself besides how it is kept. */
export type SiteState = Omit<PublishedCommit, 'snapshot' | 'memory' | 'base'>;

/** The files of a publication that came to differ, and the paths of those that went. */
export interface Changes {
  readonly out: string;
  readonly put: Iterable<string>;
  readonly gone: Iterable<string>;
}

const MEMORY_FILE = 'site.sqlite.gz';
/** Without a ref git would fetch anew what it fetched by its id. */
const KEPT = 'refs/disposisi/';
/** Paths in one command: the system takes only so long a line. */
const ON_A_LINE = 1_000;

/** Hardly a journal is larger, and hardly a signed document smaller. */
const SMALL = '64k';

const headOf = (branch: string): string => `refs/heads/${branch}`;

/** Looks at what stands, at a cost that does not grow with it. */
export async function readSiteHeads(folder: GitFolder): Promise<SiteHeads> {
  const listed = await folder.git(['ls-remote', 'origin', headOf(SITE_BRANCH), headOf(REGISTER_BRANCH)]);
  const oidOf = (branch: string): string | undefined =>
    new RegExp(`^(\\w+)\t${headOf(branch)}$`, 'm').exec(listed)?.[1];
  const [site, register] = [oidOf(SITE_BRANCH), oidOf(REGISTER_BRANCH)];
  if (site === undefined) return { site, register, published: undefined };
  // The commit alone, without its folders and files.
  await folder.fetch('--depth=1', '--filter=tree:0', 'origin', site);
  // `show` would read the folders too, and for that fetch them all.
  const message = await folder.git(['log', '-1', '--format=%B', site]);
  return { site, register, published: parsePublished(site, message) };
}

/**
 * Fetches what a site is made of: main without its contents, and the register.
 * @param from what it goes on from; absent: all is made anew, and of main its history is fetched as well
 */
export async function fetchSources(
  folder: GitFolder,
  { site, register }: SiteHeads,
  from?: PublishedCommit,
): Promise<void> {
  const known = from ? [site, from.snapshot, from.memory, from.base] : [];
  const kept = known.flatMap((oid) => (oid === undefined ? [] : [`+${oid}:${KEPT}${oid}`]));
  const main = `+${headOf(MAIN_BRANCH)}:${headOf(MAIN_BRANCH)}`;
  // Which versions the SOPs had, what is gone on from knows (R38).
  await folder.fetch(...(from ? ['--depth=1'] : []), '--filter=blob:none', 'origin', main, ...kept);
  if (register === undefined) return;
  // Of a register that is known: all that came since. Else it as it stands.
  const [depth, since] = from?.base === undefined ? [['--depth=1'], []] : [[], [`^${from.base}`]];
  await folder.fetch(...depth, `--filter=blob:limit=${SMALL}`, 'origin', `+${register}:${headOf(REGISTER_BRANCH)}`);
  // Large journals did not come, and what the site holds word for word, such as a checkpoint, the forge takes for fetched with it.
  const listed = await folder.git(['rev-list', '--objects', '--missing=print', register, ...since]);
  // Nor did signed documents, of which no page is made: without them the register costs what its journals do (R38, R47).
  const documents = new Set((await listFiles(folder.path, register, [DOCUMENTS_FOLDER])).map(({ oid }) => oid));
  const absent = Array.from(listed.matchAll(/^\?(\w+)/gm), ([, oid = '']) => oid);
  await folder.obtain(absent.filter((oid) => !documents.has(oid)));
}

/** Writes the memory that belongs to a snapshot. @param path of the file that it becomes */
export async function takeMemory(folder: GitFolder, { memory }: PublishedCommit, path: string): Promise<void> {
  for await (const [, packed] of filesOf(folder, memory, [MEMORY_FILE])) await writeFile(path, gunzipSync(packed));
}

/** Brings files of a snapshot into a folder. @param out the folder */
export const bringFrom =
  (folder: GitFolder, { snapshot }: PublishedCommit, out: string): BringFiles =>
  async (paths) => {
    for await (const [path, content] of filesOf(folder, snapshot, paths)) {
      await mkdir(dirname(join(out, path)), { recursive: true });
      await writeFile(join(out, path), content);
    }
  };

/** Files of a commit of which only the folders are here; they are fetched in one request. */
async function* filesOf(
  folder: GitFolder,
  commit: string,
  paths: readonly string[],
): AsyncGenerator<readonly [path: string, content: Buffer]> {
  const files: ListedFile[] = [];
  for (let at = 0; at < paths.length; at += ON_A_LINE)
    files.push(...(await listFiles(folder.path, commit, paths.slice(at, at + ON_A_LINE))));
  await folder.obtain(files.map(({ oid }) => oid));
  for await (const [{ path }, content] of readFiles(folder.path, files)) yield [path, content];
}

interface Written {
  /** What the files differ from; absent: they are all that there is. */
  readonly from?: PublishedCommit;
  readonly changes: Changes;
  readonly state: SiteState;
}

/**
 * Writes what differs from a snapshot as one commit after the newest one.
 * @returns false where another publication was faster: nothing is written then
 */
export async function pushChanges(
  folder: GitFolder,
  { site }: SiteHeads,
  { from, changes, state }: Required<Written>,
): Promise<boolean> {
  const { snapshot, memory, base } = from;
  const tree = await writeTree(folder, changes, snapshot);
  const message = printPublished({ ...state, snapshot, memory, ...(base === undefined ? {} : { base }) });
  const commit = await writeCommit(folder, tree, message, site);
  return push(folder, site, [`${commit}:${headOf(SITE_BRANCH)}`]);
}

/**
 * Writes a snapshot, which the publications of its day go on from: as the only commit of its branch, so that what was taken
 * away is in no history (R11) and the branch does not grow.
 * @param written its `memory` is the path of the file
 * @returns false where another publication was faster: nothing is written then
 */
export async function pushSnapshot(
  folder: GitFolder,
  { site }: SiteHeads,
  { from, changes, state, memory }: Written & { readonly memory: string },
): Promise<boolean> {
  compact(memory);
  const packed = `${memory}.gz`;
  await writeFile(packed, gzipSync(await readFile(memory)));
  const [blob = ''] = await writeBlobs(folder, [packed]);
  const remembered = await folder.git(['mktree'], `100644 blob ${blob}\t${MEMORY_FILE}\n`);
  const commit = await writeCommit(folder, remembered.trim(), 'Ingatan situs\n');
  const tree = await writeTree(folder, changes, from?.snapshot);
  const { register } = state;
  const message = printPublished({ ...state, memory: commit, ...(register === undefined ? {} : { base: register }) });
  const snapshot = await writeCommit(folder, tree, message);
  return push(folder, site, [`${snapshot}:${headOf(SITE_BRANCH)}`, `+${commit}:${headOf(SITE_MEMORY_BRANCH)}`]);
}

async function writeTree(
  folder: GitFolder,
  { out, put, gone }: Changes,
  snapshot: string | undefined,
): Promise<string> {
  await folder.git(['read-tree', ...(snapshot === undefined ? ['--empty'] : [snapshot])]);
  const paths = [...put];
  const blobs = await writeBlobs(
    folder,
    paths.map((path) => join(out, path)),
  );
  const lines = [
    ...paths.map((path, i) => `100644 ${blobs[i]}\t${path}\n`),
    ...Array.from(gone, (path) => `0 ${'0'.repeat(40)}\t${path}\n`),
  ];
  await folder.git(['update-index', '--index-info'], lines.join(''));
  // What was not fetched lies with the forge.
  return (await folder.git(['write-tree', '--missing-ok'])).trim();
}

async function writeBlobs(folder: GitFolder, files: readonly string[]): Promise<string[]> {
  const written = await folder.git(
    ['hash-object', '-w', '--no-filters', '--stdin-paths'],
    files.map((each) => `${each}\n`).join(''),
  );
  return written.trim().split('\n');
}

async function writeCommit(folder: GitFolder, tree: string, message: string, parent?: string): Promise<string> {
  const who = ['-c', 'user.name=disposisi', '-c', 'user.email=disposisi@site.invalid'];
  const parents = parent === undefined ? [] : ['-p', parent];
  return (await folder.git([...who, 'commit-tree', tree, ...parents], message)).trim();
}

/** @param before what the site's branch must still be: a plus before its ref would pass by that */
async function push(folder: GitFolder, before: string | undefined, refs: readonly string[]): Promise<boolean> {
  const lease = `--force-with-lease=${headOf(SITE_BRANCH)}:${before ?? ''}`;
  try {
    await folder.git(['push', '--quiet', '--atomic', lease, 'origin', ...refs]);
    return true;
  } catch (error) {
    if (error instanceof UserError && /stale info|fetch first|cannot lock ref/.test(error.text.en)) return false;
    throw error;
  }
}
