/** Reads and writes the branches of the site and of its database (`site.sqlite`). It never fetches all pages. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { SITE_BRANCH, SITE_MEMORY_BRANCH } from '#entry/setup/names.ts';
import type { PushedSite } from '#entry/setup/pages-build.ts';
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
  /** The newest publication on the site's branch, or `undefined` if there is none yet. */
  readonly published: PublishedCommit | undefined;
}

/** The state of a publication, without the commits of the snapshot, of the database and of the snapshot's register. */
export type SiteState = Omit<PublishedCommit, 'snapshot' | 'memory' | 'base'>;

/** The files of a publication that were added or changed, and the paths of the removed ones. */
export interface Changes {
  readonly out: string;
  readonly put: Iterable<string>;
  readonly gone: Iterable<string>;
}

const MEMORY_FILE = 'site.sqlite.gz';
/** The refs of commits that are fetched by their ids. Without a ref, git would fetch such a commit again. */
const KEPT = 'refs/disposisi/';
/** The most paths in one command, since the system limits the length of a command line. */
const ON_A_LINE = 1_000;

/** The first fetch brings only files below this size: nearly all journals, and few documents. */
const SMALL = '64k';

const headOf = (branch: string): string => `refs/heads/${branch}`;

/** Reads the heads of the branches, at a cost that does not grow with their contents. */
export async function readSiteHeads(folder: GitFolder): Promise<SiteHeads> {
  const listed = await folder.git(['ls-remote', 'origin', headOf(SITE_BRANCH), headOf(REGISTER_BRANCH)]);
  const oidOf = (branch: string): string | undefined =>
    new RegExp(`^(\\w+)\t${headOf(branch)}$`, 'm').exec(listed)?.[1];
  const [site, register] = [oidOf(SITE_BRANCH), oidOf(REGISTER_BRANCH)];
  if (site === undefined) return { site, register, published: undefined };
  // Fetches the commit alone, without its folders and files.
  await folder.fetch('--depth=1', '--filter=tree:0', 'origin', site);
  // `show` would read the folders too, and fetch all of them for this.
  const message = await folder.git(['log', '-1', '--format=%B', site]);
  return { site, register, published: parsePublished(site, message) };
}

/** Returns what was pushed last, or `undefined` before the first publication. */
export function pushedSite({ site, published }: SiteHeads): PushedSite | undefined {
  const pushed = published?.times.at(-1);
  return site === undefined || pushed === undefined ? undefined : { head: site, pushed };
}

/**
 * Fetches the sources of a site: main without file contents, and the register.
 * @param from the publication that the next publication continues; without it, all pages are made again, and main's
 *   history is fetched too
 */
export async function fetchSources(
  folder: GitFolder,
  { site, register }: SiteHeads,
  from?: PublishedCommit,
): Promise<void> {
  const known = from ? [site, from.snapshot, from.memory, from.base] : [];
  const kept = known.flatMap((oid) => (oid === undefined ? [] : [`+${oid}:${KEPT}${oid}`]));
  const main = `+${headOf(MAIN_BRANCH)}:${headOf(MAIN_BRANCH)}`;
  // An earlier publication already knows the versions of the procedures, so main's history is not needed (R38).
  await folder.fetch(...(from ? ['--depth=1'] : []), '--filter=blob:none', 'origin', main, ...kept);
  if (register === undefined) return;
  // If an earlier commit of the register is known, all later commits are fetched. Otherwise only the newest one is.
  const [depth, since] = from?.base === undefined ? [['--depth=1'], []] : [[], [`^${from.base}`]];
  await folder.fetch(...depth, `--filter=blob:limit=${SMALL}`, 'origin', `+${register}:${headOf(REGISTER_BRANCH)}`);
  // Large journals are still missing, because of the filter. Files that the site has too may also be missing, since the
  // forge assumes that they are here.
  const listed = await folder.git(['rev-list', '--objects', '--missing=print', register, ...since]);
  // Signed documents are not fetched: no page is made of them, and the cost must stay that of journals (R38, R47).
  const documents = new Set((await listFiles(folder.path, register, [DOCUMENTS_FOLDER])).map(({ oid }) => oid));
  const absent = Array.from(listed.matchAll(/^\?(\w+)/gm), ([, oid = '']) => oid);
  await folder.obtain(absent.filter((oid) => !documents.has(oid)));
}

/** Writes the site's database of a snapshot into a file. */
export async function takeMemory(folder: GitFolder, { memory }: PublishedCommit, path: string): Promise<void> {
  for await (const [, packed] of filesOf(folder, memory, [MEMORY_FILE])) await writeFile(path, gunzipSync(packed));
}

/** Returns a function that loads files of a snapshot into the folder `out`. */
export const bringFrom =
  (folder: GitFolder, { snapshot }: PublishedCommit, out: string): BringFiles =>
  async (paths) => {
    for await (const [path, content] of filesOf(folder, snapshot, paths)) {
      await mkdir(dirname(join(out, path)), { recursive: true });
      await writeFile(join(out, path), content);
    }
  };

/** Reads files of a commit that was fetched without file contents. The contents are fetched in one call. */
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
  /** The publication that the changes are based on. If it is absent, the files are complete. */
  readonly from?: PublishedCommit;
  readonly changes: Changes;
  readonly state: SiteState;
}

/**
 * Writes the difference from a snapshot as one commit on top of the newest commit.
 * @returns false, without writing anything, if another publication was faster
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
 * Writes a snapshot, which the later publications of its day continue. It is the only commit of its branch, so that
 * removed files are in no history (R11), and the branch does not grow.
 * @param written the changes; `memory` is the path of the site's database
 * @returns false, without writing anything, if another publication was faster
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
  // Some files were not fetched. The forge has them.
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

/**
 * @param before the commit that the site's branch must still have; a plus before its ref would ignore this condition
 */
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
