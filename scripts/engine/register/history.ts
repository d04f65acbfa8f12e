/** Checks of the register's history in git (R26, R29): it must be linear, and every file may only grow. */
import {
  CHECKPOINT_PATH,
  CONFIGURATIONS_PATH,
  INDEX_PATH,
  isDocumentPath,
  isListPath,
  journalNumber,
  README_PATH,
  REGISTER_BRANCH,
  REWRITES_PATH,
  VKEY_PATH,
} from '#domain/journal/paths.ts';
import { shorten } from '#domain/problem.ts';
import { blobId } from '#engine/config/folder.ts';
import { type RegisterFinding, registerFinding } from './finding.ts';

export interface RegisterCommit {
  readonly oid: string;
  readonly parents: readonly string[];
  /**
   * The changes compared with the first parent, in the order of paths; `blob` is `undefined` if the file was deleted.
   */
  readonly changes: readonly { readonly path: string; readonly mode: string; readonly blob: string | undefined }[];
}

/** All versions of a file. */
export interface FileHistory {
  readonly path: string;
  /** The versions of the content, oldest first; `commit` is the place of the commit in the history. */
  readonly versions: readonly { readonly commit: number; readonly blob: string }[];
}

/**
 * The files that a commit may rewrite. The index is computed from the journals, the README and the lists of earlier
 * versions prove nothing, and git keeps older checkpoints.
 */
const REWRITABLE: readonly string[] = [CHECKPOINT_PATH, INDEX_PATH, README_PATH];
/** The files, apart from journals, to which lines are added at the end. */
const LISTS: readonly string[] = [CONFIGURATIONS_PATH, REWRITES_PATH, VKEY_PATH];

/** Checks whether a file may only grow. */
export const isGrowing = (path: string): boolean => LISTS.includes(path) || journalNumber(path) !== undefined;

const known = (path: string): boolean =>
  REWRITABLE.includes(path) || isGrowing(path) || isDocumentPath(path) || isListPath(path);

/**
 * Checks that the commits have no merge and no deletion, and only regular files that belong in a register.
 * @param commits the commits along first parents, oldest first
 * @param since the commit that is trusted, if any; the first commit must follow it
 */
export function checkCommits(
  commits: readonly RegisterCommit[],
  head: string,
  since: string | undefined,
): RegisterFinding[] {
  const found = commits.flatMap(({ oid, parents, changes }) => [
    ...(parents.length > 1
      ? [registerFinding('merge', { file: REGISTER_BRANCH, commit: oid, received: parents.join(' ') })]
      : []),
    ...changes.flatMap(({ path, mode, blob }) => {
      const place = { file: path, commit: oid };
      if (blob === undefined) return [registerFinding('deleted', place)];
      if (!known(path)) return [registerFinding('foreign-file', place)];
      return mode === '100644' ? [] : [registerFinding('not-a-file', { ...place, expected: '100644', received: mode })];
    }),
  ]);
  const follows = commits.length === 0 ? head === since : since === undefined || commits[0]?.parents[0] === since;
  if (!follows)
    found.push(registerFinding('trusted-head', { file: REGISTER_BRANCH, expected: since ?? '', received: head }));
  return found;
}

/** Collects the versions of every file of a register. */
export function fileHistories(commits: readonly RegisterCommit[]): Map<string, FileHistory> {
  const files = new Map<string, { path: string; versions: { commit: number; blob: string }[] }>();
  for (const [commit, { changes }] of commits.entries()) {
    for (const { path, blob } of changes) {
      if (blob === undefined || !known(path)) continue;
      const file = files.get(path) ?? { path, versions: [] };
      file.versions.push({ commit, blob });
      files.set(path, file);
    }
  }
  return files;
}

/** The history of a journal. */
export interface Growth {
  readonly file: FileHistory;
  /** The number of lines of each version. */
  readonly lines: readonly number[];
}

/**
 * Returns the place of the commit that added a line (from 1).
 * @returns −1 for a line that the trusted commit has; `undefined` if no version has the line
 */
export const commitOfLine = ({ file, lines }: Growth, line: number): number | undefined =>
  file.versions[lines.findIndex((count) => count >= line)]?.commit;

/** Adds the place of an entry's commit to each item about an entry. Leaves out entries that no version has. */
export const atCommits = <Said extends { readonly seq: number }>(said: readonly Said[], growth: Growth) =>
  said.flatMap((each) => {
    const commit = commitOfLine(growth, each.seq);
    return commit === undefined ? [] : [{ ...each, commit }];
  });

/** Counts the complete lines of a text. */
export function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}

/** The place of the commit that is trusted, before all commits that are read. */
const BEFORE = -1;

/** Puts the content at the trusted commit at the beginning of a file's history, if the file existed then. */
export const sinceThen = (file: FileHistory, blob: string | undefined): FileHistory =>
  blob === undefined ? file : { ...file, versions: [{ commit: BEFORE, blob }, ...file.versions] };

/** Checks whether the file existed at the trusted commit. If so, its first version is its content at that commit. */
export const isTrusted = ({ versions }: FileHistory): boolean => versions[0]?.commit === BEFORE;

/**
 * Checks whether a file only grew. Older versions need not be read: a version of n bytes is the beginning of the last
 * version if and only if the first n bytes of the last version have its id.
 */
export function onlyGrows(file: FileHistory, last: Uint8Array, size: (blob: string) => number): boolean {
  let before = 0;
  return file.versions.every(({ blob }) => {
    const length = size(blob);
    const grows = length >= before && length <= last.length && blobId(last.subarray(0, length), blob) === blob;
    before = length;
    return grows;
  });
}

/**
 * Finds where a file was rewritten, by comparing each version with the one before it.
 * @param texts the texts of the versions, in their order
 */
export function checkRewrites(
  file: FileHistory,
  texts: readonly string[],
  commits: readonly RegisterCommit[],
): RegisterFinding[] {
  return file.versions.slice(1).flatMap(({ commit }, i) => {
    const [before = '', after = ''] = texts.slice(i, i + 2);
    if (after.startsWith(before)) return [];
    const [old, now] = [before.split('\n'), after.split('\n')];
    const line = old.findIndex((each, l) => each !== now[l]);
    const oid = commits[commit]?.oid;
    return registerFinding('rewritten', {
      file: file.path,
      line: line + 1,
      ...(oid === undefined ? {} : { commit: oid }),
      ...(journalNumber(file.path) === undefined ? {} : { seq: line + 1 }),
      ...parted(old[line] ?? '', now[line] ?? ''),
    });
  });
}

/** Cuts two lines shortly before their first difference, because their beginnings are equal. */
function parted(expected: string, received: string): { readonly expected: string; readonly received: string } {
  let at = 0;
  while (at < expected.length && expected[at] === received[at]) at += 1;
  const from = Math.max(0, at - LEAD);
  const shown = (line: string): string => shorten((from > 0 ? '…' : '') + line.slice(from, from + AROUND), AROUND * 2);
  return { expected: shown(expected), received: shown(received) };
}

/** The number of characters that are shown before a difference, and the number of all characters that are shown. */
const LEAD = 30;
const AROUND = 80;
