import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Statements } from '#engine/statements.ts';
import { beginUse, endUse, noteEmptied, noteWritten, refuseHalfStore } from './store-files.ts';
import { StoreFault, storeFault } from './store-fault.ts';

/**
 * The tables for everything that is no git object: accounts, tokens, pull requests, reviews, labels, statuses, and the
 * refs. The refs of the repository are a copy of the refs here (see `mirrorRefs`). So one commit of this database
 * decides whether a call took effect.
 */
const FIRST_SCHEMA = `
CREATE TABLE IF NOT EXISTS counter (value INTEGER NOT NULL) STRICT;
INSERT INTO counter SELECT 1000 WHERE NOT EXISTS (SELECT 1 FROM counter);

CREATE TABLE IF NOT EXISTS accounts (
  id INTEGER PRIMARY KEY, login TEXT NOT NULL COLLATE NOCASE, name TEXT, type TEXT NOT NULL, permission TEXT NOT NULL,
  created_at TEXT NOT NULL, removed_at TEXT) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS accounts_login ON accounts (login) WHERE removed_at IS NULL;
CREATE TABLE IF NOT EXISTS tokens (
  hash TEXT PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES accounts, created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS token_grants (
  hash TEXT PRIMARY KEY REFERENCES tokens ON DELETE CASCADE, permissions TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS seen_heads (
  token TEXT NOT NULL REFERENCES tokens ON DELETE CASCADE, ref TEXT NOT NULL, oid TEXT NOT NULL,
  PRIMARY KEY (token, ref)) STRICT;
CREATE TABLE IF NOT EXISTS apps (
  id INTEGER PRIMARY KEY, installation_id INTEGER NOT NULL UNIQUE, account_id INTEGER NOT NULL REFERENCES accounts,
  client_id TEXT NOT NULL UNIQUE, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, public_key TEXT NOT NULL,
  permissions TEXT NOT NULL, created_at TEXT NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS refs (name TEXT PRIMARY KEY, oid TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS activity (
  id INTEGER PRIMARY KEY, ref TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, timestamp TEXT NOT NULL,
  activity_type TEXT NOT NULL, actor_id INTEGER NOT NULL REFERENCES accounts) STRICT;
CREATE INDEX IF NOT EXISTS activity_ref ON activity (ref, id);

CREATE TABLE IF NOT EXISTS pulls (
  number INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, issue_id INTEGER NOT NULL, title TEXT NOT NULL, body TEXT,
  author_id INTEGER NOT NULL REFERENCES accounts, state TEXT NOT NULL, draft INTEGER NOT NULL, base_ref TEXT NOT NULL,
  base_oid TEXT NOT NULL, head_ref TEXT NOT NULL, head_oid TEXT NOT NULL, created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL, closed_at TEXT, merged_at TEXT, merged_by INTEGER REFERENCES accounts, merge_oid TEXT) STRICT;
CREATE INDEX IF NOT EXISTS pulls_head ON pulls (head_ref);
CREATE INDEX IF NOT EXISTS pulls_state ON pulls (state, updated_at);
CREATE TABLE IF NOT EXISTS labels (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, color TEXT NOT NULL, description TEXT) STRICT;
CREATE TABLE IF NOT EXISTS pull_labels (
  pull INTEGER NOT NULL REFERENCES pulls, label_id INTEGER NOT NULL REFERENCES labels,
  PRIMARY KEY (pull, label_id)) STRICT;
CREATE TABLE IF NOT EXISTS comments (
  id INTEGER PRIMARY KEY, pull INTEGER NOT NULL REFERENCES pulls, author_id INTEGER NOT NULL REFERENCES accounts,
  body TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, edited_at TEXT) STRICT;
CREATE INDEX IF NOT EXISTS comments_pull ON comments (pull, id);
CREATE TABLE IF NOT EXISTS reviews (
  id INTEGER PRIMARY KEY, pull INTEGER NOT NULL REFERENCES pulls, author_id INTEGER NOT NULL REFERENCES accounts,
  state TEXT NOT NULL, body TEXT NOT NULL, commit_oid TEXT NOT NULL, submitted_at TEXT NOT NULL, edited_at TEXT) STRICT;
CREATE INDEX IF NOT EXISTS reviews_pull ON reviews (pull, id);
CREATE TABLE IF NOT EXISTS comment_edits (
  comment INTEGER PRIMARY KEY, editor_id INTEGER NOT NULL REFERENCES accounts) STRICT;
CREATE TABLE IF NOT EXISTS review_edits (
  review INTEGER PRIMARY KEY REFERENCES reviews, editor_id INTEGER NOT NULL REFERENCES accounts) STRICT;
CREATE TABLE IF NOT EXISTS review_requests (
  pull INTEGER NOT NULL REFERENCES pulls, account_id INTEGER NOT NULL REFERENCES accounts,
  PRIMARY KEY (pull, account_id)) STRICT;
CREATE TABLE IF NOT EXISTS timeline (
  id INTEGER PRIMARY KEY, pull INTEGER NOT NULL REFERENCES pulls, type TEXT NOT NULL,
  actor_id INTEGER NOT NULL REFERENCES accounts, created_at TEXT NOT NULL, data TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS timeline_pull ON timeline (pull, id);
CREATE TABLE IF NOT EXISTS statuses (
  id INTEGER PRIMARY KEY, oid TEXT NOT NULL, context TEXT NOT NULL, state TEXT NOT NULL, description TEXT,
  target_url TEXT, creator_id INTEGER NOT NULL REFERENCES accounts, created_at TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS statuses_oid ON statuses (oid, context, id);
`;

