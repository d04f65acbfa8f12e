/**
 * Changes in what the judge makes of a fact, each with the edition of the rules that brought it (R29). An entry names
 * the edition by which it was judged, and `verify` judges it by the same. The code of earlier editions stays.
 * A change takes the edition that is not released yet. What only a new field of a procedure can bring is no change: a
 * case keeps its procedure (R7).
 */
const SINCE = {
  /** A request is what its opener pushed; pushes of other accounts do not count (R48). */
  'opener-pushes': 2,
  /** A revision is confined to its sections even where the journal does not have the request's blob (R18). */
  'confined-by-opening': 2,
  /** A recorded act is not earlier than the submission (R41). */
  'deed-after-submission': 2,
  /** The field for the applicant's account is checked; applicants are known by account number (R12, R16, R41). */
  'named-account': 2,
  /** Extensions are counted over the case, not the visit (R44). */
  'extensions-of-case': 2,
  /** A result is refused with Request changes and with a close too (R10). */
  'no-result-elsewhere': 2,
  /** An opener has one open case for each origin and procedure (R45). */
  'one-case-of-origin': 2,
  /** A pull request that was merged elsewhere, or cannot be reopened, gets a successor (R1). */
  successor: 2,
  /** People who were consulted or informed may answer once; a result may name any account (R4, R52). */
  answers: 3,
  /** After several pauses a time still names the limit of the procedure (R23). */
  'limit-through-pauses': 3,
  /** A case that is completed before its booked time begins keeps the room (R24). */
  'completed-holds': 3,
  /** Blanks around texts, and empty fields, are no change outside the sections of a step (R18). */
  'blanks-are-no-change': 3,
} as const satisfies Readonly<Record<string, number>>;

/** The edition of entries that name none. */
export const FIRST_EDITION = 1;

/** The edition of new entries. */
export const EDITION = Math.max(...Object.values(SINCE));

export const hasChange = (edition: number, change: keyof typeof SINCE): boolean => edition >= SINCE[change];

export const editionOf = ({ rules }: { readonly rules?: number }): number => rules ?? FIRST_EDITION;
