import { clashProblems, slotOf } from '#domain/case/clash.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { checkSemantics } from '#domain/request/semantics.ts';
import { type Booking, clashes } from '#domain/room/bookings.ts';
import type { Room } from '#domain/room/room.ts';
import { cleaned } from '../cleaned.ts';
import { problemsOf } from '../../request/rules.ts';

/** What is to be checked, and by what. */
export interface RequestToCheck {
  readonly procedure: Procedure;
  /** Of the request. */
  readonly schema: Schema;
  readonly rooms: readonly Room[];
  /** Of other cases, as the register's index has them. */
  readonly bookings: readonly Booking[];
  /** What other open cases ask for and do not have yet, as everybody may know. */
  readonly asked: readonly Omit<Booking, 'number'>[];
  /** The request as it is typed. */
  readonly value: unknown;
  /** Id of its case; empty before there is one. */
  readonly caseId: string;
  /** The forge's time. */
  readonly now: string;
}

/** What the process would refuse now, and what it would warn of. */
export interface Checks {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Pure. */
export function checksOf(to: RequestToCheck): Checks {
  const { procedure, schema, rooms, bookings, value, caseId, now } = to;
  const office = { procedures: [procedure], schemas: { [procedure.request.schema]: schema }, rooms };
  const request = cleaned(schema, value);
  const problems = problemsOf(office, request, { isNew: false, titlePath: '' });
  const { attachments: _theirs, ...pointers } = procedure.request.pointers;
  const facts = { file: '', attachments: [], schema, submittedAt: now };
  const sense = checkSemantics(request, { ...procedure.request, pointers }, rooms, facts);
  const taken = clashProblems(bookings, procedure, { request }, caseId);
  // Whose room it is, is told alone: what others ask for does not matter then.
  const told = (taken.length > 0 ? taken : alsoAsked(to, request)).map((clash) => ({
    ...clash,
    ...fieldNotes(schema, clash.path),
  }));
  // Each field is told of once.
  const more = sense.problems.filter(({ path }) => !problems.some((each) => each.path === path));
  return {
    problems: [...problems, ...more],
    warnings: [...sense.warnings, ...told],
  };
}

/** That others ask for the same room at the same time, before any of them has it. Nobody has a room by asking (R25). */
function alsoAsked({ procedure, asked, caseId }: RequestToCheck, request: unknown): Problem[] {
  const { room, start, end } = slotOf(procedure, request);
  if (!room || !start || !end || end <= start) return [];
  const others = clashes(asked, { room, start, end, case: caseId }).map((other) => other.case);
  if (others.length === 0) return [];
  const message = {
    id: `Ruang ini juga diminta oleh ${others.join(', ')} untuk waktu itu; belum ada yang mendapatkannya`,
    en: `${others.join(', ')} ${others.length === 1 ? 'asks' : 'ask'} for this room at that time too; nobody has it yet`,
  };
  return [{ file: '', path: procedure.request.pointers.room ?? '', code: 'room-asked', message }];
}
