import { rolesHeld } from '#domain/case/state/roles.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { SamplePerson } from '#embedded/forge/sign-in/page.ts';
import type { AccountRow } from '#embedded/forge/start-forge.ts';
import { readMain } from './on-main.ts';

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
