import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Instant, toInstant } from '#domain/clock/instant.ts';
import { hasAncestor, readCommits } from './clone-history.ts';
import { git, isPartial, listFiles, LostObject, readFiles } from './git.ts';

/** A change of an SOP's file on main: the file was added, changed or deleted. */
interface SopMove {
  readonly path: string;
  /** The blob id of the new content; absent if the file was deleted. */
  readonly blob?: string;
  /** The commit on main, along first parents. If a pull request made the change, this is the merge. */
  readonly commit: string;
  /** The time of the commit; absent if the file was already there at the oldest known commit. */
  readonly at?: Instant;
}

/** All known changes of SOPs on main. This is plain data, so that it can be stored. */
export interface SopHistory {
  /** The commit of main up to which the history was read. */
  readonly head: string;
  /** Whether the history begins with main's first commit. Otherwise the clone is cut off. */
  readonly isWhole: boolean;
  /** The time of the oldest known commit, if it is not main's first. */
  readonly since?: Instant;
  /** The changes, oldest first. */
  readonly moves: readonly SopMove[];
}

/** Files in the folder of procedures that are no procedures. */
const NO_SOPS = ['calendar', 'letterhead', 'roles', 'rooms', 'witnesses'].map((name) => `sops/${name}.yaml`);

const isSop = (path: string): boolean => /^sops\/[^/]+\.yaml$/.test(path) && !NO_SOPS.includes(path);

/**
 * Reads the history of main's SOPs. Only commits after the known history are read (R38).
 * @param head the commit of main up to which to read
 * @param known the history that was read before
 * @returns the history up to `head`, with the same `moves` if no SOP changed
 * @throws Error if git fails
 */
export async function readSopHistory(folder: string, head: string, known?: SopHistory): Promise<SopHistory> {
  if (known?.head === head) return known;
  if (known && (await hasAncestor(folder, known.head, head))) {
    const moves = await movesIn(folder, head, known.head);
    return { ...known, head, moves: moves.length === 0 ? known.moves : settled([...known.moves, ...moves]) };
  }
  // A clone that contains only the newest commit shows only whether the files are still the same.
  if (known && (await isUnchanged(folder, head, known))) return { ...known, head };
  const [first = head] = (await git(folder, ['rev-list', '--first-parent', '--max-parents=0', head]))
    .toString('utf8')
    .split('\n');
  const moves = await movesIn(folder, head);
  if (!(await isCutAt(folder, first))) return { head, isWhole: true, moves: settled(moves) };
  const [since] = (await timesOf(folder, [first])).values();
  const seen = moves.map(({ at, ...move }) => (move.commit === first || at === undefined ? move : { ...move, at }));
  return { head, isWhole: false, ...(since === undefined ? {} : { since }), moves: settled(seen) };
}

/**
 * Reads the contents of the files that a history names, by their blob ids. A file is left out if the clone was made
 * without contents and lacks the file.
 * @param obtain called first with all blob ids, so that the caller can fetch blobs that the clone lacks
 * @throws LostObject if another clone lacks a file
 */
export async function readSopTexts(
  folder: string,
  { moves }: SopHistory,
  obtain: (oids: readonly string[]) => Promise<void>,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map(moves.flatMap(({ path, blob }) => (blob === undefined ? [] : [[blob, { path, oid: blob }]])));
  const texts = new Map<string, string>();
  await obtain([...files.keys()]);
  for (const file of files.values()) {
    try {
      for await (const [, content] of readFiles(folder, [file])) texts.set(file.oid, content.toString('utf8'));
    } catch (error) {
      // A clone that was made without contents may lack a file. In any other clone the file is lost (R31).
      if (!(error instanceof LostObject) || !(await isPartial(folder))) throw error;
    }
  }
  return texts;
}

async function movesIn(folder: string, head: string, after?: string): Promise<SopMove[]> {
  const commits = await readCommits(folder, head, { after, folders: ['sops'] });
  const changed = commits
    .map(({ oid, changes }) => ({ oid, changes: changes.filter(({ path }) => isSop(path)) }))
    .filter(({ changes }) => changes.length > 0);
  const times = await timesOf(
    folder,
    changed.map(({ oid }) => oid),
  );
  return changed.flatMap(({ oid, changes }) => {
    const at = times.get(oid);
    return changes.map(({ path, blob }) => ({
      ...{ path, commit: oid },
      ...(blob === undefined ? {} : { blob }),
      ...(at === undefined ? {} : { at }),
    }));
  });
}

/** Removes moves that do not change their file. */
function settled(moves: readonly SopMove[]): SopMove[] {
  const now = new Map<string, string | undefined>();
  return moves.filter(({ path, blob }) => {
    const isNews = now.get(path) !== blob;
    now.set(path, blob);
    return isNews;
  });
}

async function isUnchanged(folder: string, head: string, { moves }: SopHistory): Promise<boolean> {
  const now = new Map<string, string>();
  for (const { path, blob } of moves) {
    if (blob === undefined) now.delete(path);
    else now.set(path, blob);
  }
  const listed = (await listFiles(folder, head, ['sops'])).filter(({ path }) => isSop(path));
  return listed.length === now.size && listed.every(({ path, oid }) => now.get(path) === oid);
}

/** Checks whether a commit has parents that are not in this clone, because the clone was made without them. */
async function isCutAt(folder: string, commit: string): Promise<boolean> {
  const path = (await git(folder, ['rev-parse', '--git-path', 'shallow'])).toString('utf8').trim();
  const file = resolve(folder, path);
  return existsSync(file) && (await readFile(file, 'utf8')).split('\n').includes(commit);
}

/** Reads the times of commits, by the clock of the committer. If the forge made a merge, this is the forge's clock. */
async function timesOf(folder: string, commits: readonly string[]): Promise<ReadonlyMap<string, Instant>> {
  if (commits.length === 0) return new Map();
  const args = ['log', '--no-walk=unsorted', '--format=%H %ct', '--stdin'];
  const lines = (await git(folder, args, `${commits.join('\n')}\n`)).toString('utf8').trim().split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [oid = '', seconds = ''] = line.split(' ');
      const at = Number(seconds);
      // Git accepts any number as a time. A time before 1970 or after the year 9999 is left out.
      return at >= 0 && at <= LAST_SECOND ? [[oid, toInstant(at * 1_000)] as const] : [];
    }),
  );
}

/** The end of the year 9999. */
const LAST_SECOND = 253_402_300_799;
