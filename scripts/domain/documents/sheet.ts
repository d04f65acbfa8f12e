import type { Instant } from '#domain/clock/instant.ts';

/** A document as it is to be set: plain text in parts, nothing of its looks. What draws it adds neither word nor fact. */
export interface Sheet {
  readonly title: string;
  readonly landscape: boolean;
  /** Of the entry that it rests on: never the time of making, so that the same journal gives the same bytes. */
  readonly made: Instant;
  readonly head?: SheetHead;
  /** Said above everything: that this is the public's copy (R11). */
  readonly notice?: string;
  readonly parts: readonly SheetPart[];
  readonly proof: SheetProof;
  /** Room above the foot for the note of an electronic signature, which its provider adds: nothing is printed there. */
  readonly keepsNote?: true;
}

export interface SheetHead {
  /** The last is the largest. */
  readonly lines: readonly string[];
  readonly contact: readonly string[];
  /** Base64 of a PNG or JPEG file. */
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
      /** Every field of a form: many, and in smaller letters. */ readonly isForm?: true;
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
      /** Shares of the width. */
      readonly widths: readonly number[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly is: 'space'; readonly text: string }
  | { readonly is: 'signatures'; readonly columns: readonly SignatureColumn[] }
  | { readonly is: 'signature'; readonly lines: readonly string[] }
  | { readonly is: 'copies'; readonly lines: readonly string[] };

export interface SignatureColumn {
  /** Up to the office. */
  readonly above: readonly string[];
  /** From the name on. */
  readonly below: readonly string[];
}

/** Where the document can be checked: what it rests on, word for word as the page of verification reads it (R37). */
export interface SheetProof {
  readonly address: string;
  readonly lines: readonly string[];
}
