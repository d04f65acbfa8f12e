import { clashProblems } from '#domain/case/clash.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import { fieldNotes, type Schema } from '#domain/request/annotations.ts';
import { checkSemantics } from '#domain/request/semantics.ts';
import type { Booking } from '#domain/room/bookings.ts';
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
export function checksOf({ procedure, schema, rooms, bookings, value, caseId, now }: RequestToCheck): Checks {
  const office = { procedures: [procedure], schemas: { [procedure.request.schema]: schema }, rooms };
  const request = cleaned(schema, value);
  const problems = problemsOf(office, request, { isNew: false, titlePath: '' });
  const { attachments: _theirs, ...pointers } = procedure.request.pointers;
  const facts = { file: '', attachments: [], schema, submittedAt: now };
  const sense = checkSemantics(request, { ...procedure.request, pointers }, rooms, facts);
  const clashes = clashProblems(bookings, procedure, { request }, caseId).map((clash) => ({
    ...clash,
    ...fieldNotes(schema, clash.path),
  }));
  // Each field is told of once.
  const more = sense.problems.filter(({ path }) => !problems.some((each) => each.path === path));
  return {
    problems: [...problems, ...more],
    warnings: [...sense.warnings, ...clashes],
  };
}
