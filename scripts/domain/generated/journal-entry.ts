// Generated from schemas/journal-entry.schema.json by `npm run generate`; edit the schema.

export type Scalar = string | number | boolean;
export type Instant = string;
/**
 * Who acts, where the case names them (R42).
 *
 * @minItems 1
 */
export type Parties = {
  role: string;
  account?: {
    id: number;
    login: string;
    name: string;
  };
}[];
/**
 * When each escalation level is due, in the clock's own time (R22).
 */
export type Rungs = {
  share: number;
  action: "remind" | "overdue" | "superior";
  at: Instant;
}[];
/**
 * Who acts in the current visit from this entry on: who assigned has assigned anew (R42). The entry's step and result are those of the assignment.
 *
 * @minItems 1
 */
export type Parties1 = {
  role: string;
  account?: {
    id: number;
    login: string;
    name: string;
  };
}[];

/**
 * One entry of a case's journal as the judge makes it and the fold reads it (R27). The register splits it into a public and a private part and chains it.
 */
export interface Entry {
  seq: number;
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
  /**
   * The server's time of the fact, or the computed instant.
   */
  at: string;
  /**
   * The step in which it fell.
   */
  step?: string;
  /**
   * Which visit to that step.
   */
  visit?: number;
  gesture?: "approve" | "changes" | "close" | "submit";
  who?: Who;
  source?: Source;
  /**
   * The push that stood at that time: its commit and its number in the forge's activity log.
   */
  head?: {
    oid: string;
    push: number;
  };
  /**
   * Digest of request and attachments that the entry attests (R18).
   */
  digest?: string;
  note?: string;
  /**
   * true: the note is shown to the public (R11).
   */
  publicNote?: boolean;
  result?: {
    [k: string]: unknown;
  };
  /**
   * Documents signed elsewhere that came with the act or were filed, or photographs that were filed (R47): kept in the register as documents/…/<sha256>.pdf or .jpg. Whether a signature is valid is not said.
   *
   * @minItems 1
   */
  signed?: {
    name: string;
    /**
     * Git's blob id.
     */
    oid: string;
    sha256: string;
    /**
     * In bytes.
     */
    size: number;
    /**
     * What a photograph shows.
     */
    caption?: string;
  }[];
  /**
   * Which paper of the case, made from which entry, the signed document is, or has the photographs (R47).
   */
  filed?: {
    /**
     * Id of the template that makes it.
     */
    paper: string;
    /**
     * Number of the entry on which it is based.
     */
    entry: number;
    title: Words;
    /**
     * true: the template is for the public. If absent, this field is internal.
     */
    public?: boolean;
    /**
     * The files are photographs for the paper, as many as this. Absent: the file is the signed paper.
     */
    photos?: number;
    /**
     * Number of the entry whose files these replace.
     */
    replaces?: number;
  };
  /**
   * What was corrected after the end (R49). The entries before it stay as they are.
   */
  corrected?: {
    /**
     * The step whose result it is; absent: the request.
     */
    step?: string;
    /**
     * Which visit to that step.
     */
    visit?: number;
    /**
     * JSON pointer to the field.
     */
    field: string;
    /**
     * The value that was shown until then.
     */
    before: string | number | boolean;
    after: Scalar;
  };
  /**
   * What of the earlier entries may be taken away from now on, and on which ground (R50).
   */
  erased?: {
    /**
     * letters: the private parts, the request and its attachments; documents: the signed documents (R47).
     *
     * @minItems 1
     */
    what: ("letters" | "documents")[];
    ground: Words1;
    /**
     * With letters: what stays of each earlier entry, in their order, for everything that concerns other cases. Internal.
     */
    kept?: {
      [k: string]: unknown;
    }[];
    /**
     * Only if the public parts go too: what stays of each, in the order of the entries.
     */
    remains?: {
      [k: string]: unknown;
    }[];
  };
  /**
   * SHA-256 of the review as it was read, by which a repetition is known (R2).
   */
  words?: string;
  /**
   * true: accepted, but others must act before the visit ends (R5).
   */
  partial?: boolean;
  /**
   * true: takes the place of that role's earlier Approve in this visit, and voids what attested it (R5).
   */
  replaces?: boolean;
  /**
   * Seconds by which the act passed the deadline; absent where none ran.
   */
  late?: number;
  next?: Next;
  end?: "completed" | "refused" | "failed" | "lapsed" | "rejected" | "withdrawn" | "ended-outside" | "abandoned";
  as?: Words2;
  because?: Words1;
  /**
   * Why an act was refused (R16).
   */
  reason?:
    | "closed"
    | "edited"
    | "not-a-person"
    | "already-acted"
    | "applicant"
    | "no-role"
    | "out-of-turn"
    | "too-early"
    | "no-such-outcome"
    | "stale"
    | "four-eyes"
    | "incomplete"
    | "room-taken";
  /**
   * What is missing or wrong, complete.
   */
  problems?: Problem[];
  warnings?: Problem[];
  /**
   * The particulars that a refusal's sentence names.
   */
  detail?: {
    [k: string]: string | number;
  };
  agenda?: {
    year: number;
    number: number;
  };
  booking?: {
    room: string;
    start: Instant;
    end: Instant;
  };
  /**
   * Rooms that are held for the case's answer (R24): until its next submission, or until that time.
   */
  offered?: {
    room: string;
    start: Instant;
    end: Instant;
    until: Instant;
  }[];
  /**
   * true: the visit that ends with this entry goes on with what is left of its time when the turn comes back (R44).
   */
  continues?: boolean;
  /**
   * The current visit has more time from this entry on (R44).
   */
  extended?: {
    adds: string;
    deadline: Deadline;
    rungs: Rungs;
  };
  assigns?: Parties1;
  deed?: Deed;
  /**
   * A request that was entered for somebody else (R41).
   */
  onBehalf?: {
    role: string;
    /**
     * Day on which they asked.
     */
    date: string;
    way: Words4;
    /**
     * Account id of the person, where the request names one.
     */
    account?: number;
  };
  /**
   * Whom the act informs of what it recorded, and who may answer it once (R52).
   */
  informed?: {
    /**
     * @minItems 1
     */
    roles?: string[];
    /**
     * Accounts that its result names: their numbers as they were looked up then.
     *
     * @minItems 1
     */
    accounts?: Account[];
  };
  /**
   * The times over several steps that this entry changes (R44): as each stands from then on.
   *
   * @minItems 1
   */
  spans?: Span[];
  /**
   * Of an escalation level, or of a time that passed without a decision: the span whose it is, and not the visit's.
   */
  span?: string;
  silence?: Silence;
  /**
   * true: the case's booking ends with this entry (R24).
   */
  releases?: boolean;
  /**
   * The case ends and keeps its booking to the end of the booked time (R24).
   */
  holds?: true;
  /**
   * true: every act accepted before it no longer counts (R18).
   */
  supersedes?: boolean;
  /**
   * The opener has asked for another time: acts at these steps no longer count, all others do (R53).
   */
  postpones?: string[];
  /**
   * First submission only: what the case is and under which revision it runs (R7, R13).
   */
  opens?: {
    case: string;
    number: number;
    branch: string;
    path: string;
    procedure: Pinned;
    schema: Pinned;
    applicant: Account;
  };
  /**
   * The request as submitted.
   */
  request?: {
    [k: string]: unknown;
  };
  /**
   * The case that the request takes as its origin, as the register stated it then (R45).
   */
  origin?: {
    case: string;
    /**
     * Id of its procedure.
     */
    procedure: string;
    /**
     * Account id of the person who opened it.
     */
    opener: number;
    /**
     * Account id of the person for whom it was entered (R41).
     */
    person?: number;
    /**
     * true: its nature restricts what the public sees (R11).
     */
    narrowed?: boolean;
    /**
     * Absent: it had not ended.
     */
    end?: "completed" | "refused" | "failed" | "lapsed" | "rejected" | "withdrawn" | "ended-outside" | "abandoned";
    /**
     * When it ended.
     */
    at?: string;
    /**
     * Procedures that were open because no decision came in time, and since when (R44).
     *
     * @minItems 1
     */
    opened?: {
      procedure: string;
      at: Instant;
    }[];
    /**
     * Whose acts ended it, or stood in the visit in which it waited: they do not decide here.
     */
    decidedBy: Who[];
  };
  /**
   * The letter's nature as submitted (R11).
   */
  nature?: string;
  /**
   * What the request asks for, for the rooms' calendar.
   */
  slot?: {
    room?: string;
    start?: Instant;
    end?: Instant;
  };
  attachments?: {
    path: string;
    oid: string;
    sha256: string;
    type: string;
    size: number;
  }[];
  /**
   * The request document: with the attachments all that the case adds to main, in mode 100644 (R34).
   */
  document?: {
    path: string;
    /**
     * Git's blob id.
     */
    oid: string;
  };
  rung?: {
    share: number;
    action: "remind" | "overdue" | "superior";
    /**
     * The roles notified.
     */
    roles: string[];
  };
  /**
   * The fact was read after later entries (R14).
   */
  seenLate?: true;
  /**
   * Revision of the configuration judged by.
   */
  config: string;
}
export interface Who {
  /**
   * 0: an account that no longer exists.
   */
  id: number;
  login: string;
  name?: string;
  /**
   * The office in which the act was done.
   */
  role?: string;
  acting?: {
    kind: "plt" | "plh" | "pj";
    decree: string;
  };
}
export interface Source {
  kind: "push" | "label" | "review" | "close" | "notice";
  id: string;
  /**
   * Position among facts of the same kind and second (R14).
   */
  order: number;
  link?: string;
}
/**
 * As the office called it then.
 */
