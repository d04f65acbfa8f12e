import type { Instant } from '#domain/clock/instant.ts';

/** A document before its layout: parts of plain text. The layout adds no words and no facts. */
export interface Sheet {
  readonly title: string;
  /** The number of the case or the year, which each page has at its foot, so that a loose page can be put back. */
  readonly about?: string;
  readonly landscape: boolean;
  /** The time of the entry on which the document is based, so that equal journals give equal bytes. */
  readonly made: Instant;
  readonly head?: SheetHead;
  /** The line above everything else, which says that this is the public's copy (R11). */
  readonly notice?: string;
  readonly parts: readonly SheetPart[];
  /** Absent in the applicant's own letter, which is no document of the register. */
  readonly proof?: SheetProof;
  /** A code for programs. It is among the properties of the PDF and not on its pages. */
  readonly code?: string;
  /** Is space left free above the foot? The provider of an electronic signature adds its note there. */
  readonly keepsNote?: true;
}

export interface SheetHead {
  /** The last line is the largest. */
  readonly lines: readonly string[];
  readonly contact: readonly string[];
  /** A PNG or JPEG file in Base64. */
  readonly arms?: { readonly image: string; readonly alt: string };
}

export type Pair = readonly [label: string, text: string];

export type SheetPart =
  | { readonly is: 'heading'; readonly lines: readonly string[] }
  | { readonly is: 'section'; readonly text: string }
  | { readonly is: 'annex'; readonly to: string; readonly pairs: readonly Pair[] }
  | { readonly is: 'reference'; readonly date: string; readonly pairs: readonly Pair[] }
  | { readonly is: 'to'; readonly lines: readonly string[] }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'points'; readonly lines: readonly string[] }
  | {
      readonly is: 'pairs';
      readonly pairs: readonly Pair[];
      /** Are the pairs all fields of a form? They are many, and set in smaller letters. */
      readonly isForm?: true;
    }
  | {
      readonly is: 'panel';
      readonly left: readonly Pair[];
      readonly right: readonly Pair[];
      readonly below: readonly Pair[];
    }
  | {
      readonly is: 'table';
      readonly heads: readonly string[];
      /** The widths of the columns, as shares of the whole width. */
      readonly widths: readonly number[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly is: 'space'; readonly text: string }
  | { readonly is: 'photos'; readonly text: string; readonly pictures: readonly SheetPhoto[] }
  | { readonly is: 'signatures'; readonly columns: readonly SignatureColumn[] }
  | { readonly is: 'signature'; readonly lines: readonly string[] }
  | { readonly is: 'copies'; readonly lines: readonly string[] };

export interface SheetPhoto {
  /** A PNG or JPEG file in Base64. */
  readonly image: string;
  /** What the photograph shows; it may be empty. */
  readonly caption: string;
}

export interface SignatureColumn {
  /** The lines above the signature, down to the office. */
  readonly above: readonly string[];
  /** The lines below the signature, from the name on. */
  readonly below: readonly string[];
}

/** The address where the document can be checked, and lines about its basis, for the page of verification (R37). */
export interface SheetProof {
  readonly address: string;
  readonly lines: readonly string[];
}
