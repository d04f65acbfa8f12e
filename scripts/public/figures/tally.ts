import type { CaseFacts } from './facts.ts';

/** A number for one kind in one month. The kind is the JSON of a list whose first item is one of {@link KINDS}. */
export interface Tally {
  readonly month: string;
  readonly kind: string;
  readonly n: number;
}

/** A length of time, or a share of a limit, that is ranked among others of its kind, for medians. */
export interface Ranked {
  readonly month: string;
  readonly kind: string;
  readonly used: number;
}

/** The first item of a kind. The comment at each word lists the items that follow it. */
export const KINDS = {
  /** No items. Counts submitted cases. `narrowed` counts the restricted ones of these cases. */
  submitted: 'submitted',
  narrowed: 'narrowed',
  /** status */
  ended: 'ended',
  /** row, step, roles, timing */
  limit: 'limit',
  /** row, step, measure, class */
  within: 'within',
  /** row, step, measure, allowed */
  allowed: 'allowed',
  /** row, step, roles. Sums seconds. */
  spent: 'spent',
  /** row, step, roles, outcome */
  outcome: 'outcome',
  /** reason */
  refused: 'refused',
  /** No items. Counts refused submissions. */
  unsound: 'unsound',
  /** path, name in Indonesian, in English */
  field: 'field',
  /** row, step, measure. Its lengths of time are ranked. `share` ranks the shares of the visits' own limits. */
  time: 'time',
  share: 'share',
  /** No items. The lengths of completed cases are ranked. */
  whole: 'whole',
} as const;

/** Upper bounds of the classes of a visit's time, as shares of the time limit. The fourth class has no upper bound. */
export const CLASSES = [0.5, 1, 2] as const;

/** Returns the class of a length of time. A bound belongs to the class below it, as a deadline does (R21). */
export function classOf(used: number, allowed: number): number {
  const found = CLASSES.findIndex((share) => used <= share * allowed);
  return found < 0 ? CLASSES.length : found;
}

/**
 * Returns how much of its own time limit a visit used, in thousandths, rounded up, so that 1000 means that the limit was
 * kept (R21). Visits under different versions of an SOP can so be compared (R7).
 */
export const shareOf = (used: number, allowed: number): number =>
  // Without any time, each use of time is in the last class.
  allowed > 0 ? Math.ceil((used * 1_000) / allowed) : Math.min(used, 1) * 3_000;

const kindOf = (word: string, ...rest: readonly (string | number)[]): string => JSON.stringify([word, ...rest]);
export const RANKED_CASES = kindOf(KINDS.whole);
export const rankedVisits = (row: string | number, step: string, measure: string): string =>
  kindOf(KINDS.time, row, step, measure);

export const rankedShares = (row: string | number, step: string, measure: string): string =>
  kindOf(KINDS.share, row, step, measure);

/** Returns what a case adds to the counts of months. */
export function* talliesOf(facts: CaseFacts): Generator<Tally> {
  const { submitted, narrowed, ended, visits, refused, unsound } = facts;
  const one = (month: string, ...kind: Parameters<typeof kindOf>): Tally => ({ month, kind: kindOf(...kind), n: 1 });
  yield one(submitted, KINDS.submitted);
  if (narrowed) yield one(submitted, KINDS.narrowed);
  if (ended) yield one(ended[0], KINDS.ended, ended[1]);
  for (const [row, step, roles, outcome, month, elapsed, measure, used, allowed, timing, decided] of visits) {
    if (timing !== '') yield one(decided, KINDS.limit, row, step, roles, timing);
    if (outcome === '') continue;
    yield one(month, KINDS.outcome, row, step, roles, outcome);
    yield { ...one(month, KINDS.spent, row, step, roles), n: elapsed };
    if (measure === '') continue;
    yield one(month, KINDS.within, row, step, measure, classOf(used, allowed));
    yield one(month, KINDS.allowed, row, step, measure, allowed);
  }
  for (const [month, reason] of refused) yield one(month, KINDS.refused, reason);
  for (const [month, fields] of unsound) {
    yield one(month, KINDS.unsound);
    for (const field of fields) yield one(month, KINDS.field, ...field);
  }
}

/** Returns the lengths of time and shares of a case that are ranked. */
export function* ranksOf({ ended, visits }: CaseFacts): Generator<Ranked> {
  if (ended?.[1] === 'completed') yield { month: ended[0], kind: RANKED_CASES, used: ended[2] };
  for (const [row, step, , outcome, month, , measure, used, allowed] of visits) {
    if (measure === '' || outcome === '') continue;
    yield { month, kind: rankedVisits(row, step, measure), used };
    yield { month, kind: rankedShares(row, step, measure), used: shareOf(used, allowed) };
  }
}
