import type { Account } from '#domain/case/state/facts.ts';
import { ForgeError, ifThere } from './errors.ts';
import type { Client } from './octokit.ts';
import type { RawActivity, RawActor, RawViewer } from './raw.ts';

const GHOST: Account = { id: 0, login: 'ghost', kind: 'ghost' };
/**
 * The id of GitHub's own account that replaces deleted accounts in replies of REST. In GraphQL such an account is null.
 */
const GITHUB_GHOST = 10137;

/** Reads an account from GraphQL. An account that is not a person's (an organisation, an import) counts as a bot. */
export function accountOf(actor: RawActor | null | undefined): Account {
  if (!actor) return GHOST;
  return account(actor.databaseId ?? 0, actor.login, actor.__typename === 'User');
}

/** Reads an account from REST. */
export function accountOfRest(actor: RawActivity['actor'] | undefined): Account {
  if (!actor) return GHOST;
  return account(actor.id, actor.login, actor.type === 'User');
}

// GraphQL omits the "[bot]" that REST writes behind an App's name. It is added here, so that an account has one name.
function account(id: number, login: string, person: boolean): Account {
  if (!id || id === GITHUB_GHOST) return GHOST;
  if (person) return { id, login, kind: 'user' };
  return { id, login: login.endsWith('[bot]') ? login : `${login}[bot]`, kind: 'bot' };
}

/** Checks whether an account is the process itself, by its numeric id and never by its name. */
export const isSelf = (someone: Account, self: Account): boolean => someone.id !== 0 && someone.id === self.id;

/**
 * Returns the process's own account, which is the account of the token. Only the number of the account is used.
 * @throws ForgeError if the reply has no account (R31)
 */
export function selfOf(viewer: RawViewer | null | undefined): Account {
  if (!viewer?.databaseId) throw new ForgeError('unreadable', 'GraphQL viewer', 'The account has no id.');
  return { id: viewer.databaseId, login: viewer.login, kind: 'bot' };
}

/**
 * Reads the number of a person's account. A person wrote the login, so a login that is not a person's is a result and
 * no error. Every other failure is an error (R31).
 * @returns the number; `undefined` if nobody has the login, or if an App or an organisation has it
 * @throws ForgeError if the forge cannot be reached
 */
export async function readAccount({ octokit }: Client, login: string): Promise<number | undefined> {
  const found = await ifThere(octokit.request('GET /users/{username}', { username: login }));
  return found?.data.type === 'User' ? found.data.id : undefined;
}
