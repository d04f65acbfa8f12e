import { isRefusedAsk } from '#domain/case/state/voided.ts';
import { epochSeconds, type Instant, later } from '#domain/clock/instant.ts';
import type { Procedure, Row } from '#domain/generated/procedure.ts';
import type { PublicCase, Visit } from '#domain/generated/public-case.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import type { Measure } from '#domain/words/duration.ts';
import { endedAt, monthIn, useOf } from '#public/export/summary.ts';

/** A month in a zone, `YYYY-MM`, or an empty text if there is none. */
type Month = string;

/**
 * The facts about one visit that figures count. They are a tuple, since they are kept for every case. `decided` is the
 * month in which it became known whether the time limit was kept: the month of the act if it was kept, the month of the
 * deadline if it was not. So an open visit that is late is counted at once (R35), and its end changes no such count.
 * `elapsed` is in seconds, `used` and `allowed` in the unit of `measure`.
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

/** The facts about one case that figures count. A restricted case has only its submission and its end (R11). */
export interface CaseFacts {
  readonly case: string;
  readonly title?: string;
  readonly procedure: string;
  readonly narrowed: boolean;
  readonly submitted: Month;
  /** The month and the kind of the end, and seconds since the first submission. */
  readonly ended?: readonly [month: Month, status: PublicCase['status'], seconds: number];
  readonly visits: readonly VisitFact[];
  /** Refused acts, by the reason (R16). */
  readonly refused: readonly (readonly [month: Month, reason: string])[];
  /** Refused submissions, each with the fields that had problems (R12). */
  readonly unsound: readonly (readonly [month: Month, problems: readonly UnsoundField[]])[];
}

/** A field of the request, without the numbers of list items, and its names in both languages. */
export type UnsoundField = readonly [path: string, id: string, en: string];

/** Joins the roles of one visit into one text. Ids have no plus sign. */
const JOIN = '+';
export const rolesIn = (joined: string): string[] => joined.split(JOIN).filter(Boolean);

/**
 * Returns the facts about a case that figures count.
 * @param procedure the procedure that the case is pinned to, which says what roles act at a step
 * @param title the title of the request, if the public may know it
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

/** Returns the months in which a case was submitted or ended, a visit ended, or an act or a submission was refused. */
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
    // The first visit is the submission itself, which begins and ends at once.
    visits: visits.slice(1).map((visit) => visitFact(visit, rolesAt(visit), month)),
    refused: entries.flatMap(({ kind, reason, at }) =>
      kind === 'refused' && reason !== undefined ? [[month(at), reason] as const] : [],
    ),
    // A push that asks for another time is not a submission, even if it is refused (R53).
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

/** Returns each field once, however many problems it has. */
function fieldsOf(problems: NonNullable<PublicCase['visits'][number]['entries'][number]['problems']>): UnsoundField[] {
  const fields = new Map<string, UnsoundField>();
  for (const { path, label } of problems) {
    const place = path.replace(/\/\d+(?=\/|$)/g, '');
    fields.set(place, [place, label?.id ?? place, label?.en ?? place]);
  }
  return [...fields.values()];
}
