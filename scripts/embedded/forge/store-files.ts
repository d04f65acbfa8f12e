import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { keepFile, syncFolder } from '#engine/kept-files.ts';
import { StoreFault } from './store-fault.ts';

/**
 * The files of the database: itself, and next to it SQLite's log of what was committed and is not in it yet (`-wal`), which is there
 * only while a forge runs, or after it was killed. SQLite notices neither that this log was lost, nor that one is another
 * database's; so a forge leaves a mark while it runs.
 */
const LOG = '-wal';
const MARK = '-open';

/** Where a database's file has its version (`user_version`), and how long the head of the file is. */
const VERSION_AT = 60;
const HEAD = 100;

/**
 * Sees, before the database is opened, that its files belong together.
 * @param path of the database
 * @param known the newest version that this program knows
 * @throws StoreFault where a newer program made it, or one of its files is lost or is another's
 */
export function refuseHalfStore(path: string, known: number): void {
  const version = versionIn(path);
  const log = sizeOf(`${path}${LOG}`);
  if (version === undefined) {
    if (log > 0) throw new StoreFault('missing', path);
    return;
  }
  if (version > known) throw new StoreFault('newer', path);
  // Before there were versions there was no mark.
  if (version === 0) return;
  const mark = sizeOf(`${path}${MARK}`);
  const isLost = mark > 0 ? log <= 0 : mark === 0 && log === NOT_THERE;
  if (isLost) throw new StoreFault('log-missing', `${path}${LOG}`);
  if (mark === NOT_THERE && log > 0) throw new StoreFault('log-stray', `${path}${LOG}`);
}

/**
 * Marks a database as one that a forge has open. The log is there first, so that a mark without one means that it was lost; the
 * mark is empty as long as the log may be.
 */
export function beginUse(path: string): void {
  closeSync(openSync(`${path}${LOG}`, 'a', 0o600));
  syncFolder(dirname(path));
  keepFile(`${path}${MARK}`, '');
}

/**
 * Notes in the mark that something is in the log, which is never empty again until all of it is in the database.
 * @returns whether there is anything in it
 */
export function noteWritten(path: string): boolean {
  if (sizeOf(`${path}${LOG}`) <= 0) return false;
  keepFile(`${path}${MARK}`, 'open\n');
  return true;
}

/** Takes the note back, before the log is emptied. */
export function noteEmptied(path: string): void {
  keepFile(`${path}${MARK}`, '');
}

/** Takes the mark away, once nothing is left in the log. */
export function endUse(path: string): void {
  rmSync(`${path}${MARK}`, { force: true });
}

const NOT_THERE = -1;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? NOT_THERE;

/** The version of a database, by its file; undefined: there is none, or nothing in it. */
function versionIn(path: string): number | undefined {
  if (sizeOf(path) <= 0) return undefined;
  const head = Buffer.alloc(HEAD);
  const file = openSync(path, 'r');
  try {
    readSync(file, head);
  } finally {
    closeSync(file);
  }
  // SQLite itself reports what is no database, better than here.
  return head.toString('latin1', 0, 15) === 'SQLite format 3' ? head.readUInt32BE(VERSION_AT) : 0;
}
