// Generated from schemas/erasures.schema.json by `npm run generate`; edit the schema.

/**
 * Single cases of which the office erases the content before its term (R50), for example since somebody asked for it.
 */
export interface Erasures {
  cases: {
    case: string;
    /**
     * Absent: both. letters: the request, its attachments, and all that the register keeps internal; documents: documents that were signed elsewhere (R47).
     *
     * @minItems 1
     */
    what?: ("letters" | "documents")[];
    /**
     * The public fields go too, such as the title. Only with letters.
     */
    public?: true;
    /**
     * Why the office erases. Is shown to everybody, so it names nobody.
     */
    ground: {
      id: string;
      en: string;
    };
    /**
     * The day on which GitHub Support was asked to remove references and caches.
     */
    github?: string;
  }[];
}
