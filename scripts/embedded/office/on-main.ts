import { MAIN_REF } from '#domain/case/state/pull.ts';
import { rolesHeld } from '#domain/case/state/roles.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { officeZone } from '#domain/procedure/office-zone.ts';
import { same } from '#domain/words/language.ts';
import { heldRole } from '#domain/words/parties.ts';
import type { SamplePerson } from '#embedded/forge/sign-in/page.ts';
import type { AccountRow } from '#embedded/forge/start-forge.ts';
import { parseYaml } from '#engine/config/parse.ts';
import { readPinnedProcedure } from '#engine/config/read.ts';
import { git } from '#engine/register/git.ts';
import rolesSchema from '#schemas/roles.schema.json' with { type: 'json' };

const ROLES = 'sops/roles.yaml';

/** The roles with their holders, and the zone of the office (R4), as main has them. */
interface OnMain {
  readonly roles: Roles;
  readonly zone: string;
}

/**
 * Reads the roles and the zone from an office's main. Files that cannot be read are left out, because the person who
 * fixes an unsound configuration must still be able to sign in and to ask for the time.
 * @param repository the office's bare repository
 * @param commit the commit to read; by default that of main
 */
export async function readMain(repository: string, commit = MAIN_REF): Promise<OnMain> {
  const listed = await git(repository, ['ls-tree', '--name-only', '-z', commit, 'sops/']).catch(() => Buffer.of());
  const paths = listed
    .toString('utf8')
    .split('\0')
    .filter((path) => path.endsWith('.yaml'));
  const files = await Promise.all(
    paths.map(async (path) => {
      const text = (await git(repository, ['show', `${commit}:${path}`])).toString('utf8');
      return { path, blob: '', text };
    }),
  );
  const roles = files
    .filter(({ path }) => path === ROLES)
    .map((file) => parseYaml<Roles>(file, rolesSchema))
    .flatMap((parsed) => (parsed.ok ? [parsed.value] : []))[0] ?? { roles: {} };
  // Roles, rooms and the other named files are no procedures, so they cannot be read as procedures.
  const procedures = files.map(readPinnedProcedure).flatMap((parsed) => (parsed.ok ? [parsed.value] : []));
  return { roles, zone: officeZone(roles, procedures) };
}

/**
 * Lists the people who can sign in to a sample office, each with the present roles. The maintainer is left out.
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
    roles: rolesHeld(roles, id, now, zone).map(({ role, holder }) =>
      heldRole(() => roles.roles[role]?.name ?? same(role))(role, holder.acting),
    ),
  }));
}
