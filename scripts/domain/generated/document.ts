// Generated from schemas/document.schema.json by `npm run generate`; edit the schema.

export type Id = string;
/**
 * Plain text; {name}, {name:step}, {name:step:/pointer} are filled in, {a|b} with the first that is there; 'words' in quotes are always there, {a|'words'}. A form says how: {lower:name}, {upper:name}, {counted:name}, {address:name}, {day:name..name}, {hours:name..name}.
 */
export type Text = string;
/**
 * @minItems 1
 * @maxItems 20
 */
export type Texts = Text[];
/**
 * @minItems 1
 */
export type Steps = Id[];
/**
 * @minItems 1
 * @maxItems 30
 */
export type Facts = Fact[];
/**
 * Lines before the office, such as place and date.
 *
 * @minItems 1
 * @maxItems 20
 */
export type Texts1 = Text[];

/**
 * What an official document of a case says, as an office edits it: made from the case's journal alone. Text in braces is filled in from it.
 */
export interface DocumentTemplate {
  id: Id;
  /**
   * The SOP whose cases it is of. Only a book of a year (of: year) may name none: it is of all SOPs, and a cell that an SOP knows nothing of stays empty.
   */
  procedure?: string;
  /**
   * The record of the SOP's identity block that it is, word for word; absent: none of them.
   */
  record?: string;
  title: Words;
  /**
   * public: everybody has it, with the fields that are public (R11); staff: collaborators only.
   */
  audience: "public" | "staff";
  /**
   * year: one book of all cases that were given an agenda number in a year, for staff; request: the applicant's own letter, made from the fields of the request before it is signed.
   */
  of?: "case" | "year" | "request";
  /**
   * office: the letterhead of sops/letterhead.yaml; lines: a letterhead of its own; absent: none.
   */
  head?:
    | "office"
    | {
        lines: Texts;
      };
  /**
   * true: a letter, which who received it keeps: what it said before in this case can be made too, one document for each entry that it rested on; absent: only what it says now.
   */
  earlier?: boolean;
  /**
   * true: the paper lies on its side.
   */
  landscape?: boolean;
  /**
   * What it says in which state of the case: the first whose condition holds; none: there is no such document yet. With earlier: true also what held before.
   *
   * @minItems 1
   */
  variants: Variant[];
}
export interface Words {
  id: string;
  en: string;
}
export interface Variant {
  id: Id;
  title?: Words1;
  when: When;
  /**
   * @minItems 1
   */
  blocks: Block[];
}
/**
 * What is said next to the template's title where documents are offered; absent: nothing.
 */
export interface Words1 {
  id: string;
  en: string;
}
/**
 * The state of the case in which this is said, and the entry of the journal on which the document rests. submitted: from the last submission on; accepted: the last visit of one of these steps ended by an Approve and the case has not gone back behind it, the latest of them counts; acted: an official acted at one of these steps, whether by agreeing, returning or rejecting, and the act was not superseded, the latest counts; waiting: the case stands at one of these steps; ended: so.
 */
export interface When {
  /**
   * From the last submission on.
   */
  submitted?: true;
  accepted?: Steps;
  acted?: Steps;
  waiting?: Steps;
  /**
   * @minItems 1
   */
  ended?: ("completed" | "refused" | "failed" | "lapsed" | "rejected" | "withdrawn" | "ended-outside" | "abandoned")[];
}
/**
 * One part of the page: exactly one of heading (in the middle, its first line larger), section (a small heading on the left), annex (whose attachment this is, on the right), reference (the head of a letter), to (the addressee), text, points (numbered), facts, panel (facts in a box of two columns), fields (all fields of a result or of a part of the request, by the titles of its schema), table, space (an empty box for what is pasted in), photos (photographs that are added when the document is made), signatures (one or two, side by side), signature (office first, then name, with empty room between them), copies (tembusan); and whether it may be left out.
 */
