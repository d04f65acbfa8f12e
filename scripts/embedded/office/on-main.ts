import { MAIN_REF } from '#domain/case/state/pull.ts';
import { rolesHeld } from '#domain/case/state/roles.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { officeZone } from '#domain/procedure/office-zone.ts';
import type { SamplePerson } from '#embedded/forge/sign-in/page.ts';
import type { AccountRow } from '#embedded/forge/start-forge.ts';
import { parseYaml } from '#engine/config/parse.ts';
import { readPinnedProcedure } from '#engine/config/read.ts';
import { git } from '#engine/register/git.ts';
import rolesSchema from '#schemas/roles.schema.json' with { type: 'json' };

const ROLES = 'sops/roles.yaml';

/** What main says of an office: who holds what, and its own zone (R4). */
interface OnMain {
  readonly roles: Roles;
  readonly zone: string;
}

/**
 * Reads the roles and the zone from an office's main, as far as they can be read: the person who is to fix an unsound
 * configuration must still be able to sign in, and to ask what time it is.
 * @param repository the office's bare repository
 */
export async function readMain(repository: string): Promise<OnMain> {
  const listed = await git(repository, ['ls-tree', '--name-only', '-z', MAIN_REF, 'sops/']).catch(() => Buffer.of());
  const paths = listed
    .toString('utf8')
    .split('\0')
    .filter((path) => path.endsWith('.yaml'));
  const files = await Promise.all(
    paths.map(async (path) => {
      const text = (await git(repository, ['show', `${MAIN_REF}:${path}`])).toString('utf8');
      return { path, blob: '', text };
    }),
  );
  const roles = files
    .filter(({ path }) => path === ROLES)
    .map((file) => parseYaml<Roles>(file, rolesSchema))
    .flatMap((parsed) => (parsed.ok ? [parsed.value] : []))[0] ?? { roles: {} };
  // The other named files are no procedures, and do not read as such.
  const procedures = files.map(readPinnedProcedure).flatMap((parsed) => (parsed.ok ? [parsed.value] : []));
  return { roles, zone: officeZone(roles, procedures) };
}

/**
 * Who can be chosen when signing in to a sample office: its people but the maintainer, each with the roles that main gives them now.
 * @param repository the office's bare repository
 */
export async function samplePeople(
  repository: string,
  accounts: readonly AccountRow[],
  now: Instant,
): Promise<SamplePerson[]> {
  const { roles, zone } = await readMain(repository);
  const isPerson = ({ type, permission }: AccountRow) =>
    type === 'User' && permission !== 'process' && permission !== 'admin' && permission !== 'none';
  return accounts.filter(isPerson).map(({ id, login, name }) => ({
    login,
    name: name ?? login,
    roles: rolesHeld(roles, id, now, zone).flatMap(({ role }) => roles.roles[role]?.name ?? []),
  }));
}
