import { consultedRoles, progressOf } from '#domain/case/state/parties.ts';
import type { CurrentCourse } from '#domain/case/course/course.ts';
import { rolesHeld } from '#domain/case/state/roles.ts';
import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { turnOf } from '#domain/case/act/turn.ts';
import { epochSeconds } from '#domain/clock/instant.ts';
import { parseLimit } from '#domain/clock/limit.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { IndexedCase, RegisterIndex } from '#domain/journal/index-file.ts';
import type { Text } from '#domain/problem.ts';
import { numberOf } from '#domain/procedure/rows.ts';
import { clockOf, limitOf, rowCount } from '#domain/procedure/steps.ts';
import { given } from '#domain/request/given.ts';
import { waitingOf } from '#domain/words/case-situation.ts';
import { duration } from '#domain/words/duration.ts';
import { heldRole } from '#domain/words/parties.ts';
import { remaining } from '#domain/words/remaining.ts';
import type { Situation, Waiting } from '#domain/words/situation.ts';
import { isWaitingLate, waitingSentence } from '#domain/words/status.ts';
import type { DeskOffice } from './office.ts';
import { type ListedPull, type DeskViewer, statusOf } from './queries.ts';

export interface DeskReading {
  readonly viewer: DeskViewer;
  /** Whether the viewer maintains the office, and so sees Kelola. */
  readonly maintains: boolean;
  readonly office: DeskOffice;
  readonly index: RegisterIndex;
  /** Pull requests in this repository that the viewer opened. */
  readonly own: readonly ListedPull[];
  /** Ended requests of the viewer by number; undefined for a draft that was closed before it became a case. */
  readonly ended: ReadonlyMap<number, EndedCase | undefined>;
  /** Numbers of cases with an act of the viewer that the process has not read yet. */
  readonly sent: ReadonlySet<number>;
  /** Commit of the register that was read; undefined if there is no register yet. */
  readonly head: string | undefined;
}

export interface EndedCase {
  readonly id: string;
  readonly title: string | undefined;
  readonly end: NonNullable<CaseState['end']>['kind'] | undefined;
  readonly situation: Situation;
  readonly zone: string;
}

export interface DeskLine {
  readonly number: number;
  readonly id: string;
  readonly title: string | undefined;
  /** Who the request comes from; undefined if the index does not know it, as before the case's next act. */
  readonly sender: string | undefined;
  readonly waiting: Waiting;
  readonly zone: string;
  /** Name of the visit. If the case comes to the same person again, that is another visit. */
  readonly visit: string;
  /** The SOP of the case; undefined if main no longer contains it. */
  readonly procedure: NamedThing | undefined;
  /** The role in which the viewer would act or is consulted; undefined for other lines. */
  readonly role: NamedThing | undefined;
  readonly isOwn: boolean;
}

export interface NamedThing {
  readonly id: string;
  readonly name: Text;
}

export interface Desk {
  /** The roles that the viewer holds now. Without a role the viewer can only be an applicant. */
  readonly roles: readonly NamedThing[];
  /** Cases that wait for the viewer: overdue, due today, and all others. */
  readonly late: readonly DeskLine[];
  readonly today: readonly DeskLine[];
  readonly next: readonly DeskLine[];
  /** Cases with an act of the viewer that the process has not read yet. */
  readonly sent: readonly DeskLine[];
  /** Cases whose step consults one of the viewer's roles. That role decides nothing (R4). */
  readonly consulted: readonly DeskLine[];
  /** Cases with a record about which the viewer was consulted or informed (R52). */
  readonly informed: readonly DeskLine[];
}

/**
 * Groups the cases that concern the viewer as an official, the soonest deadline first in each group.
 * @param now current instant
 */
