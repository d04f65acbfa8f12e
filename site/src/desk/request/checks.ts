import { onBehalfProblems } from '#domain/case/people/recorded-act.ts';
import { accountKey, checkAccount } from '#domain/case/people/named-account.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { slotOf } from '#domain/case/room/booking.ts';
import { localDate } from '#domain/clock/wall.ts';
import { lackingFields } from '#domain/case/submission/submission-problems.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Problem } from '#domain/problem.ts';
import { fieldNotes, labelAt, type Schema } from '#domain/request/annotations.ts';
import { below, valueAt } from '#domain/request/pointer.ts';
import { validate } from '#domain/request/schema.ts';
import { checkSemantics } from '#domain/request/semantics.ts';
import { writtenFaults } from '#domain/request/text.ts';
import { type Booking, clashes } from '#domain/room/bookings.ts';
import type { Room } from '#domain/room/room.ts';
import { period } from '#domain/words/time.ts';
import { type NamedUse, othersAsking } from '../asked-rooms.ts';
import { cleaned } from '../cleaned.ts';

export interface RequestToCheck {
  readonly procedure: Procedure;
  /** Of the request. */
  readonly schema: Schema;
  readonly rooms: readonly Room[];
  /** Of other cases, as the register's index has them. */
  readonly bookings: readonly Booking[];
  /** What other cases hold, or ask for and do not have yet, as everybody may know. */
  readonly asked: readonly NamedUse[];
  readonly value: unknown;
  /** Id of its case; empty before there is one. */
  readonly caseId: string;
  /** The opener's own step, in which it is typed; undefined for a draft. */
  readonly step?: Step | undefined;
  /** Its case as it stood; undefined before there is one. */
  readonly before?: Pick<CaseState, 'onBehalf' | 'request' | 'opens'> | undefined;
  /** The account that writes it, and who holds which role; undefined where that is not known: the process asks it (R41). */
  readonly writer?: { readonly id: number; readonly login: string; readonly roles: Roles };
  /** The forge's time. */
  readonly now: string;
}

export interface Checks {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Pure. */
export function checksOf(to: RequestToCheck): Checks {
  const { procedure, schema, rooms, value, step, now } = to;
  const request = cleaned(schema, value);
  const problems = problemsOf(procedure, schema, rooms, request);
  const facts = { submittedAt: now, today: localDate(now, procedure.zone) };
  const sense = senseOf(procedure, schema, rooms, request, facts);
  const findings = othersRooms(to, request).map((clash) => ({ ...clash, ...fieldNotes(schema, clash.path) }));
  // Each field is named once.
  const lacking = step ? lackingFields(step, request, '', schema) : [];
  const more = [...sense.problems, ...forOther(to, request), ...lacking].filter(
    ({ path }) => !problems.some((each) => each.path === path),
  );
  return { problems: [...problems, ...more], warnings: [...sense.warnings, ...findings] };
}

/**
 * Every problem of a request that can be found without asking anybody (R9): the form of each field, characters, what fields mean
 * together. Left to the process, which knows them better: the time of submission, and what an attachment holds.
 * @param request normalised
 */
export function problemsOf(procedure: Procedure, schema: Schema, rooms: readonly Room[], request: unknown): Problem[] {
  if (valueAt(request, '/sop') !== procedure.id) return [];
  const faults = [...validate(schema, request, ''), ...characterFaults(schema, request, '')];
  return faults.length > 0 ? faults : senseOf(procedure, schema, rooms, request).problems;
}

function senseOf(
  { request: rules }: Procedure,
  schema: Schema,
  rooms: readonly Room[],
  request: unknown,
  facts: { readonly submittedAt?: string; readonly today?: string } = {},
) {
  const { attachments: _theirs, ...pointers } = rules.pointers;
  return checkSemantics(request, { ...rules, pointers }, rooms, { file: '', attachments: [], schema, ...facts });
}

/** What is invisible or turns the writing around, wherever text stands. */
function characterFaults(schema: Schema, value: unknown, path: string): Problem[] {
  if (typeof value === 'string') {
    const label = labelAt(schema, path);
    return writtenFaults(value, true).map((fault) => ({ file: '', path, ...(label ? { label } : {}), ...fault }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => characterFaults(schema, inner, below(path, key)));
}

/** What speaks against making it for somebody else, or against the account that it names (R12, R41). */
function forOther({ procedure, schema, writer, before, now }: RequestToCheck, request: unknown): Problem[] {
  if (!writer) return [];
  const holders = Object.values(writer.roles.roles).flatMap((role) => role.holders);
  const asking = {
    config: { roles: writer.roles },
    opening: { opener: writer },
    // Of all others the process asks the forge.
    accounts: new Map(holders.map(({ login, account }) => [accountKey(login), account])),
  };
  const rules = { procedure: { value: procedure }, schema: { value: schema } };
  const when = { file: '', at: now, before };
  return [...onBehalfProblems(asking, rules, request, when), ...checkAccount(asking, rules, request, when).problems];
}

/** That others hold the same room at the same time, each by when, and that others ask for it: nobody has a room by asking (R25). */
function othersRooms({ procedure, bookings, asked, caseId }: RequestToCheck, request: unknown): Problem[] {
  const { room, start, end } = slotOf(procedure, request);
  if (!room || !start || !end || end <= start) return [];
  const wish = { room, start, end, case: caseId };
  const taken = clashes(bookings, wish).map((booking) => roomTaken(booking, asked, procedure.zone));
  const asking = othersAsking(asked, wish);
  const findings = [...taken, ...(asking.length > 0 ? [roomAsked(asking, taken.length > 0)] : [])];
  return findings.map((each) => ({ file: '', path: procedure.request.pointers.room ?? '', ...each }));
}

type Finding = Pick<Problem, 'code' | 'message' | 'fix'>;

/** Of a restricted case, and of one that the site's data do not show yet, only that it is another one (R11). */
function roomTaken({ case: id, start, end }: Booking, uses: readonly NamedUse[], zone: string): Finding {
  const isNamed = uses.some((use) => (use.state === 'held' || use.state === 'offered') && use.case === id);
  const when = period(start, end, zone);
  return {
    code: 'room-taken',
    message: {
      id: `Ruang ini sudah dipakai ${isNamed ? id : 'permohonan lain'}, ${when.id}`,
      en: `${isNamed ? id : 'Another request'} has this room on ${when.en}`,
    },
    fix: { id: 'Pilih waktu lain atau tempat lain', en: 'Choose another time or another place' },
  };
}

function roomAsked(cases: readonly string[], isTaken: boolean): Finding {
  const names = cases.join(', ');
  const nobody = isTaken ? { id: '', en: '' } : { id: '; belum ada yang mendapatkannya', en: '; nobody has it yet' };
  const message = {
    id: `Ruang ini juga diminta oleh ${names} untuk waktu itu${nobody.id}`,
    en: `${names} ${cases.length === 1 ? 'asks' : 'ask'} for this room at that time too${nobody.en}`,
  };
  return { code: 'room-asked', message };
}
