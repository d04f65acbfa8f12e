import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { keepFile, syncFolder } from '#engine/kept-files.ts';
import { StoreFault } from './store-fault.ts';

/**
 * The endings of the files next to the database. `-wal` is SQLite's log of the content that is committed and not yet in
 * the file of the database. It exists while a forge runs, and after a forge was killed. SQLite notices neither that
 * this log was lost nor that it belongs to another database. So a forge keeps a mark, the file `-open`, while it runs.
 */
const LOG = '-wal';
const MARK = '-open';

/** The position of the version (`user_version`) in the file of a database, and the length of the head of the file. */
const VERSION_AT = 60;
const HEAD = 100;

/**
 * Checks, before a database is opened, that its files belong together.
 * @param path the path of the database
 * @param known the newest version that this program knows
 * @throws StoreFault if a newer program made the database, or one of its files is missing or belongs to another
 * database
 */
export function refuseHalfStore(path: string, known: number): void {
  const version = versionIn(path);
  const log = sizeOf(`${path}${LOG}`);
  if (version === undefined) {
    if (log > 0) throw new StoreFault('missing', path);
    return;
  }
  if (version > known) throw new StoreFault('newer', path);
  // Early programs wrote databases without a version, and made no mark.
  if (version === 0) return;
  const mark = sizeOf(`${path}${MARK}`);
  const isLost = mark > 0 ? log <= 0 : mark === 0 && log === NOT_THERE;
  if (isLost) throw new StoreFault('log-missing', `${path}${LOG}`);
  if (mark === NOT_THERE && log > 0) throw new StoreFault('log-stray', `${path}${LOG}`);
}

/**
 * Marks a database as open in a forge. The log is made before the mark, so that a mark without a log means that the log
 * was lost. The mark is empty as long as the log may be empty.
 */
export function beginUse(path: string): void {
  closeSync(openSync(`${path}${LOG}`, 'a', 0o600));
  syncFolder(dirname(path));
  keepFile(`${path}${MARK}`, '');
}

/**
 * Notes in the mark that the log has content. From then on the log is not empty until all of it is in the database.
 * @returns whether the log has content
 */
export function noteWritten(path: string): boolean {
  if (sizeOf(`${path}${LOG}`) <= 0) return false;
  keepFile(`${path}${MARK}`, 'open\n');
  return true;
}

/** Removes the note from the mark, before the log is emptied. */
export function noteEmptied(path: string): void {
  keepFile(`${path}${MARK}`, '');
}

/** Removes the mark, once the log is empty. */
export function endUse(path: string): void {
  rmSync(`${path}${MARK}`, { force: true });
}

const NOT_THERE = -1;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? NOT_THERE;

/** Reads the version of a database from its file; undefined if the file does not exist or is empty. */
function versionIn(path: string): number | undefined {
  if (sizeOf(path) <= 0) return undefined;
  const head = Buffer.alloc(HEAD);
  const file = openSync(path, 'r');
  try {
    readSync(file, head);
  } finally {
    closeSync(file);
  }
  // If the file is no database, SQLite itself reports that when it opens the file.
  return head.toString('latin1', 0, 15) === 'SQLite format 3' ? head.readUInt32BE(VERSION_AT) : 0;
}
