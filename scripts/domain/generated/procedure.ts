// Generated from schemas/procedure.schema.json by `npm run generate`; edit the schema.

export type Id = string;
export type Lines = string[];
export type Openings = {
  from: string;
  /**
   * 24:00 is the end of the day.
   */
  to: string;
}[];
/**
 * JSON pointer (RFC 6901) to a field.
 */
export type Pointer = string;
/**
 * A list of names; `*` stands for every item where the names are a field of a list's items.
 */
export type AttachmentNames = string;
/**
 * How a case has ended (R1, R43).
 */
export type CaseEnd =
  "completed" | "refused" | "failed" | "lapsed" | "rejected" | "withdrawn" | "ended-outside" | "abandoned";
/**
 * The ladder of R22, in rising order of share; of every step, and of every span that has none of its own.
 */
export type Ladder = {
  /**
   * Share of the time limit: 0.8 is 80 %.
   */
  share: number;
  action: "remind" | "overdue" | "superior";
}[];
/**
 * ISO 8601 duration in weeks, days, hours, minutes.
 */
export type Duration = string;
/**
 * Its own ladder; without it the procedure's.
 */
export type Ladder1 = {
  /**
   * Share of the time limit: 0.8 is 80 %.
   */
  share: number;
  action: "remind" | "overdue" | "superior";
}[];
/**
 * As the official table prints it: 3, or 3a.
 */
export type Row = number | string;
/**
 * Who acts (R5): a role, all of several, any of several, a number of distinct holders, the person whom the case assigns (R42), or a party without an account, for whom a role records it (R41).
 */
export type Actor =
  | Id
  | {
      all: Roles;
    }
  | {
      any: Roles;
    }
  | {
      quorum: number;
      of: Roles;
    }
  | {
      assigned: Assigned;
    }
  | {
      external: Words6;
      recordedBy: Id;
      deed: Deed;
    };
/**
 * @minItems 1
 */
export type Roles = Id[];
/**
 * Who may be named: these roles, and those who hold them.
 *
 * @minItems 1
 */
export type Roles1 = Id[];
export type Scalar = string | number | boolean;
/**
 * How a case ends (R43): completed; refused, a decision by right; failed; lapsed, by the passing of time.
 */
export type End = "completed" | "refused" | "failed" | "lapsed";
/**
 * A booking that the case has goes on, also where the outcome leads to the opener or to receipt (R40).
 */
export type Kept = "booking";
/**
 * The step's time is paused until the turn comes back to it, and then continues with the time that was left (R44).
 */
export type Continues = true;
/**
 * How often in one case; without it once.
 */
export type Extensions = number;
/**
 * A role, or plain words for those without an account.
 */
export type Party =
  | {
      role: Id;
    }
  | {
      text: Words;
    };

/**
 * One standard operating procedure (SOP) as data: its identity block, its steps, who acts, time limits and outcomes (R3-R7).
 */
export interface Procedure {
  id: Id;
  /**
   * Prefix of the case ids (R13).
   */
  short: string;
  title: Words;
  identity: Identity;
  initiator?: Words2;
  /**
   * IANA time zone in which dates are read and shown.
   */
  zone: string;
  clock: Clock;
  /**
   * Further clocks, by the name that a step uses.
   */
  clocks?: {
    [k: string]: Clock1;
  };
  request: Request;
  /**
   * Who may correct a public field of a case that has ended (R49). Read from main, also for older cases.
   */
  corrections?: {
    /**
     * A role of the office.
     */
    by: string;
  };
  /**
   * A request takes another case as its origin (R45): an objection, an appeal.
   */
  origin?: {
    /**
     * JSON pointer (RFC 6901) to a field.
     */
    field: string;
    /**
     * Which cases may be taken.
     *
     * @minItems 1
     */
    from: {
      /**
       * A procedure of the office.
       */
      procedure: string;
      /**
       * How it must have ended; without it and without waiting, in any way.
       *
       * @minItems 1
       */
      ends?: CaseEnd[];
      /**
       * true: also, or without ends only, while it has not ended.
       */
      waiting?: boolean;
    }[];
    /**
     * The time from the end of that case to the first submission, by the procedure's clock.
     */
    within?: string;
  };
  /**
   * The step whose first approval gives the agenda number, and to which a changed request returns (R13, R18).
   */
  receipt: string;
  escalation: Ladder;
  /**
   * Times that run over several steps, besides those of the steps themselves (R44).
   *
   * @minItems 1
   */
  spans?: Span[];
  /**
   * The official table's own title and headings, verbatim (those of the role columns stand in columns); absent: the usual ones.
   */
  headings?: {
    title: string;
    row: string;
    activity: string;
    actors: string;
    /**
     * Over completeness, time and output: the quality standard (mutu baku).
     */
    standard: string;
    completeness: string;
    time: string;
    output: string;
    remarks: string;
  };
  /**
   * The columns of the official table, in its order, with its own headings.
   *
   * @minItems 1
   */
  columns: {
    role: Id;
    heading: string;
  }[];
  /**
   * @minItems 2
   */
  steps: Step[];
}
export interface Words {
  id: string;
  en: string;
}
/**
 * The identity block of the SOP, verbatim; a cell that is empty in the original is an empty string or list.
 */
