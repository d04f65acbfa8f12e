/**
 * Changes in how the judge judges a fact, each with the edition of the rules that introduced it (R29). An entry names
 * the edition by which it was judged, and `verify` judges the entry by the same edition. So the code of earlier
 * editions stays. A new change gets the edition that is not released yet. Behaviour that needs a new field of a
 * procedure is no change, since a case keeps its procedure (R7).
 */
const SINCE = {
  /** Only the opener's pushes change a request; pushes of other accounts do not count (R48). */
  'opener-pushes': 2,
  /**
   * If an older journal names the path of the request only in its first entry, the path is taken from there, so a
   * revision can still be confined to sections (R18).
   */
  'confined-by-opening': 2,
  /** A recorded act must not be earlier than the day on which the request was made (R41). */
  'deed-after-submission': 2,
  /** The field for the applicant's account is checked; applicants are known by account number (R12, R16, R41). */
  'named-account': 2,
  /** Extensions are counted in the whole case, not in each visit (R44). */
  'extensions-of-case': 2,
  /** A result with Request changes or with a close is refused (R10). */
  'no-result-elsewhere': 2,
  /** An opener has at most one open case for each origin and procedure (R45). */
  'one-case-of-origin': 2,
  /** A pull request that was merged into another branch, or cannot be reopened, gets a successor (R1). */
  successor: 2,
  /** People who were consulted or informed may answer once; a result may name any account (R4, R52). */
  answers: 3,
  /** A deadline names the limit of the procedure even after several pauses (R23). */
  'limit-through-pauses': 3,
  /** A case that is completed before its booked time begins keeps the room (R24). */
  'completed-holds': 3,
  /** Blanks around texts, and empty fields, are no change outside the sections of a step (R18). */
  'blanks-are-no-change': 3,
  /** Every field that means a room names a room of the office, not only the field that is booked (R9). */
  'named-rooms': 4,
  // Not released yet: the next change gets edition 5.
} as const satisfies Readonly<Record<string, number>>;

/** The edition of entries that name no edition. */
export const FIRST_EDITION = 1;

/** The edition of new entries. */
export const EDITION = Math.max(...Object.values(SINCE));

export const hasChange = (edition: number, change: keyof typeof SINCE): boolean => edition >= SINCE[change];

export const editionOf = ({ rules }: { readonly rules?: number }): number => rules ?? FIRST_EDITION;
