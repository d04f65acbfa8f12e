import type { Bar, BarPart } from './bar-plot.ts';
import type { Tone } from '../case-status.ts';

/** A table of figures: the first cell of each row names it. */
export interface FigureTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Where the first cell of each row leads to, below the site. */
  readonly links?: readonly string[];
  /** Name of the same table among the open data; absent: it adds up what stands in another. */
  readonly csv?: string;
  /** The column that names the activity, which the drawing names too: a phone does without. */
  readonly activity?: number;
}

/** One part of a page of figures: what it says, how it is computed, the drawing and the same as a table. */
export interface FigurePart {
  readonly id: string;
  readonly title: string;
  readonly how: string;
  /** What is said in their place where there are no figures. */
  readonly none?: string | undefined;
  readonly bars: readonly Bar[];
  /** What the whole width of the drawing stands for; absent: the longest bar. */
  readonly most?: number;
  readonly legend: readonly { readonly tone: Tone; readonly says: string }[];
  readonly tables: readonly FigureTable[];
  /** On how much the figures rest, and what they leave out. */
  readonly basis: readonly string[];
}

/** A part of a bar, unless there is nothing of it. */
export const part = (value: number, tone: Tone, says: string): BarPart[] => (value > 0 ? [{ value, tone, says }] : []);
