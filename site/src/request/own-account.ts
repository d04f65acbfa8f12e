/** The account that stands in a request by itself. Pure. */
import { isOnBehalf } from '#domain/case/people/recorded-act.ts';
import { accountKey, namedLogin } from '#domain/case/people/named-account.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { segmentsOf } from '#domain/request/pointer.ts';
import type { Edit } from './normalise.ts';

/**
 * What a request lacks of its applicant's account: that of the writer, which nobody types; or that it does not belong there, since it
 * is entered for somebody else (R12, R41).
 * @param login of the account that writes
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
