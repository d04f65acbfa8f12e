import { createAppAuth } from '@octokit/auth-app';
import { request } from '@octokit/request';
import { APP_PERMISSIONS } from '#entry/setup/names.ts';
import { asForgeError } from '#engine/forge/errors.ts';

interface AppOptions {
  readonly id: string;
  /** The key in PEM. Line feeds may be written as `\n`. */
  readonly privateKey: string;
  readonly owner: string;
  readonly repo: string;
  readonly baseUrl: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  /** By default all permissions that the process needs. */
  readonly permissions?: Partial<typeof APP_PERMISSIONS>;
}

/**
 * Requests a token of the App's installation on this repository. The token is valid for this repository alone. It has
 * only the requested permissions, even if the App was granted more. It expires within an hour.
 * @throws ForgeError if the App is not installed here or lacks a permission, or if the key is not the App's
 */
export async function appToken(options: AppOptions): Promise<string> {
  const { owner, repo, baseUrl, fetch, permissions = APP_PERMISSIONS } = options;
  const privateKey = options.privateKey.replaceAll('\\n', '\n');
  const ask = request.defaults({
    ...(baseUrl === undefined ? {} : { baseUrl }),
    headers: { 'user-agent': 'disposisi' },
    request: { fetch },
  });
  const auth = createAppAuth({ appId: options.id, privateKey, request: ask });
  const name = 'GET /repos/{owner}/{repo}/installation';
  try {
    // If the machine's clock is wrong, this hook repeats a call with the time of the forge's clock.
    const signed = ask.defaults({ request: { hook: auth.hook } });
    const { data: installation } = await signed(name, { owner, repo });
    const { data } = await signed('POST /app/installations/{installation_id}/access_tokens', {
      installation_id: installation.id,
      repositories: [repo],
      permissions,
    });
    return data.token;
  } catch (error) {
    throw asForgeError(error, `${name}, POST /app/installations/{installation_id}/access_tokens`, [privateKey]);
  }
}
