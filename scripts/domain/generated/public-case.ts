// Generated from schemas/public-case.schema.json by `npm run generate`; edit the schema.

/**
 * UTC, whole seconds.
 */
export type Instant = string;

/**
 * One case as everybody may see it (R11, R32): made from the public parts of its journal and nothing else. A restricted case (letter of nature terbatas or rahasia) carries id, row and times only.
 */
export interface PublicCase {
  /**
   * Procedure, year of first submission, pull request number: SOP-2026-12.
   */
  id: string;
  /**
   * Number of the pull request.
   */
  number: number;
  procedure: {
    id: string;
    /**
     * Blob id of the procedure that the case started under (R7).
     */
    revision: string;
    /**
     * IANA zone in which the procedure's dates are read.
     */
    zone: string;
  };
  /**
   * true: the letter's nature lets the public see id, row and times only.
   */
  narrowed: boolean;
  /**
   * Sifat: biasa, terbatas, rahasia or sangat_rahasia.
   */
  nature?: string;
  /**
   * running: an officer's turn; applicant: the applicant's turn; the others: how it ended. A restricted case says only running or ended.
   */
  status:
    | "running"
    | "applicant"
    | "ended"
    | "completed"
    | "refused"
    | "failed"
    | "lapsed"
    | "rejected"
    | "withdrawn"
    | "ended-outside"
    | "abandoned";
  submitted: Instant;
  /**
   * UTC, whole seconds.
   */
  updated: string;
  /**
   * The highest number of a row of the procedure.
   */
  rows: number;
  agenda?: {
    year: number;
    number: number;
  };
  /**
   * The public fields of the request as last submitted, by its own schema.
   */
  request?: {
    [k: string]: unknown;
  };
  /**
   * The case that the request takes as its origin, such as what it objects to (R45). The cases that took this one have it as theirs. Absent: none.
   */
  origin?: {
    /**
     * Its number.
     */
    case: string;
  };
  /**
   * How many files are attached to the request.
   */
  attachments?: number;
  slot?: Slot;
  booking?: Slot1;
  /**
   * Whose turn it is; absent once the case has ended.
   */
  waiting?: {
    roles: string[];
    /**
     * How many approvals end the visit; absent: one.
     */
    needed?: number;
    /**
     * How many approvals count by now; absent where one is needed.
     */
    given?: number;
    /**
     * Roles whose approval is missing; of a quorum all of them, since another holder of each may approve.
     */
    missing?: string[];
    /**
     * and: each of the roles must act; or: any of them.
     */
    joined?: "and" | "or";
    after?: Cause;
    /**
     * Who acts, where the case names them (R42): each of them must approve.
     *
     * @minItems 1
     */
    assigned?: Party[];
    /**
     * Of those who are assigned: whose approval is missing.
     */
    awaited?: Party[];
    /**
     * Roles that have approved in this visit.
     */
    approved?: string[];
  };
  /**
   * Of rows with a time limit: on time is what somebody did at or before its due at every visit. Late is what is past its due, also while it is open as far as the journal says so, and what time ended. Visits that were cut short before their due count for nobody. Absent of a restricted case, where it cannot be stated.
   */
  punctual?: {
    kept: number;
    of: number;
  };
  end?: {
    kind: "completed" | "refused" | "failed" | "lapsed" | "rejected" | "withdrawn" | "ended-outside" | "abandoned";
    at: Instant;
    step?: string;
    row?: number | string;
    who?: Person;
    reason?: string;
    because?: Words1;
    as?: Words2;
  };
  /**
   * Times that run over several steps, in the order in which they began (R44); absent where the procedure has none, and of a restricted case.
   */
  spans?: Span[];
  /**
   * Every passage through a step, in order; the first is the submission.
   */
  visits: Visit[];
  /**
   * Address of the pull request.
   */
  link?: string;
  register?: {
    /**
     * How many entries the journal has.
     */
    entries: number;
    /**
     * Id of the last entry: it commits to all before it (R27).
     */
    tip: string;
    /**
     * That of the last entry, counted from 0 (R36). Absent in entries from before the log.
     */
    leaf?: number;
  };
}
/**
 * The room and time that the request asks for.
 */
export interface Slot {
  room?: string;
  start?: Instant;
  end?: Instant;
}
/**
 * The room and time that the case holds or, completed, has used.
 */
export interface Slot1 {
  room?: string;
  start?: Instant;
  end?: Instant;
}
/**
 * What led to the current visit, or kept the case there, where that is news: a submission that does not hold, a return, an act that passed the case on to the applicant, an act of which the procedure says why it leads here, a changed request, a time that passed.
 */