export interface Words {
  id: string;
  en: string;
}
export interface Words1 {
  id: string;
  en: string;
}
/**
 * The visit that begins with this entry.
 */
export interface Next {
  step: string;
  row: number | string;
  visit: number;
  begins: Instant;
  withApplicant: boolean;
  roles?: string[];
  assigned?: Parties;
  deadline?: Deadline;
  rungs?: Rungs;
  wait?: Deadline1;
  /**
   * true: the procedure takes an outcome when the time has passed.
   */
  timeout?: boolean;
  /**
   * true: that the time has passed without a decision is recorded (R44).
   */
  lapse?: boolean;
}
/**
 * A deadline with its explanation (R23).
 */
export interface Deadline {
  due: Instant;
  limit: string;
  clock: "continuous" | "office-hours";
  zone: string;
  [k: string]: unknown;
}
/**
 * A deadline with its explanation (R23).
 */
export interface Deadline1 {
  due: Instant;
  limit: string;
  clock: "continuous" | "office-hours";
  zone: string;
  [k: string]: unknown;
}
/**
 * What the procedure calls this end (R43).
 */
export interface Words2 {
  id: string;
  en: string;
}
export interface Problem {
  file: string;
  path: string;
  line?: number;
  code: string;
  expected?: string;
  received?: string;
  label?: Words1;
  message: Words1;
}
/**
 * What a party without an account did, which `who` recorded (R41).
 */
