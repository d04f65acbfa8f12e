import { consultedRoles, progressOf } from '#domain/case/state/parties.ts';
import type { CurrentCourse } from '#domain/case/course/course.ts';
import { rolesHeld } from '#domain/case/state/roles.ts';
import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { turnOf } from '#domain/case/act/turn.ts';
import { epochSeconds } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { IndexedCase, RegisterIndex } from '#domain/journal/index-file.ts';
import type { Text } from '#domain/problem.ts';
import { numberOf } from '#domain/procedure/rows.ts';
import { clockOf, rowCount } from '#domain/procedure/steps.ts';
import { waitingOf } from '#domain/words/case-situation.ts';
import { duration } from '#domain/words/duration.ts';
import { remaining } from '#domain/words/remaining.ts';
import type { Situation, Waiting } from '#domain/words/situation.ts';
import { isWaitingLate, waitingSentence } from '#domain/words/status.ts';
import type { DeskOffice } from './office.ts';
import { type RawOwn, type DeskViewer, statusOf } from './queries.ts';

export interface DeskReading {
  readonly viewer: DeskViewer;
  readonly office: DeskOffice;
  readonly index: RegisterIndex;
  readonly own: readonly RawOwn[];
  /** Those of them that are over, by number; undefined: a draft that was given up, of which there is no case. */
  readonly ended: ReadonlyMap<number, EndedCase | undefined>;
  /** Numbers of cases on which an act of the viewer waits for the process. */
  readonly sent: ReadonlySet<number>;
  /** Commit of the register that was read; undefined before there is one. */
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
  readonly waiting: Waiting;
  readonly zone: string;
  /** Names the visit: the next time that the case comes to the same person is another one. */
  readonly visit: string;
  /** The SOP that it goes by; undefined where main no longer has it. */
  readonly procedure: NamedThing | undefined;
  /** The role in which the viewer would act; undefined where it is not their turn. */
  readonly role: NamedThing | undefined;
  readonly isOwn: boolean;
}

export interface NamedThing {
  readonly id: string;
  readonly name: Text;
}

export interface Desk {
  /** The roles that the viewer holds now; none: they can only apply. */
  readonly roles: readonly NamedThing[];
  readonly late: readonly DeskLine[];
  readonly today: readonly DeskLine[];
  readonly next: readonly DeskLine[];
  readonly sent: readonly DeskLine[];
  /** Cases whose step asks one of the viewer's roles: others decide them (R1). */
  readonly consulted: readonly DeskLine[];
  /** Cases in which something was recorded that the viewer was consulted or informed about (R52). */
  readonly informed: readonly DeskLine[];
}

/** What waits for the viewer as an official, the soonest deadline first. @param now an instant */
export function deskOf(reading: DeskReading, now: string): Desk {
  const { office, viewer, index, sent } = reading;
  const named = (id: string): NamedThing => ({ id, name: office.roleName(id) });
  const lines = Object.entries(index.cases).flatMap(([key, one]) => lineOf(reading, Number(key), one) ?? []);
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
  const zones = [...office.procedures.values()].map(({ zone }) => zone);
  const held = zones.flatMap((zone) => rolesHeld(office.roles, viewer.databaseId, now, zone).map(({ role }) => role));
  return {
    roles: [...new Set(held)].map(named),
    late,
    today: rest.filter(today),
    next: rest.filter((line) => !today(line)),
    sent: lines.filter(({ number }) => sent.has(number)).sort(soonest),
    consulted: consulted.sort(soonest),
    informed: informed.sort(soonest),
  };
}

/** By which SOP the viewer's own request goes, as its branch has it; undefined where that is no form's, or main has no such SOP. */
export function procedureOfOwn({ procedures }: DeskOffice, { headRefName }: RawOwn): NamedThing | undefined {
  const named = /^cms\/([^/]+)\//.exec(headRefName)?.[1];
  const procedure = [...procedures.values()].find(({ id }) => id === named);
  return procedure && { id: procedure.id, name: procedure.title };
}

