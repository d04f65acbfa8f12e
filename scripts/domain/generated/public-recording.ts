// Generated from schemas/public-recording.schema.json by `npm run generate`; edit the schema.

/**
 * How long after its time what happened was recorded, month by month: the time of the register's commit that brought the entry, less the entry's own. The commit is found by the entry's place in the log and the checkpoints of the commits (R36), as far as the reader of the register knew them.
 */
export interface PublicRecording {
  procedures: {
    procedure: string;
    /**
     * The last twelve, the present one last.
     */
    months: {
      month: string;
      acts: Lag;
      clock: Lag1;
    }[];
  }[];
}
/**
 * From the forge's time of the act.
 */
export interface Lag {
  /**
   * Whose commit is known.
   */
  n: number;
  /**
   * Entries whose commit is not known.
   */
  unknown: number;
  /**
   * Seconds; absent where n is 0.
   */
  median?: number;
  /**
   * Seconds; absent where n is 0.
   */
  p90?: number;
}
/**
 * Reminders, overdue marks and outcomes taken by time: from their planned instant (R22).
 */
export interface Lag1 {
  /**
   * Whose commit is known.
   */
  n: number;
  /**
   * Entries whose commit is not known.
   */
  unknown: number;
  /**
   * Seconds; absent where n is 0.
   */
  median?: number;
  /**
   * Seconds; absent where n is 0.
   */
  p90?: number;
}
