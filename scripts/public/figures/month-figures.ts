import type { Procedure } from '#domain/generated/procedure.ts';
import type {
  Outcome,
  Procedure as ProcedureFigures,
  PublicFigures,
  Spread,
} from '#domain/generated/public-figures.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import { type CaseFacts, rolesIn } from './facts.ts';
import { CLASSES, KINDS, RANKED_CASES, rankedShares, rankedVisits } from './tally.ts';

export interface MonthCounts {
  /** Numbers by kind (`Tally`). An absent kind counts 0. */
  readonly tallies: ReadonlyMap<string, number>;
  /** Median and 90th percentile of the lengths of time of a kind. */
  readonly spread: (kind: string) => Spread;
}

/** The figures of a procedure in a month, without the list of cases that moved. */
export type ProcedureSums = Omit<ProcedureFigures, 'moved'>;

/** The figures of a month, without the lists of cases that moved. */
export interface MonthSums extends Pick<PublicFigures, 'month' | 'rooms'> {
  readonly procedures: readonly ProcedureSums[];
}

/** A case that moved in a month. */
export type MovedLine = ProcedureFigures['moved'][number];

type Ordered = Pick<Procedure, 'id' | 'zone'> & { readonly steps: readonly { readonly id: string }[] };
type Limits = ProcedureFigures['limits'];
type Times = ProcedureFigures['times'];

/** Makes the sums of a procedure in a month from the counts. The formulas are in docs/guide/figures.md. */
export function procedureSums({ id, zone, steps }: Ordered, counts: MonthCounts): ProcedureSums {
  const { tallies, spread } = counts;
  const counted = [...tallies].map(([kind, n]) => {
    const [word, ...rest] = JSON.parse(kind) as [string, ...unknown[]];
    return { word, rest, n };
  });
  // `talliesOf` wrote these lists, and `KINDS` says what they contain, so their types are known.
  const of = <Rest extends readonly unknown[]>(word: string) =>
    counted
      .filter((each) => each.word === word)
      .map(({ rest, n }) => ({ rest: rest as readonly unknown[] as Rest, n }));
  const sum = (word: string): number => of(word).reduce((all, { n }) => all + n, 0);
  const inOrder = <Line extends Pick<Limits[number], 'row' | 'step'>>(lines: Line[]): Line[] => {
    const place = ({ step }: Line): number => steps.findIndex((each) => each.id === step);
    return lines.sort((a, b) => compareRows(a.row, b.row) || place(a) - place(b));
  };
  return {
    ...{ id, zone, submitted: sum(KINDS.submitted), narrowed: sum(KINDS.narrowed) },
    ended: of<[Ended['status']]>(KINDS.ended).map(({ rest: [status], n }) => ({ status, n })),
    whole: spread(RANKED_CASES),
    limits: inOrder(limitsOf(of(KINDS.limit))),
    times: inOrder(timesOf(of(KINDS.within), of(KINDS.allowed), spread)),
    spent: inOrder(spentOf(of(KINDS.outcome), of(KINDS.spent))),
    outcomes: inOrder(
      of<[...Place, string]>(KINDS.outcome).flatMap(({ rest: [row, step, roles, outcome], n }) =>
        isBack(outcome) ? [{ row, step, roles: rolesIn(roles), n, outcome }] : [],
      ),
    ),
    refused: of<[string]>(KINDS.refused)
      .map(({ rest: [reason], n }) => ({ reason, n }))
      .sort((a, b) => b.n - a.n || (a.reason < b.reason ? -1 : 1)),
    unsound: sum(KINDS.unsound),
    fields: of<[string, string, string]>(KINDS.field)
      .map(({ rest: [path, labelId, labelEn], n }) => ({ path, label: { id: labelId, en: labelEn }, n }))
      .sort((a, b) => b.n - a.n || (a.path < b.path ? -1 : 1)),
  };
}

/** Checks whether a turn ended in another way than by an Approve or a submission. */
const isBack = (outcome: string): outcome is Outcome =>
  outcome !== '' && outcome !== 'approved' && outcome !== 'submitted';