export interface Block {
  heading?: Texts;
  section?: Text;
  /**
   * Of a paper that is attached to a letter: which letter, and its number and date.
   */
  annex?: {
    to: Text;
    facts: Facts;
  };
  /**
   * The head of a letter: facts on the left, place and date on the right.
   */
  reference?: {
    date: Text;
    facts: Facts;
  };
  to?: Texts;
  text?: Text;
  points?: Texts;
  facts?: Facts;
  /**
   * A box: facts on the left, on the right and, over its whole width, below.
   */
  panel?: {
    left: Facts;
    right: Facts;
    below?: Facts;
  };
  /**
   * Every field of a result, or of a part of the request, by the titles of its schema.
   */
  fields?: {
    result?: Id;
    request?: string;
  };
  table?: Table;
  /**
   * Plain text; {name}, {name:step}, {name:step:/pointer} are filled in, {a|b} with the first that is there; 'words' in quotes are always there, {a|'words'}. A form says how: {lower:name}, {upper:name}, {counted:name}, {address:name}, {day:name..name}, {hours:name..name}.
   */
  space?: string;
  /**
   * Plain text; {name}, {name:step}, {name:step:/pointer} are filled in, {a|b} with the first that is there; 'words' in quotes are always there, {a|'words'}. A form says how: {lower:name}, {upper:name}, {counted:name}, {address:name}, {day:name..name}, {hours:name..name}.
   */
  photos?: string;
  /**
   * Who signs: one on the right, or two side by side.
   *
   * @minItems 1
   * @maxItems 2
   */
  signatures?: Signatory[];
  signature?: Texts;
  copies?: Texts;
  /**
   * true: left out where nothing fills it.
   */
  optional?: boolean;
}
export interface Fact {
  label: string;
  text: Text;
  /**
   * true: left out where nothing fills it.
   */
  optional?: boolean;
}
/**
 * One row for each act of an official at some steps ({act-…}), returns and rejections too, for each item of a list of a request or result ({item:/pointer}), or, of a year, for each case in the order of the agenda.
 */
export interface Table {
  acts?: Steps;
  list?: Text;
  /**
   * Of a year: one row for each case, in the order of the agenda.
   */
  cases?: true;
  /**
   * @minItems 1
   * @maxItems 12
   */
  columns: Column[];
}
export interface Column {
  head: string;
  text: Text;
  /**
   * Against the other columns; 1 if absent.
   */
  width?: number;
  /**
   * Characters of a cell; a longer one ends with … and with what more says. Absent: all of it.
   */
  most?: number;
  /**
   * Where the rest of a shortened cell stands.
   */
  more?: string;
}
/**
 * Who signs, and in which office: exactly one of signer, acted and named.
 */
export interface Signatory {
  above?: Texts1;
  /**
   * A role of sops/roles.yaml: who holds it on the day on which the document is made, an acting official before the one who is away, with rank and NIP as they stand there. Where nobody holds it, a place is left.
   */
  signer?: string;
  /**
   * A step: who last acted there, with rank and NIP where sops/roles.yaml has them.
   */
  acted?: string;
  /**
   * Plain text; {name}, {name:step}, {name:step:/pointer} are filled in, {a|b} with the first that is there; 'words' in quotes are always there, {a|'words'}. A form says how: {lower:name}, {upper:name}, {counted:name}, {address:name}, {day:name..name}, {hours:name..name}.
   */
  named?: string;
  /**
   * Plain text; {name}, {name:step}, {name:step:/pointer} are filled in, {a|b} with the first that is there; 'words' in quotes are always there, {a|'words'}. A form says how: {lower:name}, {upper:name}, {counted:name}, {address:name}, {day:name..name}, {hours:name..name}.
   */
  nip?: string;
  /**
   * Plain text; {name}, {name:step}, {name:step:/pointer} are filled in, {a|b} with the first that is there; 'words' in quotes are always there, {a|'words'}. A form says how: {lower:name}, {upper:name}, {counted:name}, {address:name}, {day:name..name}, {hours:name..name}.
   */
  office?: string;
  /**
   * Plain text; {name}, {name:step}, {name:step:/pointer} are filled in, {a|b} with the first that is there; 'words' in quotes are always there, {a|'words'}. A form says how: {lower:name}, {upper:name}, {counted:name}, {address:name}, {day:name..name}, {hours:name..name}.
   */
  behalf?: string;
}
