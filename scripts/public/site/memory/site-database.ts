import { rmSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Statements } from '#engine/statements.ts';

/**
 * The version of the database. Every change of a table, or of the values in a table, raises it. Nothing is migrated,
 * since everything in the database can be made again from the register.
 */
const VERSION = 14;

const SCHEMA = `
CREATE TABLE memory (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, hash TEXT NOT NULL, bytes INTEGER NOT NULL, publication INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE pages (url TEXT PRIMARY KEY, print TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Bytes of a page of the database, and those of the log of changes, after which the changes are moved into the file. */
const PAGE = 1_024;
const LOG = 4_096_000;

/**
 * What a site remembers of its last publication, in a file or in memory. So the next publication makes only what
 * changed, at a cost that does not grow with the archive (R38). The database can be deleted at any time.
 */
export class SiteDatabase extends Statements {
  /**
   * Opens the database. A file of another version, or one that cannot be read, is deleted and made again.
   * @param path path of the file; if absent, the database is in memory
   * @param schema tables besides the database's own
   */
  static open(path: string | undefined, schema: string): SiteDatabase {
    try {
      return new SiteDatabase(opened(path ?? ':memory:', schema));
    } catch (error) {
      if (path === undefined) throw error;
      // The file is of another version, damaged, or no database at all. It is made again.
      for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
      return new SiteDatabase(opened(path, schema));
    }
  }

  /** Iterates over rows as they are read. Until the iteration ends, no other statement may change their tables. */
  each<Row>(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.database.prepare(sql).iterate(...values) as Iterable<Row>;
  }

  /** Returns the value that is remembered under a name. */
  recall<Value>(name: string): Value | undefined {
    const row = this.get<{ value: string }>('SELECT value FROM memory WHERE name = ?', name);
    return row === undefined ? undefined : (JSON.parse(row.value) as Value);
  }

  remember(name: string, value: unknown): void {
    this.run('INSERT OR REPLACE INTO memory VALUES (?, ?)', name, JSON.stringify(value));
  }

  /** Forgets everything except the list of files. */
  forget(): void {
    const tables = this.all<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'files'`,
    );
    for (const { name } of tables) this.database.exec(`DELETE FROM "${name}"`);
  }

  begin(): void {
    this.database.exec('BEGIN');
  }

  commit(): void {
    this.database.exec('COMMIT');
  }

  close(): void {
    this.database.close();
  }
}

/** Makes a closed database as small as its content, so that no deleted data remains in it (R11). */
export function compact(path: string): void {
  const database = new DatabaseSync(path);
  database.exec('VACUUM; PRAGMA journal_mode = DELETE;');
  database.close();
}

function opened(path: string, schema: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    // An act changes many short rows. In a large database each of them is on another page, which is written as a whole.
    database.exec(`PRAGMA page_size = ${PAGE}; PRAGMA wal_autocheckpoint = ${LOG / PAGE};`);
    // After a kill, the database is whole. A power cut may lose the last commits, which are then made again.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version === VERSION) return database;
    if (version !== 0) throw new Error(`${path} is of version ${version}.`);
    database.exec(`BEGIN; ${SCHEMA} ${schema} PRAGMA user_version = ${VERSION}; COMMIT;`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