export interface Cause {
  kind: "submission-refused" | "returned" | "passed-on" | "led" | "superseded" | "time-passed";
  /**
   * Of a changed request: the applicant has asked for another time, and only acts from this step on no longer count (R53).
   */
  postponed?: true;
  /**
   * How many problems the submission has.
   */
  count?: number;
  row?: number | string;
  visit?: number;
  role?: string;
  /**
   * Set if an acting official acted in the role (R17).
   */
  acting?: {
    kind: "plt" | "plh" | "pj";
  };
  reason?: string;
  because?: Words;
  /**
   * How many approvals no longer count.
   */
  lost?: number;
  to?: number | string;
}
export interface Words {
  id: string;
  en: string;
}
/**
 * An office, and its holder where the case named one.
 */
export interface Party {
  role: string;
  name?: string;
  login?: string;
}
export interface Person {
  name?: string;
  login?: string;
  /**
   * The office in which the act was done.
   */
  role: string;
  acting?: {
    kind: "plt" | "plh" | "pj";
    decree: string;
  };
}
/**
 * Why the procedure ends the case here, in its own words.
 */
export interface Words1 {
  id: string;
  en: string;
}
/**
 * What the procedure calls this end.
 */
export interface Words2 {
  id: string;
  en: string;
}
/**
 * A time that runs over several steps (R44).
 */
export interface Span {
  /**
   * As the procedure names it.
   */
  id: string;
  /**
   * paused: the time does not run in the present step.
   */
  is: "running" | "paused" | "ended";
  begins: Instant;
  /**
   * UTC, whole seconds.
   */
  since: string;
  /**
   * UTC, whole seconds.
   */
  due: string;
  /**
   * ISO 8601 duration; after a pause what was left.
   */
  limit: string;
  clock: "continuous" | "office-hours";
  /**
   * How the due came about (R23), as of a visit.
   */
  explanation?: {
    [k: string]: unknown;
  };
  /**
   * Of one that is paused: seconds of its clock's own time.
   */
  left?: number;
  /**
   * Of one that ended: seconds past its due; absent where it was not late.
   */
  late?: number;
  timing?: "on-time" | "late";
  silence?: Silence;
}
/**
 * A time has passed without a decision; the turn stays (R44).
 */
