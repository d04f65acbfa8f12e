import type { Account } from '../case/facts.ts';
import { accountOfRest } from './account.ts';
import { ForgeError } from './errors.ts';
import type { Client } from './octokit.ts';

/**
 * The process's own account, in one read. An App's token may not ask who it is, so its slug is given (it is public).
 * @param appSlug on GitHub: the App's name in its address; without it the token's account
 */
export async function readSelf(client: Client, appSlug?: string): Promise<Account> {
  const { octokit } = client;
  const { data } = appSlug
    ? await octokit.request('GET /users/{username}', { username: `${appSlug}[bot]` })
    : await octokit.request('GET /user');
  const self = accountOfRest({ id: Number(data.id), login: data.login, type: data.type });
  if (self.id === 0) throw new ForgeError('unreadable', 'GET /user', 'The account has no id.');
  return self;
}
