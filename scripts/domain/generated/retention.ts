// Generated from schemas/retention.schema.json by `npm run generate`; edit the schema.

/**
 * How long the office keeps the cases of each procedure after their end (R50). A procedure that is not named here is kept for ever.
 */
export interface Retention {
  /**
   * By the id of the procedure.
   */
  procedures: {
    [k: string]: {
      letters?: Term;
      documents?: Term1;
    };
  };
}
/**
 * The request, its attachments, and all that the register keeps internal.
 */
export interface Term {
  /**
   * Counted from the day on which the case ended.
   */
  years: number;
  ground: Words;
}
/**
 * The decree or schedule that says so. Is shown to everybody.
 */
export interface Words {
  id: string;
  en: string;
}
/**
 * Documents that were signed elsewhere (R47).
 */
export interface Term1 {
  /**
   * Counted from the day on which the case ended.
   */
  years: number;
  ground: Words;
}
