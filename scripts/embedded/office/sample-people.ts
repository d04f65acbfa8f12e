import { rolesHeld } from '#domain/case/roles.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { SamplePerson } from '#embedded/forge/sign-in/page.ts';
import type { Account } from '#embedded/forge/start-forge.ts';
import { parseYaml } from '#engine/config/parse.ts';
import { git } from '#engine/register/git.ts';
import rolesSchema from '#schemas/roles.schema.json' with { type: 'json' };

const PATH = 'sops/roles.yaml';
/** Roles are held by days, and this office's days are those of its place. */
const ZONE = 'Asia/Pontianak';

/**
 * Who can be chosen when signing in to a sample office: its people, each with the roles that main gives them now.
 * @param repository the office's bare repository
 */
export async function samplePeople(
  repository: string,
  accounts: readonly Account[],
  now: Instant,
): Promise<SamplePerson[]> {
  const text = (await git(repository, ['show', `main:${PATH}`])).toString('utf8');
  const parsed = parseYaml<Roles>({ path: PATH, blob: '', text }, rolesSchema);
  // Whoever is to mend an unsound list of roles must still be able to sign in.
  const roles: Roles = parsed.ok ? parsed.value : { roles: {} };
  const isPerson = ({ type, permission }: Account) =>
    type === 'User' && permission !== 'process' && permission !== 'none';
  return accounts.filter(isPerson).map(({ id, login, name }) => ({
    login,
    name: name ?? login,
    roles: rolesHeld(roles, id, now, ZONE).flatMap(({ role }) => roles.roles[role]?.name ?? []),
  }));
}
