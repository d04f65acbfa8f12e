import { checkZone } from '#domain/clock/clock.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Problem } from '#domain/problem.ts';
import { procedureFinding, oneOf } from './finding.ts';

type Zoned = Pick<Procedure, 'zone'>;

/**
 * The office's own zone, for what belongs to no procedure and no room (R4): the one that `sops/roles.yaml` names, else the
 * one that all its procedures have.
 * @returns its IANA name; `UTC` where neither says, which `checkOfficeZone` reports if the procedures have several
 */
export function officeZone(roles: Pick<Roles, 'zone'>, procedures: Iterable<Zoned>): string {
  const [common = 'UTC', ...others] = zonesOf(procedures);
  return roles.zone ?? (others.length === 0 ? common : 'UTC');
}

/** The office's zone exists, and where its procedures have several it is named. */
export function checkOfficeZone({ zone }: Pick<Roles, 'zone'>, procedures: Iterable<Zoned>, file: string): Problem[] {
  if (zone !== undefined) return checkZone(zone, { file, path: '/zone' });
  const zones = zonesOf(procedures);
  if (zones.size < 2) return [];
  return [{ file, ...procedureFinding('/zone', 'office-zone', { expected: oneOf(zones) }) }];
}

const zonesOf = (procedures: Iterable<Zoned>): Set<string> => new Set([...procedures].map(({ zone }) => zone));