export function deskOf(reading: DeskReading, now: string): Desk {
  const { office, viewer, index, sent } = reading;
  const zones = [...office.procedures.values()].map(({ zone }) => zone);
  const held = zones.flatMap((zone) => rolesHeld(office.roles, viewer.databaseId, now, zone));
  const roles = new Map(held.map(({ role, holder }) => [role, heldRole(office.roleName)(role, holder.acting)]));
  const named = (id: string): NamedThing => ({ id, name: roles.get(id) ?? office.roleName(id) });
  const lines = runningLines(reading);
  const mine = lines
    .flatMap((line) => {
      const role = roleOnTurn(reading, index.cases[line.number], now);
      return role === undefined ? [] : [{ ...line, role: named(role) }];
    })
    .sort(soonest);
  const consulted = lines.flatMap((line) => {
    const role = roleConsulted(reading, index.cases[line.number], now);
    return role === undefined ? [] : [{ ...line, role: named(role) }];
  });
  const listed = new Set([...mine, ...consulted].map(({ number }) => number));
  const informed = lines.filter(
    ({ number, isOwn }) => !isOwn && !listed.has(number) && isInformed(reading, index.cases[number], now),
  );
  const waits = mine.filter(({ number }) => !sent.has(number));
  const today = (line: DeskLine): boolean => {
    const due = line.waiting.deadline?.due;
    return due !== undefined && localDate(due, line.zone) === localDate(now, line.zone);
  };
  const late = waits.filter(({ waiting }) => isWaitingLate(waiting, now));
  const rest = waits.filter(({ waiting }) => !isWaitingLate(waiting, now));
  return {
    roles: [...roles].map(([id, name]) => ({ id, name })),
    late,
    today: rest.filter(today),
    next: rest.filter((line) => !today(line)),
    sent: lines.filter(({ number }) => sent.has(number)).sort(soonest),
    consulted: consulted.sort(soonest),
    informed: informed.sort(soonest),
  };
}

/** Returns the cases that wait for the viewer's decision, in the order of the list. */
export const waitingLines = ({ late, today, next }: Desk): DeskLine[] => [...late, ...today, ...next];

/**
 * Returns the SOP of a pull request. The name of the branch contains its id: `cms/<id>/…`.
 * @returns undefined if the branch has another name, or if main has no such SOP
 */
export function procedureOfPull({ procedures }: DeskOffice, { headRefName }: ListedPull): NamedThing | undefined {
  const named = /^cms\/([^/]+)\//.exec(headRefName)?.[1];
  const procedure = [...procedures.values()].find(({ id }) => id === named);
  return procedure && { id: procedure.id, name: procedure.title };
}

/**
 * Returns what waits for the viewer's decision or correction.
 * @returns `lines`: the cases; `count`: the number of these cases and of the drafts whose submission was refused
 */
export function waitsForViewer(
  reading: DeskReading,
  now: string,
): { readonly lines: readonly DeskLine[]; readonly count: number } {
  const { returned, refused } = applicationsOf(reading);
  const lines = [...waitingLines(deskOf(reading, now)), ...returned];
  return { lines, count: lines.length + refused.length };
}

/**
 * Writes as text which lines are in which group. If the text is the same as before, no line moves when the list is
 * drawn again.
 */
export function shapeOf(reading: DeskReading, now: string): string {
  const { roles: _held, ...groups } = deskOf(reading, now);
  const { ended, ...own } = applicationsOf(reading);
  const named = [...Object.values(groups), ...Object.values(own), ended.map(({ pull }) => pull)];
  return JSON.stringify(named.map((lines) => lines.map((line) => ('visit' in line ? line.visit : line.number))));
}

/** Checks whether the viewer is the applicant: the viewer opened the case, or it was entered for the viewer (R41). */
const applies = ({ databaseId }: DeskViewer, { applicant, person }: IndexedCase): boolean =>
  [applicant, person].includes(databaseId);

