import type { Instant } from '#domain/clock/instant.ts';

/** A document to be set: plain text in parts. Layout adds no word. */
export interface Sheet {
  /** Of the file. */
  readonly title: string;
  readonly landscape: boolean;
  /** Of its entry, not of its making: the same journal gives the same bytes. */
  readonly made: Instant;
  readonly head?: SheetHead;
  /** That this is a public copy (R11). */
  readonly notice?: string;
  readonly parts: readonly SheetPart[];
  readonly proof: SheetProof;
  /** Room for the note of an electronic signature. */
  readonly keepsNote?: true;
}

export interface SheetHead {
  /** The last one is the largest. */
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
  /** `isForm`: in smaller letters. */
  | { readonly is: 'pairs'; readonly pairs: readonly Pair[]; readonly isForm?: true }
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
  /** From the name. */
  readonly below: readonly string[];
}

export interface SheetProof {
  /** Of the QR code. */
  readonly address: string;
  readonly lines: readonly string[];
}
