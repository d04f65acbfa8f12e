import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** A SQLite database whose statements are prepared once; rows are given as the caller names them. */
export class Statements {
  protected readonly database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepare(sql).run(...values);
  }

  /** Adds a row, by the names of its columns. */
  insert<Row extends Readonly<Record<keyof Row, SQLInputValue>>>(table: string, row: Row): void {
    this.#write('INSERT', table, row);
  }

  /** Adds a row, in the place of the one that has its key. */
  put<Row extends Readonly<Record<keyof Row, SQLInputValue>>>(table: string, row: Row): void {
    this.#write('INSERT OR REPLACE', table, row);
  }

  /** Takes back a transaction, if one is under way. */
  rollback(): void {
    if (this.database.isTransaction) this.database.exec('ROLLBACK');
  }

  #write(verb: string, table: string, row: Readonly<Record<string, SQLInputValue>>): void {
    const columns = Object.keys(row);
    const marks = columns.map(() => '?').join(', ');
    this.run(`${verb} INTO ${table} (${columns.join(', ')}) VALUES (${marks})`, ...Object.values(row));
  }

  #prepare(sql: string): StatementSync {
    const kept = this.#prepared.get(sql);
    if (kept !== undefined) return kept;
    const statement = this.database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}