export interface Identity {
  office: Lines;
  division: string;
  number: string;
  created: string;
  revised: string;
  effective: string;
  approvedBy: {
    office: string;
    name: string;
    rank: string;
    nip: string;
  };
  title: string;
  draft?: Words1;
  legalBasis: Lines;
  qualifications: Lines;
  related: Lines;
  equipment: Lines;
  warnings: Lines;
  records: Lines;
}
/**
 * Only where this is not the official text: why not, said wherever the SOP is shown, after "Draft:".
 */
export interface Words1 {
  id: string;
  en: string;
}
/**
 * What sentences call the person who opens a case, in place of pemohon and applicant (R39): warga, citizen. English without an article.
 */
export interface Words2 {
  id: string;
  en: string;
}
/**
 * The clock of every step that names no other.
 */
export interface Clock {
  kind: "continuous" | "office-hours";
  /**
   * Days off of its own, for office-hours only: sops/calendars/<name>.yaml, in place of sops/calendar.yaml (R44).
   */
  calendar?: string;
  /**
   * Weekly opening, for office-hours only (R20).
   */
  hours?: {
    mon?: Openings;
    tue?: Openings;
    wed?: Openings;
    thu?: Openings;
    fri?: Openings;
    sat?: Openings;
    sun?: Openings;
  };
}
export interface Clock1 {
  kind: "continuous" | "office-hours";
  /**
   * Days off of its own, for office-hours only: sops/calendars/<name>.yaml, in place of sops/calendar.yaml (R44).
   */
  calendar?: string;
  /**
   * Weekly opening, for office-hours only (R20).
   */
  hours?: {
    mon?: Openings;
    tue?: Openings;
    wed?: Openings;
    thu?: Openings;
    fri?: Openings;
    sat?: Openings;
    sun?: Openings;
  };
}
export interface Request {
  /**
   * What the request document must be.
   */
  schema: string;
  /**
   * The least time between submission and start (R9).
   */
  leadTime?: string;
  /**
   * A longer event is accepted with a warning.
   */
  longEvent?: string;
  onBehalf?: OnBehalf;
  /**
   * How many open cases one applicant may have in this procedure; none: no limit.
   */
  openCases?: number;
  /**
   * Where the engine finds in the request what it must know of it.
   */
  pointers: {
    applicant?: Pointer;
    nature?: Pointer;
    /**
     * JSON pointer (RFC 6901) to a field.
     */
    letterDate?: string;
    start?: Pointer;
    end?: Pointer;
    room?: Pointer;
    place?: Pointer;
    participants?: Pointer;
    equipment?: Pointer;
    platform?: Pointer;
    /**
     * Where attachments are named; several places where each belongs to another part of the request (R40).
     */
    attachments?: AttachmentNames | AttachmentNames[];
  };
}
/**
 * A role may open a request for a person without an account (R41). It is opened so where the date stands in it.
 */
export interface OnBehalf {
  role: Id;
  /**
   * When that person asked; a date that has come.
   */
  date: string;
  /**
   * Letter, counter, telephone: one of an enum's values.
   */
  way: string;
}
/**
 * A time over several steps. It begins with the first of them, runs while the turn is in any of them, is paused in the steps of `pausedAt`, and ends once the turn is in none of them.
 */
export interface Span {
  id: Id;
  words: Words3;
  /**
   * The steps in which it runs.
   *
   * @minItems 1
   */
  over: Id[];
  /**
   * The steps in which the time is paused. It continues with the time that was left when the turn is back.
   *
   * @minItems 1
   */
  pausedAt?: Id[];
  limit: Duration;
  /**
   * Name of a clock under clocks.
   */
  clock?: string;
  escalation?: Ladder1;
  lapse?: Lapse;
}
/**
 * What this time is called, in the midst of a sentence.
 */
