import { isRefusedAsk } from '#domain/case/state/voided.ts';
import { epochSeconds, type Instant, later } from '#domain/clock/instant.ts';
import type { Procedure, Row } from '#domain/generated/procedure.ts';
import type { PublicCase, Visit } from '#domain/generated/public-case.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import type { Measure } from '#domain/words/duration.ts';
import { endedAt, monthIn, useOf } from '#public/export/summary.ts';

/** A month in a zone, `YYYY-MM`; empty where there is none. */
type Month = string;

/**
 * What figures count of one visit; a tuple, since it is kept of every case. `decided` is the month in which it became known
 * whether the limit was kept: that of the act where it was, that of the due where it was not. So a month that is over stays
 * as it was, and a visit that is late and open is counted already (R35).
 */
export type VisitFact = readonly [
  row: Row,
  step: string,
  roles: string,
  outcome: NonNullable<Visit['outcome']> | '',
  ended: Month,
  elapsed: number,
  measure: Measure | '',
  used: number,
  allowed: number,
  timing: NonNullable<Visit['timing']> | '',
  decided: Month,
];

/** What figures count of one case; plain data. Of a restricted case (R11): that it came, and that it ended. */
export interface CaseFacts {
  readonly case: string;
  readonly title?: string;
  readonly procedure: string;
  readonly narrowed: boolean;
  readonly submitted: Month;
  /** Month, how, and seconds since the first submission. */
  readonly ended?: readonly [month: Month, status: PublicCase['status'], seconds: number];
  readonly visits: readonly VisitFact[];
  /** Acts that were not accepted, by the reason (R16). */
  readonly refused: readonly (readonly [month: Month, reason: string])[];
  /** Submissions that were not accepted, each with the places of its problems and what they are called (R12). */
  readonly unsound: readonly (readonly [month: Month, problems: readonly UnsoundField[]])[];
}

/** A place in the request, without numbers of lists, and what it is called. */
export type UnsoundField = readonly [path: string, id: string, en: string];

/** Roles of one visit in one word; ids have no plus sign. */
const JOIN = '+';
export const rolesIn = (joined: string): string[] => joined.split(JOIN).filter(Boolean);

/**
 * What figures count of a case.
 * @param procedure the one that it is pinned to: which roles act at a step
 * @param title of the request, where the public may know it
 */
export function countedOf(one: PublicCase, procedure: Pick<Procedure, 'steps'>, title?: string): CaseFacts {
  const month = (at: Instant): Month => monthIn(at, one.procedure.zone);
  const end = endedAt(one);
  return {
    case: one.id,
    ...(title === undefined || one.narrowed ? {} : { title }),
    procedure: one.procedure.id,
    narrowed: one.narrowed,
    submitted: month(one.submitted),
    ...(end === undefined
      ? {}
      : { ended: [month(end), one.status, epochSeconds(end) - epochSeconds(one.submitted)] as const }),
    ...(one.narrowed ? { visits: [], refused: [], unsound: [] } : reported(one, procedure, month)),
  };
}

/** The months in which a case moved: was submitted, acted on, ended. */
export const movedMonths = ({ submitted, ended, visits, refused, unsound }: CaseFacts): Set<Month> =>
  new Set(
    [
      ...[submitted, ended?.[0] ?? '', ...visits.map(([, , , , month]) => month)],
      ...[...refused, ...unsound].map(([month]) => month),
    ].filter(Boolean),
  );

function reported({ visits }: PublicCase, { steps }: Pick<Procedure, 'steps'>, month: (at: Instant) => Month) {
  const rolesAt = (visit: Visit): string => {
    const actor = steps.find(({ id }) => id === visit.step)?.actor;
    return (visit.roles ?? (actor === undefined ? [] : rolesOf(actor))).join(JOIN);
  };
  const entries = visits.flatMap((visit) => visit.entries);
  return {
    // The first is the submission itself, which begins and ends at once.
    visits: visits.slice(1).map((visit) => visitFact(visit, rolesAt(visit), month)),
    refused: entries.flatMap(({ kind, reason, at }) =>
      kind === 'refused' && reason !== undefined ? [[month(at), reason] as const] : [],
    ),
    // Another time that cannot be had is no submission (R53).
    unsound: entries.flatMap(({ kind, gesture, problems = [], at }) =>
      kind === 'submission-refused' && !isRefusedAsk({ kind, gesture })
        ? [[month(at), fieldsOf(problems)] as const]
        : [],
    ),
  };
}

function visitFact(visit: Visit, roles: string, month: (at: Instant) => Month): VisitFact {
  const { row, step = '', outcome = '', opened, begins, ended, due, timing = '' } = visit;
  const use = timing === '' ? undefined : useOf(visit);
  const decided = timing === 'late' ? due : timing === 'on-time' ? ended : undefined;
  const elapsed = ended === undefined ? 0 : epochSeconds(ended) - epochSeconds(later(opened, begins));
  return [
    row,
    step,
    roles,
    outcome,
    ended === undefined ? '' : month(ended),
    Math.max(0, elapsed),
    use?.measure ?? '',
    use?.used ?? 0,
    use?.allowed ?? 0,
    timing,
    decided === undefined ? '' : month(decided),
  ];
}

/** Each place once, however many problems it has. */
function fieldsOf(problems: NonNullable<PublicCase['visits'][number]['entries'][number]['problems']>): UnsoundField[] {
  const fields = new Map<string, UnsoundField>();
  for (const { path, label } of problems) {
    const place = path.replace(/\/\d+(?=\/|$)/g, '');
    fields.set(place, [place, label?.id ?? place, label?.en ?? place]);
  }
  return [...fields.values()];
}
