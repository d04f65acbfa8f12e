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
   * Lines of address, telephone, e-mail and site as they are to stand, where an office does not give them one by one.
   *
   * @maxItems 3
   */
  contact?: string[];
  /**
   * Street, number and town.
   */
  address?: string;
  postcode?: string;
  telephone?: string;
  email?: string;
  /**
   * Address of the office's own site.
   */
  site?: string;
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
