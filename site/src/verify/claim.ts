import type { ClaimSentence } from './words.ts';

/** What the page of verification says something about, each in a line of its own (R37). */
export type Thing = 'chain' | 'data' | 'page' | 'logged' | 'signed' | 'seen' | 'case-seen' | 'witnessed' | 'old';

/**
 * What came of looking: it holds, it does not, it could not be looked at, or there is nothing to look at. Only the first
 * proves anything.
 */
export type Mark = 'proved' | 'broken' | 'unchecked' | 'none';

/** One thing that was looked at, and what came of it. */
export interface Claim {
  readonly thing: Thing;
  readonly mark: Mark;
  /** The sentence by its name, and what stands in its places. */
  readonly says: ClaimSentence;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What was looked at could not be fetched: nothing is known of it, and nothing may be said. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}
