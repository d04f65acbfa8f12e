import { ForgeError } from './errors.ts';
import type { Client } from './octokit.ts';

/**
 * The number of a person's account. A login is written by a person, not listed by the forge: that nobody has it is an answer, and so
 * is that an App or an organisation has it; anything else that goes wrong is an error (R31).
 * @throws ForgeError where the forge cannot be asked
 */
export async function readAccount({ octokit }: Client, login: string): Promise<number | undefined> {
  try {
    const { data } = await octokit.request('GET /users/{username}', { username: login });
    return data.type === 'User' ? data.id : undefined;
  } catch (error) {
    if (error instanceof ForgeError && error.status === 404) return undefined;
    throw error;
  }
}
