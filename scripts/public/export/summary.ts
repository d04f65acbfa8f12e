import { epochSeconds } from '#domain/clock/instant.ts';
import { localDate, yearOf } from '#domain/clock/wall.ts';
import type { Procedure, Row } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Text } from '#domain/problem.ts';
import { valueAt } from '#domain/request/pointer.ts';
import type { Measure } from '#domain/words/duration.ts';
import { same } from '#domain/words/language.ts';
import type { Situation } from '#domain/words/situation.ts';
import { type PublicNames, publicTitle } from './names.ts';
import { ownUses, type RoomUse } from './room-uses.ts';
import { publicSituation } from './situation.ts';

/** The facts of a case that lists, figures and feeds need, so that they do not read the cases again. */
export interface Summary {
  readonly id: string;
  readonly number: number;
  readonly procedure: string;
  /** The revision of the procedure that the case is pinned to (R7). */
  readonly revision: string;
  readonly zone: string;
  readonly isRestricted: boolean;
  readonly status: PublicCase['status'];
  /** Year of the first submission, in the procedure's zone: the year in the case's id. */
  readonly year: number;
  readonly submitted: string;
  readonly updated: string;
  readonly row: Row;
  readonly rows: number;
  readonly situation: Situation;
  readonly turn?: CurrentTurn;
  readonly ended?: string;
  readonly agenda?: NonNullable<PublicCase['agenda']>;
  /** How many rows were on time (`Punctuality`). A restricted case has 0 and 0, since the numbers are not public. */
  readonly punctual: { readonly kept: number; readonly of: number };
  /**
   * The ended visits that had a time limit and ran until their own end: row, time used and allowed, their unit, and
   * step.
   */
  readonly times: readonly (readonly [row: Row, used: number, allowed: number, measure: Measure, step: string])[];
  readonly uses: readonly RoomUse[];
  readonly title?: string;
  /** The values of the fields by which readers can filter the archive. The key is the field's JSON pointer. */
  readonly filters: Readonly<Record<string, string>>;
  /**
   * The text for the search besides title and filters: the other public text of the request, the agenda number, and the
   * reason of the end.
   */
  readonly words: string;
}

export interface CurrentTurn {
  readonly opened: string;
  readonly begins: string;
  readonly due?: string;
  readonly clock: 'continuous' | 'office-hours';
  /** Whether the journal already says that the time has passed. */
  readonly overdue: boolean;
  /** Whether the journal already says that the time is nearly over. */
  readonly near: boolean;
}

export const isOpen = ({ status }: Pick<PublicCase, 'status'>): boolean =>
  status === 'running' || status === 'applicant';

/** Returns when a case ended, as far as the public may know, or undefined while it is open. */
export const endedAt = (one: PublicCase): string | undefined =>
  isOpen(one) ? undefined : (one.end?.at ?? one.visits.at(-1)?.ended ?? one.updated);

const endOf = ({ ended, updated }: Summary): string => ended ?? updated;

/** Returns the month of an instant in a zone, `YYYY-MM`. */
export const monthIn = (at: string, zone: string): string => localDate(at, zone).slice(0, 7);

/** Returns the month in which a case ended, in the case's own zone, or undefined while it is open. */
export const monthOf = (summary: Summary): string | undefined =>
  isOpen(summary) ? undefined : monthIn(endOf(summary), summary.zone);

/** Returns the name of a role. An id without a name is shown as it is. */
export const roleName =
  ({ roles }: Pick<PublicNames, 'roles'>) =>
  (id: string): Text =>
    id === 'applicant' ? { id: 'Pemohon', en: 'Applicant' } : (roles[id] ?? same(id));

/** Summarises a case for lists, by the procedure that it is pinned to (R7) or, without it, by the current one. */
export function summarise(one: PublicCase, names: PublicNames, pinned?: Procedure): Summary {
  const procedure = pinned ?? names.procedures.find(({ id }) => id === one.procedure.id);
  const form = names.forms[procedure?.request.schema ?? ''] ?? {};
  const filters = Object.entries(form).flatMap(([pointer, { archive }]) => {
    const value = archive === 'filter' ? valueAt(one.request ?? {}, pointer) : undefined;
    return value === undefined || value === null ? [] : [[pointer, String(value)] as const];
  });
  /** What the search reads elsewhere. */
  const found = new Set(filters.map(([, value]) => value));
  const visit = one.visits.at(-1);
  const title = publicTitle(one, form);
  const ended = endedAt(one);
  return {
    id: one.id,
    number: one.number,
    procedure: one.procedure.id,
    revision: one.procedure.revision,
    zone: one.procedure.zone,
    isRestricted: one.narrowed,
    status: one.status,
    year: yearOf(one.submitted, one.procedure.zone),
    submitted: one.submitted,
    updated: one.updated,
    row: visit?.row ?? 1,
    rows: one.rows,
    situation: publicSituation(one, { procedure, roleName: roleName(names) }),
    ...(visit && isOpen(one) ? { turn: currentTurnOf(visit, one.spans) } : {}),
    ...(ended === undefined ? {} : { ended }),
    ...(one.agenda ? { agenda: one.agenda } : {}),
    punctual: one.punctual ?? { kept: 0, of: 0 },
    times: one.visits.flatMap((each) => {
      const use = useOf(each);
      return use && each.timing ? [[each.row, use.used, use.allowed, use.measure, each.step ?? ''] as const] : [];
    }),
    uses: ownUses(one),
    ...(title === undefined ? {} : { title }),
    filters: Object.fromEntries(filters),
    words: [
      ...strings(one.request).filter((text) => text !== title && !found.has(text) && !TIME.test(text)),
      one.agenda ? `${one.agenda.number}/${one.agenda.year}` : '',
      one.end?.reason ?? one.end?.because?.id ?? '',
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** Returns how much of its time limit an ended visit used, in the unit of the limit, or undefined if not measured. */
export function useOf({ used, allowed, usedDays, allowedDays, clock }: PublicCase['visits'][number]) {
  if (usedDays !== undefined && allowedDays !== undefined)
    return { used: usedDays, allowed: allowedDays, measure: 'working-days' as const };
  if (used === undefined || allowed === undefined) return undefined;
  return { used, allowed, measure: clock === 'office-hours' ? ('open-time' as const) : ('time' as const) };
}

/** Returns what is known about the current turn. If a span of the case is late, the turn is late (R44). */
export function currentTurnOf(visit: PublicCase['visits'][number], spans: PublicCase['spans'] = []): CurrentTurn {
  const { opened, begins, due, clock = 'continuous', timing, entries } = visit;
  return {
    opened,
    begins,
    ...(due === undefined ? {} : { due }),
    clock,
    overdue: timing === 'late' || spans.some((span) => span.is !== 'ended' && span.timing === 'late'),
    // If the visit is not late, each of its escalation levels was reached before the end of the time (R22).
    near: timing !== 'late' && entries.some(({ kind }) => kind === 'rung'),
  };
}

/** A time as data, which nobody types. */
const TIME = /^\d{4}-\d\d-\d\dT/;

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** Returns the seconds from the first submission to the end. */
export const caseSeconds = ({ submitted, ended }: Summary): number | undefined =>
  ended === undefined ? undefined : epochSeconds(ended) - epochSeconds(submitted);
