// Generated from schemas/public-register.schema.json by `npm run generate`; edit the schema.

/**
 * Where the published data come from (R29): the register's head and when it was read.
 */
export interface PublicRegister {
  /**
   * Version of the form of all published data. A change that breaks readers raises it.
   */
  version: 1;
  /**
   * Commit of the register; null: there is no register yet.
   */
  head: string | null;
  /**
   * When the register was read.
   */
  readAt: string;
  /**
   * When the scheduled sweep ran, where the forge keeps a schedule (R21): how late people may have been told. No deadline is computed from it.
   */
  schedule?: {
    last: string;
    since?: string;
    /**
     * Seconds between two of the runs since then, at most.
     */
    longestGap?: number;
  };
  cases: number;
  open: number;
}
