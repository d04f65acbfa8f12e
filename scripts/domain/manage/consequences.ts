/** Says what a change of holders, days off or rooms means for the cases that run (R16, R17, R20, R51). */
import { fourEyesObjection } from '#domain/case/act/turn.ts';
import { holdsOn } from '#domain/case/state/roles.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Procedure, Row, Step } from '#domain/generated/procedure.ts';
import type { Holder, Roles } from '#domain/generated/roles.ts';
import type { Closure } from '#domain/generated/rooms.ts';
import type { IndexedCase, RegisterIndex } from '#domain/journal/index-file.ts';
import { limitOf, rolesOf, rowOf, stepOf } from '#domain/procedure/steps.ts';
import { type Booking, heldAt, holdingsOf } from '#domain/room/bookings.ts';
import { closuresIn } from '#domain/room/closures.ts';

type ProcedureOf = (one: IndexedCase) => Procedure | undefined;

/** An open case whose current step waits for a role. */
export interface WaitingCase {
  readonly number: number;
  readonly id: string;
  readonly step: string;
  readonly row: Row;
  readonly procedure: Procedure;
  readonly indexed: IndexedCase;
}

/**
 * Lists the open cases that wait for a role now, by their number. A case that is with its opener, or whose step is
 * assigned to a person, waits for no role.
 * @param procedureOf returns the procedure that a case is pinned to (R7)
 */
export function waitingFor(
  { cases }: Pick<RegisterIndex, 'cases'>,
  procedureOf: ProcedureOf,
  role: string,
): WaitingCase[] {
  return Object.entries(cases).flatMap(([number, indexed]): WaitingCase[] => {
    const procedure = procedureOf(indexed);
    const step = procedure?.steps.find(({ id }) => id === indexed.step);
    if (!procedure || !step || indexed.withApplicant || indexed.assigned) return [];
    if (!rolesOf(step.actor).includes(role)) return [];
    return [{ number: Number(number), id: indexed.id, step: step.id, row: indexed.row, procedure, indexed }];
  });
}

/** Why a new holder cannot decide a case that waits for the role. */
export interface Barred {
  readonly id: string;
  readonly row: Row;
  readonly why: 'applicant' | 'four-eyes';
  /** The row that the person decided before, if four eyes are the reason. */
  readonly decided?: Row;
}

/** Two rows of a procedure that the same person may not decide in one case (R16). */
export interface Conflict {
  readonly procedure: Procedure;
  readonly row: Row;
  /** The rows that the new holder could decide otherwise, by a role that they have in that time. */
  readonly rows: readonly Row[];
}

export interface HolderConsequences {
  readonly waiting: readonly WaitingCase[];
  readonly barred: readonly Barred[];
  readonly conflicts: readonly Conflict[];
}

/**
 * Says what a new holder may decide, and what four eyes and own requests forbid.
 * @param roles the roles after the change
 * @param acts returns the acts of an open case; undefined if its journal was not read, and then nothing is known of
 *   what the person decided before
 */
export function holderConsequences(
  index: Pick<RegisterIndex, 'cases'>,
  {
    procedures,
    procedureOf,
  }: { readonly procedures: ReadonlyMap<string, Procedure>; readonly procedureOf: ProcedureOf },
  { roles, role, holder }: { readonly roles: Roles; readonly role: string; readonly holder: Holder },
  acts: (number: number) => Pick<CaseState, 'acts' | 'origin'> | undefined,
): HolderConsequences {
  const waiting = waitingFor(index, procedureOf, role);
  const barred = waiting.flatMap((one): Barred[] => {
    const { id, row, indexed, procedure } = one;
    if ([indexed.applicant, indexed.person].includes(holder.account)) return [{ id, row, why: 'applicant' }];
    const state = acts(one.number);
    const step = stepOf(procedure, one.step);
    const pinned = { path: indexed.procedure, blob: '', value: procedure };
    const objection = state && fourEyesObjection(state, step, { procedure: pinned }, { id: holder.account });
    if (!objection) return [];
    const { detail } = objection;
    return [{ id, row, why: 'four-eyes', ...(detail && 'row' in detail ? { decided: detail.row } : {}) }];
  });
  const held = heldWith(roles, role, holder);
  const concerned = new Set(waiting.length > 0 ? waiting.map(({ procedure }) => procedure) : procedures.values());
  return { waiting, barred, conflicts: [...concerned].flatMap((procedure) => conflictsIn(procedure, role, held)) };
}

