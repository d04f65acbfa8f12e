import { isOnBehalf } from '#domain/case/people/recorded-act.ts';
import { rolesHeld } from '#domain/case/state/roles.ts';
import { textAt } from '#domain/case/state/world.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { segmentsOf } from '#domain/request/pointer.ts';
import { accountKey, namedLogin } from '#domain/case/people/named-account.ts';
import { applied, type Edit } from '../../request/normalise.ts';

/**
 * Returns the fields that the form hides: those that mark a request as entered for somebody else, if the writer may
 * not enter such requests (R41). A field that has a value is not hidden, so that the value can be removed. Pure.
 * @param writer id of the account that writes
 * @param value the request when it was opened
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
 * Sets the account of the applicant in a request. In the writer's own request this is the writer's account. If the
 * request becomes one for somebody else (R41), the account is removed; in the opposite case it is set again. Pure.
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
 * Returns the change that corrects the account of the applicant (R12, R41). The writer's account is added to the
 * writer's own request, because nobody types it. It is removed from a request for somebody else.
 * @returns undefined if the account is correct
 */
export function ownAccount(procedure: Pick<Procedure, 'request'>, request: unknown, login: string): Edit | undefined {
  const { applicant } = procedure.request.pointers;
  if (applicant === undefined) return undefined;
  const named = namedLogin(procedure, request);
  const path = segmentsOf(applicant);
  if (!isOnBehalf(procedure, request)) return named === undefined ? { path, value: login } : undefined;
  return named !== undefined && accountKey(named) === accountKey(login) ? { path } : undefined;
}