/**
 * What waits for the viewer, for their decision or their correction.
 * @returns the cases, and how many there are together with submissions that were refused before there was a case
 */
export function waitsForViewer(
  reading: DeskReading,
  now: string,
): { readonly lines: readonly DeskLine[]; readonly count: number } {
  const { late, today, next } = deskOf(reading, now);
  const { returned, refused } = applicationsOf(reading);
  const lines = [...late, ...today, ...next, ...returned];
  return { lines, count: lines.length + refused.length };
}

/** Which lines stand in which group, as text: while that stays, a list that is drawn anew does not move. */
export function shapeOf(reading: DeskReading, now: string): string {
  const { roles: _held, ...groups } = deskOf(reading, now);
  const { ended, ...own } = applicationsOf(reading);
  const named = [...Object.values(groups), ...Object.values(own), ended.map(({ pull }) => pull)];
  return JSON.stringify(named.map((lines) => lines.map((line) => ('visit' in line ? line.visit : line.number))));
}

/** Is a case the viewer's: did they open it, or was it entered for them (R41)? */
const applies = ({ databaseId }: DeskViewer, { applicant, person }: IndexedCase): boolean =>
  [applicant, person].includes(databaseId);

/** What the viewer has applied for. */
export function applicationsOf(reading: DeskReading) {
  const { viewer, index, own, ended } = reading;
  const open = own.filter(({ state }) => state === 'OPEN');
  const drafts = open.filter(({ number }) => index.cases[number] === undefined);
  const lines = Object.entries(index.cases)
    .filter(([, one]) => applies(viewer, one))
    .flatMap(([key, one]) => lineOf(reading, Number(key), one) ?? [])
    .sort((a, b) => b.number - a.number);
  // For whom a request was entered (R41) follows it, and does not correct it.
  const isOpeners = ({ number }: DeskLine): boolean => index.cases[number]?.applicant === viewer.databaseId;
  return {
    returned: lines.filter((line) => line.waiting.withApplicant && isOpeners(line)),
    running: lines.filter((line) => !line.waiting.withApplicant || !isOpeners(line)),
    /** Submissions that the process refused before there was a case. */
    refused: drafts.filter(isRefused),
    /** Not read by the process yet. */
    submitted: drafts.filter((pull) => isSubmitted(pull) && !isRefused(pull)),
    drafts: drafts.filter((pull) => !isSubmitted(pull)),
    // A draft that was given up is no case that ended.
    ended: own.flatMap((pull) => {
      const one = ended.get(pull.number);
      return one ? [{ pull, ended: one }] : [];
    }),
  };
}

/** Was the submission of a draft refused? The status is the process's last word. */
export const isRefused = (pull: RawOwn): boolean => isSubmitted(pull) && statusOf(pull)?.state === 'FAILURE';

/** Does the sign of R13 stand, as far as the pull request shows it now? */
export const isSubmitted = ({ labels, headRefName, isDraft }: RawOwn): boolean =>
  labels.nodes.some(({ name }) => name === SUBMIT_LABEL) || (!headRefName.startsWith('cms/') && !isDraft);

function lineOf({ office, viewer }: DeskReading, number: number, one: IndexedCase): DeskLine | undefined {
  const procedure = office.procedures.get(one.procedure);
  const step = procedure?.steps.find(({ id }) => id === one.step);
  // A procedure that main no longer has: the case's own page reads the revision that it is pinned to.
  const zone = procedure?.zone ?? office.zone;
  const waiting = waitingOf(indexedCourse(one, procedure, step), procedure, office.roleName);
  return {
    ...{ number, id: one.id, title: one.title, waiting, zone },
    visit: `${number} ${one.step} ${one.visit}`,
    procedure: procedure && { id: procedure.id, name: procedure.title },
    role: undefined,
    isOwn: applies(viewer, one),
  };
}

