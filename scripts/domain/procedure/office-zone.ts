import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';

type Zoned = Pick<Procedure, 'zone'>;

/**
 * Returns the office's own zone, for times that belong to no procedure and no room (R4): the zone that
 * `sops/roles.yaml` names, or else the zone of all its procedures.
 * @returns the IANA name. If `sops/roles.yaml` names no zone, `UTC` for an office without procedures, or with
 *   procedures in several zones; `checkOfficeZone` reports the several zones
 */
export function officeZone(roles: Pick<Roles, 'zone'>, procedures: Iterable<Zoned>): string {
  const [common = 'UTC', ...others] = zonesOf(procedures);
  return roles.zone ?? (others.length === 0 ? common : 'UTC');
}

/** Returns the zones of procedures. */
export const zonesOf = (procedures: Iterable<Zoned>): Set<string> => new Set([...procedures].map(({ zone }) => zone));