export interface Words3 {
  id: string;
  en: string;
}
/**
 * What it means that the time has passed without a decision (R44): it is recorded, and the opener is notified; the turn stays where it is.
 */
export interface Lapse {
  words: Words4;
  /**
   * Ids of procedures that the opener may now start about this case.
   *
   * @minItems 1
   */
  opens?: Id[];
}
export interface Words4 {
  id: string;
  en: string;
}
export interface Step {
  id: Id;
  /**
   * As the official table numbers it, 3 or 3a; several steps may share it (R46). Of several rows the times add up and one act serves (R4).
   */
  row: Row | Row[];
  kind: "submit" | "review" | "revise";
  /**
   * Verbatim from the SOP.
   */
  activity: string;
  short: Words5;
  actor: Actor;
  completeness: string;
  time: Time;
  output: string;
  remarks?: string;
  /**
   * Of a step that serves several rows: what the table says in each row after the first.
   *
   * @minItems 1
   */
  furtherRows?: FurtherRow[];
  /**
   * Name of a clock under clocks.
   */
  clock?: string;
  /**
   * The visit begins at this date if that is later than the act that led to it (R20), and not before a least wait has passed (R44).
   */
  begin?: {
    /**
     * ISO 8601 duration in weeks, days, hours, minutes.
     */
    after?: string;
    result?: Id;
    field?: Pointer;
  };
  outcomes: {
    /**
     * @minItems 1
     */
    approve: Outcome[];
    changes?: Target;
    timeout?: Target1;
  };
  /**
   * For a revise step: the parts that may change and still resume where the procedure says (R18).
   *
   * @minItems 1
   */
  sections?: Pointer[];
  /**
   * Who is notified once the step is passed (R30).
   */
  informs?: (Party | Named)[];
  /**
   * Who is to be asked, and is notified when the step's turn comes; they never decide (R1, R16).
   */
  consults?: (Party | Consulted)[];
  /**
   * Of a review step that begins at a time (begin.field): until then the opener may ask for another one (R53).
   */
  postpone?: {
    /**
     * The parts of the request that may change by it.
     *
     * @minItems 1
     */
    sections: Pointer[];
    /**
     * The review step to which the case goes back; acts at it and at those after it no longer count.
     */
    to: string;
    /**
     * How often in the whole case; 3 times where it is not said.
     */
    atMost?: number;
  };
  /**
   * Steps in whose last visit somebody else must have acted (R16, four-eyes).
   *
   * @minItems 1
   */
  fourEyes?: Id[];
  /**
   * Who may reject the request here by a close: nobody, or only these of the step's roles. Without it, any holder on turn (R16).
   */
  close?: "none" | Id[];
  /**
   * What an Approve must bring; of a revise step, what its submission must (R40).
   */
  requires?: {
    /**
     * Of a revise step: fields of the request that must be filled in by then; of attachments, that names at least one (R40).
     *
     * @minItems 1
     */
    fields?: Pointer[];
    note?: Words8;
    result?: string;
    document?: Words9;
    books?: Slot;
    within?: Slot1;
    /**
     * Times in the result that may not be later than the act, or than another time in it, or not before the visit.
     *
     * @minItems 1
     */
    bounds?: Bound[];
  };
  offers?: Offers;
  lapse?: Lapse1;
}
/**
 * Phrase for status sentences, after "Waiting for X to".
 */
export interface Words5 {
  id: string;
  en: string;
}
/**
 * A field of the request or of an earlier result names who acts: a role, the account of one who holds it, or a list of these, all of whom must approve (R42). Where it names nobody, any holder of these roles acts.
 */
export interface Assigned {
  field: Pointer;
  /**
   * The step whose result is meant; without it, the request.
   */
  result?: string;
  of: Roles1;
}
/**
 * What sentences call the party.
 */
export interface Words6 {
  id: string;
  en: string;
}
/**
 * Where the step's result says when the party did it, and by which way it came (R41).
 */
export interface Deed {
  /**
   * JSON pointer (RFC 6901) to a field.
   */
  date: string;
  /**
   * JSON pointer (RFC 6901) to a field.
   */
  way: string;
}
export interface Time {
  /**
   * Verbatim; empty where the SOP gives none.
   */
  printed: string;
  /**
   * ISO 8601 duration in weeks, days, hours, minutes.
   */
  limit?: string;
  /**
   * false: shown, never measured; for a time that nothing begins.
   */
  measured?: boolean;
}
/**
 * A row of the official table that the same act serves: its time adds to the step's (R4).
 */
