// Generated from schemas/witnesses.schema.json by `npm run generate`; edit the schema.

/**
 * Who watches the office's log (R37): strangers who check its checkpoints and cosign them.
 */
export interface Witnesses {
  /**
   * @maxItems 16
   */
  witnesses: Witness[];
}
export interface Witness {
  /**
   * What people call the witness.
   */
  name: string;
  /**
   * The witness's key, as `disposisi witness` prints it.
   */
  vkey: string;
  /**
   * Where the witness publishes the checkpoint that it cosigned last.
   */
  url: string;
}
