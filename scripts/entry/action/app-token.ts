import { createAppAuth } from '@octokit/auth-app';
import { request } from '@octokit/request';
import { APP_PERMISSIONS } from '#entry/setup/names.ts';
import { asForgeError } from '#engine/forge/errors.ts';

interface AppOptions {
  readonly id: string;
  /** PEM; line feeds may be written as `\n`. */
  readonly privateKey: string;
  readonly owner: string;
  readonly repo: string;
  readonly baseUrl: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  /** By default all that the process needs. */
  readonly permissions?: Partial<typeof APP_PERMISSIONS>;
}

/**
 * A token of the App's installation on this repository, for this repository alone and for just the permissions that the
 * process needs, whatever else the App may have been granted. It ends within the hour.
 * @throws ForgeError where the App is not installed here, lacks a permission, or the key is not its own
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
    // Signed by this hook, a call from a machine whose clock is wrong is made again by the forge's clock.
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
