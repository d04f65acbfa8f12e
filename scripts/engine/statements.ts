import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** A SQLite database that prepares each statement once. The caller names the type of the rows. */
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

  /** Adds a row, whose keys are the names of the columns. */
  insert<Row extends Readonly<Record<keyof Row, SQLInputValue>>>(table: string, row: Row): void {
    this.#write('INSERT', table, row);
  }

  /** Adds a row, or replaces the row with the same key. */
  put<Row extends Readonly<Record<keyof Row, SQLInputValue>>>(table: string, row: Row): void {
    this.#write('INSERT OR REPLACE', table, row);
  }

  /** Rolls the transaction back, if there is one. */
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
