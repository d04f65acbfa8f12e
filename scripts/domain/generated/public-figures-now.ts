// Generated from schemas/public-figures-now.schema.json by `npm run generate`; edit the schema.

export type Count = number;

/**
 * Where cases wait as of the time of reading, and the last twelve months (R32). The figures of each month: figures/YYYY-MM.json.
 */
export interface PublicFiguresNow {
  /**
   * When the register was read: late and waiting are as of then.
   */
  readAt: string;
  /**
   * Open cases by the step where they stand.
   */
  waiting: Waiting[];
  /**
   * The last twelve months of each procedure, the present one last.
   */
  course: {
    procedure: string;
    months: CourseMonth[];
  }[];
  /**
   * That have figures, the newest first.
   */
  months: string[];
}
export interface Waiting {
  procedure: string;
  row: number | string;
  /**
   * Absent of restricted cases, of which only the row is public (R11).
   */
  step?: string;
  /**
   * Who is waited for; empty of restricted cases.
   */
  roles: string[];
  n: Count;
  late: Count;
  /**
   * Since when the one waits that waits longest; absent where each begins only on a day to come.
   */
  since?: string;
  /**
   * Seconds, day and night, that those have waited whose turn has begun; 0 where none has.
   */
  median: number;
  /**
   * Seconds, day and night.
   */
  longest: number;
}
export interface CourseMonth {
  month: string;
  kept: Count;
  of: Count;
  submitted: Count;
  completed: Count;
  ended: Count;
}
