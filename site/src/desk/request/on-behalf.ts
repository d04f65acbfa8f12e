import { isOnBehalf } from '#domain/case/people/recorded-act.ts';
import { rolesHeld } from '#domain/case/state/roles.ts';
import { textAt } from '#domain/case/state/world.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { segmentsOf } from '#domain/request/pointer.ts';
import { accountKey, namedLogin } from '#domain/case/people/named-account.ts';
import { applied, type Edit } from '../../request/normalise.ts';

/** Checks whether an account may enter requests for somebody else (R41). Pure. */
export const entersForOthers = (
  { request: { onBehalf }, zone }: Pick<Procedure, 'request' | 'zone'>,
  roles: Roles,
  { writer, at }: { readonly writer: number; readonly at: string },
): boolean => onBehalf !== undefined && rolesHeld(roles, writer, at, zone).some(({ role }) => role === onBehalf.role);

/**
 * Returns the fields that the form hides. If the writer may not enter requests for somebody else, these are the fields
 * that mark such a request (R41). A field that has a value is not hidden, so that the value can be removed. Pure.
 * @param writer id of the account that writes
 * @param value the request when it was opened
 */
export function notForWriter(
  procedure: Pick<Procedure, 'request' | 'zone'>,
  roles: Roles,
  { value, ...who }: { readonly writer: number; readonly value: unknown; readonly at: string },
): ReadonlySet<string> {
  const { onBehalf } = procedure.request;
  if (!onBehalf || entersForOthers(procedure, roles, who)) return new Set();
  return new Set([onBehalf.date, onBehalf.way].filter((place) => textAt(value, place) === undefined));
}

/**
 * Adapts the account of the applicant to a change of a request. If the request becomes one for somebody else (R41), the
 * account is removed. If it becomes the writer's own, the writer's account is set. Otherwise nothing changes. Pure.
 * @param login login of the writer
 * @param before the request before the change
 * @param value the request after the change
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
 * writer's own request if the request names no account, because nobody types it. The writer's account is removed from
 * a request for somebody else.
 * @returns undefined if the form need not change the account
 */
export function ownAccount(procedure: Pick<Procedure, 'request'>, request: unknown, login: string): Edit | undefined {
  const { applicant } = procedure.request.pointers;
  if (applicant === undefined) return undefined;
  const named = namedLogin(procedure, request);
  const path = segmentsOf(applicant);
  if (!isOnBehalf(procedure, request)) return named === undefined ? { path, value: login } : undefined;
  return named !== undefined && accountKey(named) === accountKey(login) ? { path } : undefined;
}