/** How the case goes, as far as the index has it; what led to its turn only the case's own page shows. */
function indexedCourse(one: IndexedCase, procedure: Procedure | undefined, step: Step | undefined): CurrentCourse {
  const { row, visit, withApplicant, due, begins, approvals = [], spans = [] } = one;
  const clock = procedure && step ? clockOf(procedure, step).kind : 'continuous';
  return {
    is: 'current',
    rows: procedure ? rowCount(procedure) : numberOf(row),
    step: one.step,
    ...{ row, visit, withApplicant },
    ...(due === undefined ? {} : { deadline: { due, clock } }),
    ...(begins === undefined ? {} : { begins }),
    overdue: false,
    ...(step && !withApplicant ? { progress: progressOf(step.actor, approvals, one.assigned) } : {}),
    spans: spans.map(({ id, due, clock, left }) => ({
      ...{ id, left, overdue: false },
      deadline: { due, clock, ...{ limit: procedure?.spans?.find((span) => span.id === id)?.limit } },
    })),
  };
}

/** Id of the viewer's role that the current step asks; undefined where it asks none. */
function roleConsulted({ office, viewer }: DeskReading, one: IndexedCase | undefined, now: string): string | undefined {
  const procedure = office.procedures.get(one?.procedure ?? '');
  const step = procedure?.steps.find(({ id }) => id === one?.step);
  if (!procedure || !step || one?.withApplicant) return undefined;
  const held = rolesHeld(office.roles, viewer.databaseId, now, procedure.zone).map(({ role }) => role);
  return consultedRoles(step).find((role) => held.includes(role));
}

/** Was the viewer consulted or informed about something that the case has recorded, by a role or by their account (R52)? */
function isInformed({ office, viewer }: DeskReading, one: IndexedCase | undefined, now: string): boolean {
  const { roles = [], accounts = [] } = one?.informed ?? {};
  const zone = office.procedures.get(one?.procedure ?? '')?.zone ?? office.zone;
  const held = rolesHeld(office.roles, viewer.databaseId, now, zone);
  return accounts.includes(viewer.databaseId) || held.some(({ role }) => roles.includes(role));
}

/** Id of the role in which it is the viewer's turn, as far as the index has it; undefined where it is not. */
function roleOnTurn({ office, viewer }: DeskReading, one: IndexedCase | undefined, now: string): string | undefined {
  const procedure = office.procedures.get(one?.procedure ?? '');
  const step = procedure?.steps.find(({ id }) => id === one?.step);
  if (!one || !procedure || !step || applies(viewer, one)) return undefined;
  const held = rolesHeld(office.roles, viewer.databaseId, now, procedure.zone);
  const approvals = (one.approvals ?? []).map(({ account, role, at }) => ({ at, who: { id: account, role } }));
  const { withApplicant, assigned } = one;
  const state = { visit: { withApplicant, ...(assigned ? { assigned: [...assigned] } : {}) }, approvals };
  const turn = turnOf({ state, step, held, actor: { id: viewer.databaseId } }, 'approve');
  // The person who supplied the result may replace it, but nothing waits for that.
  return 'held' in turn && !turn.replaces ? turn.held.role : undefined;
}

/** Deadlines first, the soonest first; then by number. */
function soonest(a: DeskLine, b: DeskLine): number {
  const [left, right] = [a.waiting.deadline?.due ?? '9', b.waiting.deadline?.due ?? '9'];
  return left === right ? a.number - b.number : left < right ? -1 : 1;
}

/** The sentence of a line, what is left apart. */
export const lineSentence = ({ waiting, zone }: DeskLine, now: string): Text =>
  waitingSentence(waiting, { zone, now, times: 'live', apart: true });

/**
 * "sisa 12 menit", "terlambat 12 menit". By an office clock what is left is shown only where the deadline says which days
 * count, as it does in a journal and not in the index; undefined where nothing can be said.
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
