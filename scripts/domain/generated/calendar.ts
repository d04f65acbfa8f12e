// Generated from schemas/calendar.schema.json by `npm run generate`; edit the schema.

/**
 * The days on which offices are closed, year by year, from the yearly decree (R20). In a year that is not here only weekends are skipped, and the explanation of a deadline says so.
 */
export interface Calendar {
  /**
   * @minItems 1
   */
  years: Year[];
}
export interface Year {
  year: number;
  /**
   * The decree that the days come from.
   */
  decree: string;
  /**
   * National holidays (hari libur nasional).
   *
   * @minItems 1
   */
  holidays: Day[];
  /**
   * Collective leave (cuti bersama).
   */
  collectiveLeave: Day[];
}
export interface Day {
  date: string;
  name: {
    id: string;
    en: string;
  };
}
