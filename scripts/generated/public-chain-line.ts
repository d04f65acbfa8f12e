// Generated from schemas/public-chain-line.schema.json by `npm run generate`; edit the schema.

/**
 * One line of a case's published chain (R27): the id is SHA-256 over the canonical JSON of [previous id, commitment of the public part, commitment of the private part].
 */
export interface PublicChainLine {
  id: string;
  prev: string;
  public: {
    /**
     * SHA-256 of the canonical JSON of [salt, part].
     */
    commitment: string;
    salt?: string;
    /**
     * What everybody may see of the entry; absent where it was narrowed later.
     */
    part?: {};
  };
  /**
   * Its commitment only: what it holds stays with the office.
   */
  private: {
    /**
     * SHA-256 of the canonical JSON of [salt, part].
     */
    commitment: string;
  };
}