/** Groups the requests of the viewer. */
export function applicationsOf(reading: DeskReading) {
  const { viewer, index, own, ended } = reading;
  const open = own.filter(({ state }) => state === 'OPEN');
  const drafts = open.filter(({ number }) => index.cases[number] === undefined);
  const lines = Object.entries(index.cases)
    .filter(([, one]) => applies(viewer, one))
    .flatMap(([key, one]) => lineOf(reading, Number(key), one) ?? [])
    .sort((a, b) => b.number - a.number);
  // A person for whom somebody else entered the request (R41) can follow it, but does not correct it.
  const isOpeners = ({ number }: DeskLine): boolean => index.cases[number]?.applicant === viewer.databaseId;
  return {
    returned: lines.filter((line) => line.waiting.withApplicant && isOpeners(line)),
    running: lines.filter((line) => !line.waiting.withApplicant || !isOpeners(line)),
    /** Drafts whose submission the process refused. */
    refused: drafts.filter(isRefused),
    /** Drafts whose submission the process has not read yet. */
    submitted: drafts.filter((pull) => isSubmitted(pull) && !isRefused(pull)),
    drafts: drafts.filter((pull) => !isSubmitted(pull)),
    // A draft that was closed before it became a case is not listed.
    ended: own.flatMap((pull) => {
      const one = ended.get(pull.number);
      return one ? [{ pull, ended: one }] : [];
    }),
  };
}

/** Checks whether the submission of a draft was refused, by the status that the process set last. */
export const isRefused = (pull: ListedPull): boolean => isSubmitted(pull) && statusOf(pull)?.state === 'FAILURE';

/** Checks whether the submit sign (R13) is set on the pull request. */
export const isSubmitted = ({ labels, headRefName, isDraft }: ListedPull): boolean =>
  labels.nodes.some(({ name }) => name === SUBMIT_LABEL) || (!headRefName.startsWith('cms/') && !isDraft);

function lineOf({ office, viewer }: DeskReading, number: number, one: IndexedCase): DeskLine | undefined {
  const procedure = office.procedureOf(one);
  const step = procedure?.steps.find(({ id }) => id === one.step);
  // Main may no longer contain the procedure. The page of the case reads the revision that the case is pinned to.
  const zone = procedure?.zone ?? office.zone;
  const waiting = waitingOf(indexedCourse(one, procedure, step), procedure, office.roleName);
  return {
    ...{ number, id: one.id, title: one.title, sender: one.sender, waiting, zone },
    visit: `${number} ${one.step} ${one.visit}`,
    procedure: procedure && { id: procedure.id, name: procedure.title },
    role: undefined,
    isOwn: applies(viewer, one),
  };
}

/** Returns the course of a case from the index, which does not contain the act that led to the current turn. */
function indexedCourse(one: IndexedCase, procedure: Procedure | undefined, step: Step | undefined): CurrentCourse {
  const { row, visit, withApplicant, due, begins, approvals = [], spans = [] } = one;
  const clock = procedure && step ? clockOf(procedure, step).kind : 'continuous';
  return {
    is: 'current',
    rows: procedure ? rowCount(procedure) : numberOf(row),
    step: one.step,
    ...{ row, visit, withApplicant },
    ...(due === undefined ? {} : { deadline: { due, clock, ...given({ limit: step && limitOf(step) }) } }),
    ...(begins === undefined ? {} : { begins }),
    overdue: false,
    ...(step && !withApplicant ? { progress: progressOf(step.actor, approvals, one.assigned) } : {}),
    spans: spans.map(({ id, due, clock, left }) => ({
      ...{ id, left, overdue: false },
      deadline: { due, clock, ...{ limit: procedure?.spans?.find((span) => span.id === id)?.limit } },
    })),
  };
}

/** Returns the id of the viewer's role that the current step consults; undefined if there is none. */
function roleConsulted({ office, viewer }: DeskReading, one: IndexedCase | undefined, now: string): string | undefined {
  const procedure = one && office.procedureOf(one);
  const step = procedure?.steps.find(({ id }) => id === one?.step);
  if (!procedure || !step || one.withApplicant) return undefined;
  const held = rolesHeld(office.roles, viewer.databaseId, now, procedure.zone).map(({ role }) => role);
  return consultedRoles(step).find((role) => held.includes(role));
}