export interface FurtherRow {
  /**
   * Verbatim from the SOP.
   */
  activity: string;
  completeness: string;
  time: Time;
  output: string;
  remarks?: string;
}
export interface Outcome {
  when?: Condition;
  to?: Id;
  end?: End;
  as?: Ended;
  keeps?: Kept;
  continues?: Continues;
  /**
   * An extension, in place of a step or an end: the turn stays, its time grows by this much. Only before the due, with a reason (R44).
   */
  adds?: string;
  atMost?: Extensions;
  because?: Words7;
  /**
   * true: it books nothing, asks for no free room, and ends a booking that the case has (R24).
   */
  releases?: boolean;
}
/**
 * A condition on a field of the request or of the latest result of a step (R6): exactly one comparison.
 */
export interface Condition {
  field: Pointer;
  /**
   * The step whose result is meant; without it, the request.
   */
  result?: string;
  equals?: Scalar;
  /**
   * @minItems 1
   */
  in?: Scalar[];
  atLeast?: number;
  atMost?: number;
  exists?: boolean;
}
/**
 * What this end is called, in place of "Completed" and the like (R43): "Permit granted".
 */
export interface Ended {
  id: string;
  en: string;
}
/**
 * Why it is taken, in words: said at the button, in the journal and with the end (R6).
 */
export interface Words7 {
  id: string;
  en: string;
}
/**
 * Of Request changes (R1). Without a step or an end it leads to the opener's correction (R39).
 */
export interface Target {
  to?: Id;
  end?: End;
  as?: Ended;
  keeps?: Kept;
  continues?: Continues;
  /**
   * An extension, in place of a step or an end: the turn stays, its time grows by this much. Only before the due, with a reason (R44).
   */
  adds?: string;
  atMost?: Extensions;
}
/**
 * Taken when the time has passed (R6).
 */
export interface Target1 {
  to?: Id;
  end?: End;
  as?: Ended;
  keeps?: Kept;
  continues?: Continues;
  /**
   * An extension, in place of a step or an end: the turn stays, its time grows by this much. Only before the due, with a reason (R44).
   */
  adds?: string;
  atMost?: Extensions;
}
/**
 * Those whom a list in the step's result names. With an account that the roles know they are notified; else they are written down.
 */
export interface Named {
  /**
   * JSON pointer (RFC 6901) to a field.
   */
  result: string;
  /**
   * The field of an item that names them.
   */
  name: string;
  /**
   * The field of an item with their account.
   */
  account?: string;
}
/**
 * A role that is asked, and where the step's result records that it was.
 */
export interface Consulted {
  role: Id;
  record: {
    /**
     * JSON pointer (RFC 6901) to a field.
     */
    name: string;
    /**
     * JSON pointer (RFC 6901) to a field.
     */
    at: string;
  };
}
/**
 * What the note must say.
 */
export interface Words8 {
  id: string;
  en: string;
}
/**
 * A document that must come with the act, what it is: a scanned letter, a signed record (R47). Of a party's act, with Request changes as well (R41).
 */
export interface Words9 {
  id: string;
  en: string;
}
/**
 * A free room: checked, and booked by the act that completes the visit (R24).
 */
export interface Slot {
  start: Pointer;
  end: Pointer;
  room?: Pointer;
}
/**
 * A schedule that must lie inside the booking (R24).
 */
export interface Slot1 {
  start: Pointer;
  end: Pointer;
  room?: Pointer;
}
export interface Bound {
  field: Pointer;
  /**
   * `act`: the time of the act; else a pointer to another time of the same result.
   */
  notAfter?: "act" | Pointer;
  /**
   * `visit`: not before the step's visit began, such as with the act of the row before; five minutes are granted.
   */
  notBefore?: "visit";
  /**
   * Later than this time in the latest result of another step.
   */
  after?: {
    result: Id;
    field: Pointer;
  };
}
/**
 * The step's result offers up to three other slots, checked as a booking is, and held for the case until its next submission or until a time (R24). An item says start, end and room in fields of the same names as the request does.
 */
export interface Offers {
  /**
   * JSON pointer (RFC 6901) to a field.
   */
  field: string;
  /**
   * ISO 8601 duration in weeks, days, hours, minutes.
   */
  reservedFor: string;
  /**
   * One of the procedure's clocks, so that the time to answer ends in office hours.
   */
  clock?: string;
}
/**
 * What it means that the time has passed without a decision (R44): it is recorded, and the opener is notified; the turn stays where it is.
 */
export interface Lapse1 {
  words: Words4;
  /**
   * Ids of procedures that the opener may now start about this case.
   *
   * @minItems 1
   */
  opens?: Id[];
}
