import { createAppAuth } from '@octokit/auth-app';
import { request } from '@octokit/request';
import { asForgeError } from '../forge/errors.ts';
import { APP_PERMISSIONS } from '../setup/names.ts';

export interface AppOptions {
  readonly id: string;
  /** PEM; line feeds may be written as `\n`. */
  readonly privateKey: string;
  readonly owner: string;
  readonly repo: string;
  readonly baseUrl: string | undefined;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * A token of the App's installation on this repository, for this repository alone and for just the permissions that the
 * process needs, whatever else the App may have been granted. It ends within the hour.
 * @returns also the App's slug, by which the process knows its own account
 * @throws ForgeError where the App is not installed here, lacks a permission, or the key is not its own
 */
export async function appToken(options: AppOptions): Promise<{ readonly token: string; readonly slug: string }> {
  const { owner, repo, baseUrl, fetch } = options;
  const privateKey = options.privateKey.replaceAll('\\n', '\n');
  const ask = request.defaults({
    ...(baseUrl === undefined ? {} : { baseUrl }),
    headers: { 'user-agent': 'disposisi' },
    request: { fetch },
  });
  const auth = createAppAuth({ appId: options.id, privateKey, request: ask });
  const name = 'GET /repos/{owner}/{repo}/installation';
  try {
    const { data: installation } = await ask.defaults({ request: { hook: auth.hook } })(name, { owner, repo });
    const { token } = await auth({
      type: 'installation',
      installationId: installation.id,
      repositoryNames: [repo],
      permissions: APP_PERMISSIONS,
    });
    return { token, slug: installation.app_slug };
  } catch (error) {
    throw asForgeError(error, `${name}, POST /app/installations/{installation_id}/access_tokens`, [privateKey]);
  }
}