/**
 * The steps that turn each version of the database (SQLite's `user_version`) into the next one, in order. Steps are
 * only added, never changed. A new database has version 0. A database of an early program also has version 0, and has
 * some or all of the first tables.
 */
const MIGRATIONS: readonly string[] = [FIRST_SCHEMA];

/** The database of one forge. It keeps prepared statements; rows have the type that the caller names. */
export class Store extends Statements {
  readonly #path: string;
  /** Whether the mark file states that SQLite's log has content. */
  #isNoted = false;

  /**
   * Opens the database at `path`, or makes it. A database of an older version is migrated. With WAL and
   * synchronous=FULL, a commit survives a kill and a power cut. The exclusive lock, which ends with this program, keeps
   * a second forge out of the folder.
   * @throws StoreFault if another forge uses the database, if it is damaged or one of its files is missing, or if a
   * newer program made it; nothing is changed then
   */
  constructor(path: string) {
    refuseHalfStore(path, MIGRATIONS.length);
    // Made here, because SQLite would make it readable by everybody. SQLite gives its other files the same mode.
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
    super(openDatabase(path));
    this.#path = path;
    try {
      this.database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT;');
    } catch (cause) {
      this.database.close();
      throw storeFault(path, cause);
    }
    // From here on, this program has the lock. The mark is made before the first write, and removed after the last.
    beginUse(path);
    try {
      this.database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
      this.#check();
      this.#migrate();
    } catch (cause) {
      this.close();
      throw storeFault(path, cause);
    }
  }

  /** Returns the next id. Ids of all kinds come from one counter, so that their order is the order in time. */
  nextId(): number {
    const row = this.get<{ value: number }>('UPDATE counter SET value = value + 1 RETURNING value');
    if (row === undefined) throw new Error('the counter row is gone');
    return row.value;
  }

  /** Returns the largest id given so far. */
  lastId(): number {
    return this.get<{ value: number }>('SELECT value FROM counter')?.value ?? 0;
  }

  begin(): void {
    this.database.exec('BEGIN IMMEDIATE');
  }

  commit(): void {
    this.database.exec('COMMIT');
    if (!this.#isNoted) this.#isNoted = noteWritten(this.#path);
  }

  /** From now on, content that is deleted or replaced is overwritten in the file. */
  overwriteDeleted(): void {
    this.database.exec('PRAGMA secure_delete = ON');
  }

  /**
   * Writes the whole database anew and empties SQLite's log, so that no file has what was deleted. It must be called
   * between transactions.
   */
  compact(): void {
    this.database.exec('VACUUM');
    noteEmptied(this.#path);
    this.#isNoted = false;
    this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /**
   * Writes a copy of the database into a new file. It must be called between transactions.
   * @throws the system's error if the file cannot be written
   */
  copyTo(path: string): void {
    closeSync(openSync(path, 'wx', 0o600));
    try {
      this.database.prepare('VACUUM INTO ?').run(path);
    } catch (error) {
      rmSync(path, { force: true });
      throw storeFault(path, error);
    }
  }

  close(): void {
    try {
      noteEmptied(this.#path);
      // SQLite's log is written into the database before the mark is removed. If that fails, the next start reads both.
      this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      endUse(this.#path);
    } catch {
      // The database is damaged or the disk is full. The call that met the fault has reported it.
    } finally {
      this.database.close();
    }
    if (!existsSync(`${this.#path}-wal`)) endUse(this.#path);
  }

  /**
   * Checks the pages of the database.
   * @throws StoreFault if a page is damaged
   */
  #check(): void {
    const [first] = this.database.prepare('PRAGMA quick_check(1)').all() as { quick_check?: string }[];
    if (first?.quick_check !== 'ok') throw new StoreFault('damaged', this.#path, first?.quick_check);
  }

  /**
   * Brings the database to the newest version.
   * @throws StoreFault if a newer program made the database
   */
  #migrate(): void {
    const { user_version: version } = this.database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > MIGRATIONS.length) throw new StoreFault('newer', this.#path);
    if (version === MIGRATIONS.length) return;
    const steps = MIGRATIONS.slice(version).join('\n');
    this.database.exec(`BEGIN IMMEDIATE; ${steps} PRAGMA user_version = ${MIGRATIONS.length}; COMMIT;`);
    // Written into the file itself, because the next start reads the version from there before it opens the database.
    this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}

function openDatabase(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path);
  } catch (error) {
    throw storeFault(path, error);
  }
}
