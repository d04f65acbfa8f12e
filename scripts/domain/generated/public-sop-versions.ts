// Generated from schemas/public-sop-versions.schema.json by `npm run generate`; edit the schema.

export type Instant = string;

/**
 * The versions that one SOP has had on main, the newest first: since when, what changed, and how many cases began under each. A case keeps the version that it began under (R7).
 */
export interface PublicSopVersions {
  procedure: string;
  title: Words;
  inForce: boolean;
  /**
   * false: main's history was not read, or only a part of it; what cases began under is listed all the same.
   */
  complete: boolean;
  /**
   * Where the history was cut off: versions before it are not known here.
   */
  since?: string;
  versions: {
    /**
     * As in procedure.revision of a case. What it says is data/procedures/ID/REVISION.json, where it is readable.
     */
    revision: string;
    current: boolean;
    path?: string;
    commit?: string;
    /**
     * Absent: it was there before what is known of main, or is known by its cases only.
     */
    from?: string;
    until?: Instant;
    readable: boolean;
    identity?: {
      number: string;
      created: string;
      revised: string;
      effective: string;
    };
    cases: number;
    open: number;
    firstCase?: Instant;
    /**
     * Absent: there is none before it, or one of the two cannot be read. Empty: the file is written otherwise and says the same.
     */
    changes?: Change[];
  }[];
}
export interface Words {
  id: string;
  en: string;
}
export interface Change {
  kind: "added" | "removed" | "changed" | "moved" | "renamed";
  /**
   * A JSON pointer, in which a step stands for its place by its id.
   */
  path: string;
  place: Words;
  what: Words;
  from?: Words;
  to?: Words;
}