/** Checks whether the viewer was consulted or informed about a record of the case, by a role or by account (R52). */
function isInformed({ office, viewer }: DeskReading, one: IndexedCase | undefined, now: string): boolean {
  const { roles = [], accounts = [] } = one?.informed ?? {};
  const zone = (one && office.procedureOf(one)?.zone) ?? office.zone;
  const held = rolesHeld(office.roles, viewer.databaseId, now, zone);
  return accounts.includes(viewer.databaseId) || held.some(({ role }) => roles.includes(role));
}

/** Returns the id of the role in which it is the viewer's turn, by the index; undefined if it is not their turn. */
function roleOnTurn({ office, viewer }: DeskReading, one: IndexedCase | undefined, now: string): string | undefined {
  const procedure = one && office.procedureOf(one);
  const step = procedure?.steps.find(({ id }) => id === one?.step);
  if (!procedure || !step || applies(viewer, one)) return undefined;
  const held = rolesHeld(office.roles, viewer.databaseId, now, procedure.zone);
  const approvals = (one.approvals ?? []).map(({ account, role, at }) => ({ at, who: { id: account, role } }));
  const { withApplicant, assigned } = one;
  const state = { visit: { withApplicant, ...(assigned ? { assigned: [...assigned] } : {}) }, approvals };
  const turn = turnOf({ state, step, held, actor: { id: viewer.databaseId } }, 'approve');
  // The person who supplied the result may replace it, but the case does not wait for that.
  return 'held' in turn && !turn.replaces ? turn.held.role : undefined;
}

/** Compares lines: the soonest deadline first, lines without a deadline last; equal ones by number. */
function soonest(a: DeskLine, b: DeskLine): number {
  const [left, right] = [a.waiting.deadline?.due ?? '9', b.waiting.deadline?.due ?? '9'];
  return left === right ? a.number - b.number : left < right ? -1 : 1;
}

/** Returns all open cases of the office, by number. */
export const runningLines = (reading: DeskReading): DeskLine[] =>
  Object.entries(reading.index.cases).flatMap(([key, one]) => lineOf(reading, Number(key), one) ?? []);

/** Returns the sentence of a line without the remaining time, which is shown separately. */
export const lineSentence = ({ waiting, zone }: DeskLine, now: string): Text =>
  waitingSentence(waiting, { zone, now, times: 'live', apart: true });

/**
 * Writes the remaining time or the lateness: "sisa 12 menit", "terlambat 12 menit". If only office hours count, the
 * remaining time is known only if the deadline says which days count. A deadline from a journal says which days count;
 * a deadline from the index does not.
 * @returns undefined if there is no deadline, if the remaining time is not known, or if the visit has not begun
 */
export function countdown(waiting: Waiting, zone: string, now: string): { text: Text; late: boolean } | undefined {
  const { deadline, begins } = waiting;
  if (!deadline) return undefined;
  if (now > deadline.due) {
    const by = duration(epochSeconds(now) - epochSeconds(deadline.due));
    return { text: { id: `terlambat ${by.id}`, en: `${by.en} late` }, late: true };
  }
  const isCounted = deadline.clock === 'continuous' || deadline.countedDays !== undefined;
  if (!isCounted || (begins !== undefined && now < begins)) return undefined;
  const left = remaining(deadline, now, zone);
  return { text: { id: `sisa ${left.id}`, en: `${left.en} left` }, late: false };
}

/**
 * Returns the share of the allowed time that is used, from 0 to 1.
 * @returns undefined if there is no deadline, or if it is not known how much of the time counts, as for office hours
 */
export function usedShare({ deadline }: Waiting, now: string): number | undefined {
  if (deadline?.clock !== 'continuous' || deadline.limit === undefined) return undefined;
  const { weeks, days, seconds } = parseLimit(deadline.limit);
  const left = epochSeconds(deadline.due) - epochSeconds(now);
  return Math.min(1, Math.max(0, 1 - left / ((weeks * 7 + days) * 86_400 + seconds)));
}