export interface Silence {
  words: Words;
  /**
   * Procedures that the applicant may now start.
   */
  opens?: {
    id: string;
    title?: Words;
  }[];
}
export interface Visit {
  /**
   * Id of the step.
   */
  step?: string;
  /**
   * As the official table prints it: 3, or 3a.
   */
  row: number | string;
  /**
   * Which passage through this step.
   */
  visit: number;
  /**
   * UTC, whole seconds.
   */
  opened: string;
  /**
   * UTC, whole seconds.
   */
  begins: string;
  /**
   * true: the applicant's turn; absent: an officer's.
   */
  withApplicant?: boolean;
  roles?: string[];
  /**
   * Who acts in it, where the case names them (R42).
   *
   * @minItems 1
   */
  assigned?: Party[];
  due?: Instant;
  /**
   * ISO 8601 duration.
   */
  limit?: string;
  clock?: "continuous" | "office-hours";
  /**
   * Days counted and skipped, hours in which the clock stood still, calendar revision (R23), as far as there are any; absent where there is nothing to tell.
   */
  explanation?: {
    [k: string]: unknown;
  };
  ended?: Instant;
  /**
   * Where the limit counts working days: those that closed before the visit ended, the first not counted.
   */
  usedDays?: number;
  allowedDays?: number;
  /**
   * What became of the time limit. on-time: somebody acted at or before its due. late: past its due, also while it is open as far as the journal says so, or ended by time. Absent: no limit, not due yet, or cut short before its due.
   */
  timing?: "on-time" | "late";
  /**
   * What ended the visit.
   */
  outcome?:
    | "submitted"
    | "approved"
    | "returned"
    | "rejected"
    | "withdrawn"
    | "timed-out"
    | "superseded"
    | "ended-outside"
    | "abandoned";
  /**
   * In the clock's own time, once ended.
   */
  used?: number;
  /**
   * In the clock's own time.
   */
  allowed?: number;
  /**
   * Wall time by which the ending act passed the deadline (R21). Absent: it did not.
   */
  late?: number;
  /**
   * What happened in this visit, in the register's order; refusals and superseded acts included.
   */
  entries: Entry[];
}
export interface Entry {
  seq: number;
  /**
   * Id in the register's chain (R27).
   */
  id: string;
  /**
   * Counted from 0 (R36). Absent in entries from before the log.
   */
  leaf?: number;
  kind:
    | "submitted"
    | "submission-refused"
    | "accepted"
    | "refused"
    | "superseded"
    | "rejected"
    | "withdrawn"
    | "timed-out"
    | "rung"
    | "silence"
    | "foreign-push"
    | "base-changed"
    | "review-edited"
    | "review-dismissed"
    | "answered"
    | "ended-outside"
    | "abandoned"
    | "moved"
    | "corrected"
    | "filed"
    | "erased";
  at: Instant;
  gesture?: "approve" | "changes" | "close" | "submit";
  who?: Person;
  note?: string;
  /**
   * The public fields of what the step adds.
   */
  result?: {
    [k: string]: unknown;
  };
  /**
   * How many documents signed elsewhere came with the act, or were filed, and are kept. Absent: none. Whether a signature is valid is not said.
   */
  signed?: number;
  /**
   * true: accepted, but others must act before the visit ends.
   */
  partial?: boolean;
  /**
   * Absent: not late.
   */
  late?: number;
  because?: Words3;
  /**
   * How the entry ended the case.
   */
  end?: "completed" | "refused" | "failed" | "lapsed" | "rejected" | "withdrawn" | "ended-outside" | "abandoned";
  /**
   * Of a reminder, or of a time that passed without a decision: the span whose it is, and not the step's.
   */
  span?: string;
  silence?: Silence;
  /**
   * The visit has more time from here on (R44).
   */
  extended?: {
    /**
     * ISO 8601 duration.
     */
    adds: string;
    due: Instant;
  };
  as?: Words4;
  /**
   * Whom the case names to act from here on (R42).
   *
   * @minItems 1
   */
  assigned?: Party[];
  deed?: Deed;
  onBehalf?: Deed1;
  /**
   * Why the act was not accepted (R16).
   */
  reason?: string;
  detail?: {
    [k: string]: string | number;
  };
  problems?: Problem[];
  warnings?: Problem[];
  share?: number;
  action?: "remind" | "overdue" | "superior";
  told?: string[];
  /**
   * The fact was read after later entries (R14).
   */
  seenLate?: true;
  /**
   * The case ends and keeps its room to the end of the booked time (R24).
   */
  holds?: true;
  /**
   * What of the entries before it was or may be taken away, and on which ground (R50).
   */
  erased?: {
    what: ("letters" | "documents")[];
    ground: Words;
    /**
     * The public fields too.
     */
    public?: true;
  };
  /**
   * Which paper of the case the signed document is, or has the photographs (R47).
   */
  filed?: {
    /**
     * Id of the template that makes it.
     */
    paper: string;
    /**
     * Number of the entry on which the paper is based.
     */
    entry: number;
    title: Words7;
    /**
     * How many photographs were filed for the paper. Absent: the file is the signed paper.
     */
    photos?: number;
    /**
     * Number of the entry whose files these replace. Absent: none.
     */
    replaces?: number;
  };
  /**
   * A field that was corrected after the end (R49). Request and results show the new value.
   */
  corrected?: {
    /**
     * The step whose result has the field; absent: the request.
     */
    step?: string;
    visit?: number;
    /**
     * JSON pointer.
     */
    field: string;
    before: string | number | boolean;
    after: string | number | boolean;
  };
  /**
   * The applicant has asked for another time: acts at these steps no longer count, all others do (R53).
   */
  postpones?: string[];
  /**
   * Sequence of the entry after which this act no longer counts (R18).
   */
  superseded?: number;
  changes?: Changes;
  /**
   * Address of the act on the forge.
   */
  link?: string;
}
/**
 * Why the act led where it did, in the procedure's words (R6).
 */
export interface Words3 {
  id: string;
  en: string;
}
/**
 * What the procedure calls this end.
 */
export interface Words4 {
  id: string;
  en: string;
}
/**
 * What a party outside did, and who of the office recorded (R41).
 */
export interface Deed {
  party?: Words5;
  /**
   * Id of the role.
   */
  role: string;
  /**
   * When it was done.
   */
  date: string;
  way: Words6;
}
/**
 * What the procedure calls them; absent: the applicant.
 */
export interface Words5 {
  id: string;
  en: string;
}
/**
 * How it came: letter, counter, telephone.
 */
export interface Words6 {
  id: string;
  en: string;
}
/**
 * That the office entered the request, for a person who asked in another way (R41).
 */
export interface Deed1 {
  party?: Words5;
  /**
   * Id of the role.
   */
  role: string;
  /**
   * When it was done.
   */
  date: string;
  way: Words6;
}
export interface Problem {
  /**
   * JSON pointer.
   */
  path: string;
  code: string;
  label?: Words;
  message: Words;
}
/**
 * As the office called it then.
 */
export interface Words7 {
  id: string;
  en: string;
}
/**
 * What a later submission, or a push that superseded acts, changed of what the public sees. An internal field that changed leaves no trace here.
 */
export interface Changes {
  /**
   * Number of the round before: 1 is the first submission.
   */
  since: number;
  fields: {
    /**
     * JSON pointer; an item of a list by its place in the newer list, one that is gone by its place in the older.
     */
    path: string;
    /**
     * Absent where nothing stood.
     */
    before?: null | boolean | number | string | unknown[] | {};
    /**
     * Absent where nothing stands any more.
     */
    after?: null | boolean | number | string | unknown[] | {};
  }[];
  /**
   * Absent where it is the same.
   */
  attachments?: {
    before: number;
    after: number;
  };
}
