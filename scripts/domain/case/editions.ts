/**
 * What the judge makes of a fact may change from one release to the next. Each such change has the edition of the rules that
 * brought it (R29). An entry names the edition by which it was judged, so that `verify` asks the same questions of it that the
 * process asked then. The way before a change stays in the code.
 *
 * A change takes the next edition once the one before was released. What only a new field of a procedure can bring is no
 * change: a case keeps its procedure (R7).
 */
const SINCE = {
  /** A request is what its opener pushed; another account's push is nothing of it (R48). */
  'opener-pushes': 2,
  /** A revision is confined to its sections also where the journal does not tell the request's blob (R18). */
  'confined-by-opening': 2,
  /** The day of a recorded deed is not before the day of the submission (R41). */
  'deed-after-submission': 2,
  /**
   * The field of the applicant's account names the opener, or the person for whom the request was entered; who the applicant is goes
   * by account numbers (R12, R16, R41).
   */
  'named-account': 2,
  /** An extension counts over the whole case, not over the visit (R44). */
  'extensions-of-case': 2,
  /** A result is refused where none is asked for: also with Request changes, and in the reason of a close (R10). */
  'no-result-elsewhere': 2,
  /** An opener has one open case for each origin and procedure (R45). */
  'one-case-of-origin': 2,
  /** A pull request that was merged elsewhere, or cannot be reopened, has a successor (R1). */
  successor: 2,
  /** Those who were consulted or informed may answer once; a result may name any account (R4, R52). */
  answers: 3,
  /** A time that was paused more than once keeps naming the limit of the procedure, and not what an earlier pause left (R23). */
  'limit-through-pauses': 3,
  /** A case that is completed before its booked time begins keeps the room (R24). */
  'completed-holds': 3,
  /** Blanks around a text, and a field that is empty or absent, are no change beyond the sections of a step (R18). */
  'blanks-are-no-change': 3,
} as const satisfies Readonly<Record<string, number>>;

/** The edition of entries that name none. */
export const FIRST_EDITION = 1;

/** The edition by which this program judges what is new. */
export const EDITION = Math.max(...Object.values(SINCE));

/** Does an edition have a change? @param edition from 1 */
export const hasChange = (edition: number, change: keyof typeof SINCE): boolean => edition >= SINCE[change];

/** The edition by which an entry was judged. */
export const editionOf = ({ rules }: { readonly rules?: number }): number => rules ?? FIRST_EDITION;