/** Returns the roles that the person has on some day of the new time, with the new role. */
function heldWith(roles: Roles, role: string, { account, from, until }: Holder): ReadonlySet<string> {
  const shares = (other: Holder): boolean =>
    other.account === account && (holdsOn(other, from) || (other.from >= from && other.from <= (until ?? other.from)));
  const others = Object.entries(roles.roles).filter(([, { holders }]) => holders.some(shares));
  return new Set([role, ...others.map(([id]) => id)]);
}

function conflictsIn(procedure: Procedure, role: string, held: ReadonlySet<string>): Conflict[] {
  const isOf = (step: Step): boolean => rolesOf(step.actor).some((each) => held.has(each));
  return procedure.steps
    .filter((step) => rolesOf(step.actor).includes(role))
    .flatMap((step): Conflict[] => {
      const later = procedure.steps.filter((other) => other.fourEyes?.includes(step.id) && isOf(other));
      return later.length === 0 ? [] : [{ procedure, row: rowOf(step), rows: later.map(rowOf) }];
    });
}

/** Lists the open cases whose deadline is on a day, in the zone of each procedure. */
export const dueOn = (
  { cases }: Pick<RegisterIndex, 'cases'>,
  procedureOf: ProcedureOf,
  zone: string,
  day: string,
): string[] =>
  Object.values(cases).flatMap((one) =>
    one.due !== undefined && localDate(one.due, procedureOf(one)?.zone ?? zone) === day ? [one.id] : [],
  );

/**
 * Lists the rows of a procedure whose time is counted by the office’s calendar (R20): those with a clock of office hours
 * that has no calendar of its own, and with a time that is measured.
 */
export function rowsByCalendar(procedure: Pick<Procedure, 'clock' | 'clocks' | 'steps'>): Row[] {
  const isOfOffice = ({ kind, calendar }: Procedure['clock']): boolean =>
    kind === 'office-hours' && calendar === undefined;
  return procedure.steps
    .filter((step) => limitOf(step) !== undefined)
    .filter(({ clock }) => {
      const own = clock === undefined ? procedure.clock : procedure.clocks?.[clock];
      return own !== undefined && isOfOffice(own);
    })
    .map(rowOf);
}

/**
 * The cases that have a room for a part of the time of a closure (R51). A booking stays. A slot that was offered, or that
 * the opener has chosen, cannot be booked: the judge refuses it by the same {@link closuresIn}.
 */
export interface HeldDuring {
  readonly booked: readonly string[];
  readonly offered: readonly string[];
  readonly chosen: readonly string[];
}

/** Lists the cases that have a room for a part of the time of a closure. @param now an instant; offers may be over */
export function heldDuring(
  index: Pick<RegisterIndex, 'bookings' | 'cases'>,
  room: string,
  closure: Closure,
  now: Instant,
): HeldDuring {
  const held = heldAt(holdingsOf(index), now).filter(
    (use) => use.room === room && closuresIn({ closures: [closure] }, use).length > 0,
  );
  const isWithOpener = ({ number }: Booking): boolean => index.cases[number]?.withApplicant === true;
  const casesOf = (uses: readonly Booking[]): string[] => [...new Set(uses.map((use) => use.case))];
  const offers = held.filter(({ until }) => until !== undefined);
  return {
    booked: casesOf(held.filter(({ until }) => until === undefined)),
    offered: casesOf(offers.filter(isWithOpener)),
    chosen: casesOf(offers.filter((offer) => !isWithOpener(offer))),
  };
}
