import { checkZone } from '#domain/clock/clock.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Problem } from '#domain/problem.ts';
import { below } from '#domain/request/pointer.ts';
import type { Lines } from '#domain/request/yaml.ts';
import { oneOf, type ProcedureFinding, procedureFinding, type Located, placed, unknownName } from './finding.ts';
import { zonesOf } from './office-zone.ts';
import { APPLICANT } from './steps.ts';
import { locate } from './verify.ts';

type Role = Roles['roles'][string];
type RolesRule = (roles: Located<Role & { id: string }>[]) => ProcedureFinding[];

/** Checks that there is an applicant role without holders. The role is built in and means the opener of the request. */
const applicantIsBuiltIn: RolesRule = (roles) => {
  const role = roles.find(({ value }) => value.id === APPLICANT);
  if (!role) return [procedureFinding('/roles', 'no-applicant')];
  if (role.value.holders.length === 0) return [];
  return [procedureFinding(`${role.path}/holders`, 'applicant-holders', { expected: '[]' })];
};

/** Checks that superiors exist, and that no role is its own superior, directly or through other roles (R22). */
const superiorsRise: RolesRule = (roles) => {
  const byId = new Map(roles.map(({ value }) => [value.id, value]));
  return roles.flatMap(({ value: { id, superior }, path }) => {
    if (superior === undefined) return [];
    const at = `${path}/superior`;
    if (!byId.has(superior)) return [unknownName(at, 'unknown-role', superior, byId.keys())];
    const above: string[] = [];
    for (let next: string | undefined = superior; next && !above.includes(next); next = byId.get(next)?.superior) {
      above.push(next);
    }
    return above.includes(id) ? [procedureFinding(at, 'superior-circle', { received: above })] : [];
  });
};

/** Checks that dates are in order, and that the decree of an acting official has a last day (R17). */
const holdersHaveDates: RolesRule = (roles) =>
  placedHolders(roles).flatMap(({ value: { from, until, acting }, path }) => {
    if (until !== undefined && until < from)
      return [procedureFinding(`${path}/until`, 'date-order', { expected: `≥ ${from}`, received: until })];
    return acting && until === undefined ? [procedureFinding(path, 'acting-until', { expected: 'until' })] : [];
  });

/** Checks that an account holds a role only once at a time. Otherwise it is unclear which name and decree apply. */
const holdersHoldOnce: RolesRule = (roles) =>
  roles.flatMap((role) => {
    const holders = placedHolders([role]);
    return holders.flatMap(({ value: holder, path }, i) => {
      const twice = holders
        .slice(0, i)
        .some(({ value: other }) => other.account === holder.account && overlap(other, holder));
      return twice ? [procedureFinding(path, 'holder-twice', { received: holder.account })] : [];
    });
  });

const RULES: readonly RolesRule[] = [applicantIsBuiltIn, superiorsRise, holdersHaveDates, holdersHoldOnce];

/**
 * Checks what the schema of the roles cannot check (R17, R22).
 * @param file the name of the file in problems
 */
export function verifyRoles({ roles }: Roles, file = 'sops/roles.yaml', lines?: Lines): Problem[] {
  const all = Object.entries(roles).map(([id, role]) => ({ value: { ...role, id }, path: below('/roles', id) }));
  return RULES.flatMap((rule) => rule(all)).map((found) => locate(found, file, lines));
}

const placedHolders = (roles: readonly Located<Role>[]) =>
  roles.flatMap(({ value, path }) => placed(value.holders, `${path}/holders`));

/** Checks whether two periods share a day. Both end days belong to a period; without an end day, the period is open. */
function overlap(a: { from: string; until?: string }, b: { from: string; until?: string }): boolean {
  return a.from <= (b.until ?? '9999-12-31') && b.from <= (a.until ?? '9999-12-31');
}

/** Checks that the office's zone exists, and that it is named if the procedures have several zones. */
export function checkOfficeZone(
  { zone }: Pick<Roles, 'zone'>,
  procedures: Iterable<Pick<Procedure, 'zone'>>,
  file: string,
): Problem[] {
  if (zone !== undefined) return checkZone(zone, { file, path: '/zone' });
  const zones = zonesOf(procedures);
  if (zones.size < 2) return [];
  return [{ file, ...procedureFinding('/zone', 'office-zone', { expected: oneOf(zones) }) }];
}
