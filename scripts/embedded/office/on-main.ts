import { MAIN_REF } from '#domain/case/state/pull.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { officeZone } from '#domain/procedure/office-zone.ts';
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
