// Generated from schemas/public-figures.schema.json by `npm run generate`; edit the schema.

export type Status =
  "ended" | "completed" | "refused" | "failed" | "lapsed" | "rejected" | "withdrawn" | "ended-outside" | "abandoned";
export type Count = number;
/**
 * As the official table prints it: 3, or 3a.
 */
export type Row = number | string;
/**
 * Who acts at the step; several stand for those who act together. Never persons.
 */
export type Roles = string[];
export type Outcome =
  "returned" | "rejected" | "withdrawn" | "timed-out" | "superseded" | "ended-outside" | "abandoned";

/**
 * Figures of one month (R32): counted from the public cases alone, each instant in the month of its procedure's zone, of rooms in the room's. Of a restricted case only that it came and that it ended is counted (R11). What cannot be computed is absent.
 */
export interface PublicFigures {
  month: string;
  procedures: Procedure[];
  rooms: Room[];
}
export interface Procedure {
  id: string;
  /**
   * IANA zone in which its months are counted.
   */
  zone: string;
  /**
   * Cases first submitted in the month.
   */
  submitted: number;
  /**
   * How many of these are restricted (R11): of them nothing else is counted but their end.
   */
  narrowed: number;
  /**
   * Cases that ended in the month, by how; a restricted case says only `ended`.
   */
  ended: {
    status: Status;
    n: Count;
  }[];
  whole: Spread;
  /**
   * Visits of which it became known in the month whether the limit was kept: acted on at or before the due, in the month of the act; late (also while open, and ended by time), in the month of the due. Visits that were cut short before their due count for nobody.
   */
  limits: {
    row: Row;
    step: string;
    roles: Roles;
    kept: Count;
    of: Count;
  }[];
  /**
   * Visits with a limit that ended in the month and were not cut short before their due.
   */
  times: {
    row: Row;
    step: string;
    /**
     * What limits and spread are counted in: seconds day and night, seconds of open time, or working days.
     */
    measure: "time" | "open-time" | "working-days";
    /**
     * That the visits had; the most frequent first.
     */
    limits: Count[];
    /**
     * How many took up to half of their limit, up to the whole, up to twice as long, and longer.
     *
     * @minItems 4
     * @maxItems 4
     */
    within: Count[];
    spread: Spread1;
    share: Spread2;
  }[];
  /**
   * Wall time, day and night, of all visits that ended in the month, with the applicant too; from when their clock begins.
   */
  spent: {
    row: Row;
    step: string;
    roles: Roles;
    visits: Count;
    seconds: Count;
  }[];
  /**
   * Visits that ended in the month otherwise than by going forward.
   */
  outcomes: {
    row: Row;
    step: string;
    roles: Roles;
    outcome: Outcome;
    n: Count;
  }[];
  /**
   * By the first reason (R16). Double clicks are none (R2).
   */
  refused: {
    reason: string;
    n: Count;
  }[];
  /**
   * Of cases that had been submitted before (R12): a draft is nobody's business.
   */
  unsound: number;
  /**
   * In how many submissions which part of the request was wrong.
   */
  fields: {
    path: string;
    label: {
      id: string;
      en: string;
    };
    n: Count;
  }[];
  /**
   * Every case that was submitted, acted on or ended in the month, in order of their numbers; of a restricted one only that it was submitted or ended.
   */
  moved: {
    case: string;
    title?: string;
    submitted: boolean;
    turns: Count;
    back: {
      row: Row;
      outcome: Outcome;
    }[];
    ended?: Status;
  }[];
}
/**
 * Seconds from the first submission to the end of cases completed in the month, day and night.
 */
export interface Spread {
  n: Count;
  median?: Count;
  p90?: Count;
}
/**
 * Ended ones: how many, their median and their 90th percentile (nearest rank). Without any, median and p90 are absent.
 */
export interface Spread1 {
  n: Count;
  median?: Count;
  p90?: Count;
}
/**
 * Ended ones: how many, their median and their 90th percentile (nearest rank). Without any, median and p90 are absent.
 */
export interface Spread2 {
  n: Count;
  median?: Count;
  p90?: Count;
}
export interface Room {
  room: string;
  zone: string;
  uses: Count;
  /**
   * Seconds of the month that completed cases have used, or open cases hold, also those to come.
   */
  booked: number;
  /**
   * Seconds of the month in which the room is open.
   */
  open: number;
  /**
   * true: of this year the office has no data on days off, so only the weekly hours are known.
   */
  weekendsOnly: boolean;
}