/** Returns what happened to a case in a month in which it moved. */
export function movedIn(facts: CaseFacts, month: string): MovedLine {
  const { title, submitted, ended, visits } = facts;
  const turns = visits.filter(([, , , , at]) => at === month);
  return {
    case: facts.case,
    ...(title === undefined ? {} : { title }),
    submitted: submitted === month,
    turns: turns.length,
    back: turns.flatMap(([row, , , outcome]) => (isBack(outcome) ? [{ row, outcome }] : [])),
    ...(ended?.[0] === month ? { ended: ended[1] as Ended['status'] } : {}),
  };
}

type Ended = ProcedureFigures['ended'][number];
type Place = [row: Limits[number]['row'], step: string, roles: string];
interface Counted<Rest> {
  readonly rest: Rest;
  readonly n: number;
}

function limitsOf(counted: readonly Counted<[...Place, 'on-time' | 'late']>[]): Limits {
  const places = Map.groupBy(counted, ({ rest: [row, step, roles] }) => JSON.stringify([row, step, roles]));
  return [...places.values()].map((each) => {
    const [row, step, roles] = each[0]?.rest ?? [0, '', ''];
    const of = each.reduce((all, { n }) => all + n, 0);
    const kept = each.find(({ rest: [, , , timing] }) => timing === 'on-time')?.n ?? 0;
    return { row, step, roles: rolesIn(roles), kept, of };
  });
}

type Timed = [row: Limits[number]['row'], step: string, measure: Times[number]['measure'], n: number];

function timesOf(
  within: readonly Counted<Timed>[],
  allowed: readonly Counted<Timed>[],
  spread: MonthCounts['spread'],
): Times {
  const placeOf = ({ rest: [row, step, measure] }: Counted<Timed>) => JSON.stringify([row, step, measure]);
  const limits = Map.groupBy(allowed, placeOf);
  return [...Map.groupBy(within, placeOf)].map(([place, each]) => {
    const [row, step, measure] = each[0]?.rest ?? [0, '', 'time' as const];
    return {
      ...{ row, step, measure },
      limits: (limits.get(place) ?? []).sort((a, b) => b.n - a.n || a.rest[3] - b.rest[3]).map(({ rest }) => rest[3]),
      within: Array.from({ length: CLASSES.length + 1 }, (_, i) => each.find(({ rest }) => rest[3] === i)?.n ?? 0),
      spread: spread(rankedVisits(row, step, measure)),
      share: spread(rankedShares(row, step, measure)),
    };
  });
}

function spentOf(
  outcomes: readonly Counted<[...Place, string]>[],
  seconds: readonly Counted<Place>[],
): ProcedureFigures['spent'] {
  const placeOf = ([row, step, roles]: readonly unknown[]) => JSON.stringify([row, step, roles]);
  const spent = new Map(seconds.map(({ rest, n }) => [placeOf(rest), n]));
  return [...Map.groupBy(outcomes, ({ rest }) => placeOf(rest))].map(([place, each]) => {
    const [row, step, roles] = each[0]?.rest ?? [0, '', ''];
    const visits = each.reduce((all, { n }) => all + n, 0);
    return { row, step, roles: rolesIn(roles), visits, seconds: spent.get(place) ?? 0 };
  });
}

/** Whether no case was submitted or ended in the month, no visit ended, and no time limit was kept or passed. */
export const isQuiet = ({
  submitted,
  ended,
  spent,
  limits,
}: Pick<ProcedureSums, 'submitted' | 'ended' | 'spent' | 'limits'>): boolean =>
  submitted + ended.length + spent.length + limits.length === 0;

/** Sums, over all rows, how many time limits were kept (`kept`) and how many were kept or passed (`of`). */
export const keptOf = (
  limits: readonly Pick<Limits[number], 'kept' | 'of'>[],
): { readonly kept: number; readonly of: number } => ({
  kept: limits.reduce((all, { kept }) => all + kept, 0),
  of: limits.reduce((all, { of }) => all + of, 0),
});

/** Sums the kept limits of all rows in which the same roles act together, in the order of the rows, never by person. */
export function limitsByRole(limits: Limits): Pick<Limits[number], 'roles' | 'kept' | 'of'>[] {
  const groups = Map.groupBy(limits, ({ roles }) => roles.join());
  return [...groups.values()].map((each) => ({ roles: each[0]?.roles ?? [], ...keptOf(each) }));
}
