// Generated from schemas/roles.schema.json by `npm run generate`; edit the schema.

export type Line = string;

/**
 * Who holds which role, from when until when (R17). Holders are ended, never deleted.
 */
export interface Roles {
  /**
   * IANA time zone of the office, for what belongs to no procedure (R4). Needed where its procedures have several; otherwise it is theirs.
   */
  zone?: string;
  roles: {
    [k: string]: Role;
  };
}
export interface Role {
  name: {
    id: Line;
    en: Line;
  };
  /**
   * The role that is notified at the escalation level `superior` (R22).
   */
  superior?: string;
  holders: Holder[];
}
export interface Holder {
  /**
   * Numeric id of the account: what a holder is matched by.
   */
  account: number;
  /**
   * For display and mention only.
   */
  login: string;
  name: Line;
  /**
   * Rank of a civil servant, as it stands below a signature; absent: no such line.
   */
  rank?: string;
  /**
   * Number of a civil servant (NIP), as it stands below a signature; absent: no such line. No page shows it.
   */
  nip?: string;
  /**
   * First day, inclusive, in the procedure's zone.
   */
  from: string;
  /**
   * Last day, inclusive.
   */
  until?: string;
  /**
   * An acting official: Plt. or Pj. where the office is vacant, Plh. while its holder is away.
   */
  acting?: {
    kind: "plt" | "plh" | "pj";
    decree: string;
  };
}
