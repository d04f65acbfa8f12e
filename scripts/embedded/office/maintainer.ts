import type { EmbeddedForge } from '#embedded/forge/start-forge.ts';

/** How the maintainer's login begins; where a holder has it already, a number follows. */
export const MAINTAINER_LOGIN = 'contoh-pengelola-kantor';
/** Below those of stand-ins, next to those of sample applicants. */
const ACCOUNT = 1190;

/**
 * The login of the account that may put a changed SOP in force (it alone may merge into main, besides the process), made where
 * there is none yet. Nobody signs in as it: its token lies in the folder of the office, which is its owner's alone.
 */
export async function maintainerOf({ accounts }: Pick<EmbeddedForge, 'accounts'>): Promise<string> {
  const all = await accounts.list();
  const known = all.find(({ permission }) => permission === 'admin');
  if (known) return known.login;
  const logins = new Set(all.map(({ login }) => login.toLowerCase()));
  let [login, id] = [MAINTAINER_LOGIN, ACCOUNT];
  for (let n = 2; logins.has(login); n += 1) login = `${MAINTAINER_LOGIN}-${n}`;
  while (await accounts.hasHad(id)) id -= 1;
  await accounts.add({ login, id, name: 'Contoh Pengelola Kantor', permission: 'admin' });
  return login;
}
