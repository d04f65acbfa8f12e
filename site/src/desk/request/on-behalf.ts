import { isOnBehalf } from '#domain/case/people/recorded-act.ts';
import { rolesHeld } from '#domain/case/state/roles.ts';
import { textAt } from '#domain/case/state/world.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { segmentsOf } from '#domain/request/pointer.ts';
import { accountKey, namedLogin } from '#domain/case/people/named-account.ts';
import { applied, type Edit } from '../../request/normalise.ts';

/**
 * The fields that make a request one for a person without an account, where the person who writes may make none (R41): nobody is asked
 * for what they may not say. What stands in one all the same is shown, so that it can be emptied. Pure.
 * @param writer id of the account that writes
 * @param value the request as it stood when it was opened
 */
export function notForWriter(
  { request: { onBehalf }, zone }: Pick<Procedure, 'request' | 'zone'>,
  roles: Roles,
  { writer, value, at }: { readonly writer: number; readonly value: unknown; readonly at: string },
): ReadonlySet<string> {
  if (!onBehalf || rolesHeld(roles, writer, at, zone).some(({ role }) => role === onBehalf.role)) return new Set();
  return new Set([onBehalf.date, onBehalf.way].filter((place) => textAt(value, place) === undefined));
}

/**
 * A request whose applicant's account follows whom it is for: the writer's own stands in it by itself; once it becomes one for somebody
 * else (R41) nobody's does, and back. Pure.
 */
export function accountFor(
  procedure: Pick<Procedure, 'request'>,
  login: string,
  before: unknown,
  value: unknown,
): unknown {
  const { applicant } = procedure.request.pointers;
  const isForOther = isOnBehalf(procedure, value);
  if (applicant === undefined || isForOther === isOnBehalf(procedure, before)) return value;
  return applied(value, [{ path: segmentsOf(applicant), ...(isForOther ? {} : { value: login }) }]);
}

/**
 * What a request lacks of its applicant's account: that of the writer, which nobody types; or that it does not belong there, since it
 * is entered for somebody else (R12, R41).
 * @returns undefined where nothing is to be changed
 */
export function ownAccount(procedure: Pick<Procedure, 'request'>, request: unknown, login: string): Edit | undefined {
  const { applicant } = procedure.request.pointers;
  if (applicant === undefined) return undefined;
  const named = namedLogin(procedure, request);
  const path = segmentsOf(applicant);
  if (!isOnBehalf(procedure, request)) return named === undefined ? { path, value: login } : undefined;
  return named !== undefined && accountKey(named) === accountKey(login) ? { path } : undefined;
}
