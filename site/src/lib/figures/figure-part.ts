import type { Tone } from '../case-status.ts';

export interface BarPart {
  readonly value: number;
  readonly tone: Tone;
}

export interface Bar {
  readonly label: string;
  readonly parts: readonly BarPart[];
  readonly says: string;
}

/** How long a step took against its time limit, which is 1. */
export interface Whisker {
  readonly label: string;
  readonly median: number;
  /** What nine in ten turns took at most. */
  readonly p90: number;
  readonly says: string;
}

/** Fewer things than this are not drawn: a table says more of them than bars. */
export const FEWEST_DRAWN = 10;

/** A table of figures. The first cell of each row names the row. */
export interface FigureTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Addresses below the site to which the first cells of the rows link. */
  readonly links?: readonly string[];
  /** Name of the same table among the open data; absent if the open data have no such table. */
  readonly csv?: string;
  /**
   * Index of the column with the activity. Phones do not show this column, because the drawing names the activity
   * too.
   */
  readonly activity?: number;
}

/** One part of a page of figures: title, method, drawing, and the same figures as tables. */
export interface FigurePart {
  readonly id: string;
  readonly title: string;
  readonly how: string;
  /** The sentence that replaces the figures if there are none. */
  readonly none?: string | undefined;
  /** How many things were counted; absent if the drawing does not depend on their number. */
  readonly counted?: number;
  readonly bars: readonly Bar[];
  readonly whiskers?: readonly Whisker[];
  /** The value that fills the whole width of the drawing; by default the value of the longest bar. */
  readonly most?: number;
  readonly legend: readonly { readonly tone: Tone; readonly says: string }[];
  readonly tables: readonly FigureTable[];
  /** Sentences about how many items were counted, and about items that were not counted. */
  readonly basis: readonly string[];
  /** Address below the site of a page that lists the items, if they are many. */
  readonly more?: { readonly path: string; readonly says: string };
}

/** Returns a list with one part of a bar; an empty list if the value is zero. */
export const part = (value: number, tone: Tone): BarPart[] => (value > 0 ? [{ value, tone }] : []);
