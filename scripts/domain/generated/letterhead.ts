// Generated from schemas/letterhead.schema.json by `npm run generate`; edit the schema.

/**
 * The head of the office's letters: names, address, arms or none, and the place that letters are dated from.
 */
export interface Letterhead {
  /**
   * From the larger body to the office; the last is set largest.
   *
   * @minItems 1
   * @maxItems 5
   */
  lines: string[];
  /**
   * Address, telephone, e-mail, site.
   *
   * @maxItems 3
   */
  contact?: string[];
  place: string;
  arms?: {
    /**
     * A PNG or JPEG file of at most 36 kB in Base64, without line breaks; at most 2,000 dots wide and high. What it holds is checked when it is read, not by a pattern.
     */
    image: string;
    /**
     * What it shows, in words.
     */
    alt: string;
  };
}
