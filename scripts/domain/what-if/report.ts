import type { Instant } from '#domain/clock/instant.ts';
import { withoutReceived } from '#domain/problem.ts';
import type { CaseComparison, CaseDifference } from './compare-case.ts';

/** The kinds of differences, in the order in which they are shown. */
export const WHAT_IF_KINDS = [
  ...(['not-comparable', 'not-submitted', 'stuck', 'ended', 'routed'] as const),
  ...(['refused', 'accepted', 'late', 'in-time'] as const),
  ...(['renumbered', 'same', 'identical'] as const),
];
export type Kind = (typeof WHAT_IF_KINDS)[number];

/** The number of cases with each kind of difference. A case with several kinds counts for each. */
export type Counts = Readonly<Record<Kind, number>>;

/** Returns the kinds of a case's differences; without differences, `renumbered`, `identical` or `same`. */
export function differenceKinds({ identical, renumbered, differences }: CaseComparison): readonly Kind[] {
  if (differences.length > 0) return WHAT_IF_KINDS.filter((kind) => differences.some((each) => each.kind === kind));
  if (renumbered) return ['renumbered'];
  return [identical ? 'identical' : 'same'];
}

export function countsOf(cases: readonly CaseComparison[]): Counts {
  const counts = Object.fromEntries(WHAT_IF_KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  for (const each of cases) for (const kind of differenceKinds(each)) counts[kind] += 1;
  return counts;
}

/** Returns the cases that would go differently, the most serious first. */
export function otherwise(cases: readonly CaseComparison[]): readonly CaseComparison[] {
  const rank = (each: CaseComparison): number =>
    WHAT_IF_KINDS.findIndex((kind) => differenceKinds(each).includes(kind));
  return cases
    .filter(({ differences }) => differences.length > 0)
    .sort((a, b) => rank(a) - rank(b) || a.number - b.number);
}

/** The output of `npx disposisi what-if --json`; see schemas/what-if.schema.json. */
export interface WhatIfFile {
  readonly version: 1;
  readonly register: string;
  readonly asOf: Instant;
  readonly changed: {
    readonly procedures: readonly { readonly id: string; readonly file: string }[];
    readonly calendar?: string;
    readonly roles?: string;
  };
  /** The number of replayed cases. */
  readonly cases: number;
  /** The number of replayed cases whose procedure is changed. */
  readonly ofChanged: number;
  readonly unknownActs: number;
  readonly counts: Counts;
  readonly differences: readonly {
    readonly case: string;
    readonly number: number;
    readonly procedure: string;
    readonly renumbered: boolean;
    readonly unknownActs: number;
    readonly differences: readonly CaseDifference[];
  }[];
}

/** @param cases all replayed cases */
export function whatIfFile(
  head: Pick<WhatIfFile, 'register' | 'asOf' | 'changed'>,
  cases: readonly CaseComparison[],
): WhatIfFile {
  const recorded = cases.filter(
    ({ differences, renumbered, unknown }) => differences.length > 0 || renumbered || unknown > 0,
  );
  return {
    version: 1,
    ...head,
    cases: cases.length,
    ofChanged: cases.filter(({ changed }) => changed).length,
    unknownActs: unknownIn(cases),
    counts: countsOf(cases),
    differences: recorded.map(({ case: id, number, procedure, renumbered, unknown, differences }) => ({
      ...{ case: id, number, procedure, renumbered, unknownActs: unknown },
      differences: differences.map(shown),
    })),
  };
}

/** Counts the acts that cannot be judged, since journals keep too little of them. */
export const unknownIn = (cases: readonly CaseComparison[]): number =>
  cases.reduce((sum, { unknown }) => sum + unknown, 0);

/** Returns a difference without the values of internal fields (R11). */
const shown = (difference: CaseDifference): CaseDifference =>
  'problems' in difference && difference.problems
    ? { ...difference, problems: difference.problems.map(withoutReceived) }
    : difference;