export interface Deed {
  party?: Words3;
  /**
   * Which recorded it.
   */
  role: string;
  /**
   * When it was done; time is measured to the recording.
   */
  date: string;
  way: Words1;
}
/**
 * What the procedure calls the party; absent: the applicant.
 */
export interface Words3 {
  id: string;
  en: string;
}
/**
 * How it came.
 */
export interface Words4 {
  id: string;
  en: string;
}
export interface Account {
  id: number;
  login: string;
}
/**
 * A time that runs over several steps (R44).
 */
export interface Span {
  id: string;
  is: "running" | "paused" | "ended";
  /**
   * When it began.
   */
  begins: string;
  /**
   * Since when it has been running or paused, or when it ended.
   */
  since: string;
  deadline: Deadline2;
  rungs?: Rungs;
  /**
   * true: that its time has passed without a decision is recorded.
   */
  lapse?: boolean;
  /**
   * Of one that is paused: what is left, in seconds of its clock's own time.
   */
  left?: number;
  /**
   * Of one that ended: seconds by which it was late; 0: on time.
   */
  late?: number;
}
/**
 * A deadline with its explanation (R23).
 */
export interface Deadline2 {
  due: Instant;
  limit: string;
  clock: "continuous" | "office-hours";
  zone: string;
  [k: string]: unknown;
}
/**
 * The time has passed without a decision, and the turn stays (R44): what the procedure says that means.
 */
export interface Silence {
  words: Words1;
  /**
   * The procedures that the opener may now start about this case; title: as the office called them then.
   *
   * @minItems 1
   */
  opens?: {
    id: string;
    title?: Words1;
  }[];
}
export interface Pinned {
  path: string;
  blob: string;
}
