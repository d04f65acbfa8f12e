import type { Language } from '#domain/problem.ts';
import { type FormTarget, GITHUB_API } from '#public/form/target.ts';

/** The address of the desk's forge, and how people sign in there. */
export interface Settings {
  /** Kind of the forge. With `embedded` the process replies within seconds. */
  readonly kind: FormTarget['kind'];
  readonly owner: string;
  readonly repo: string;
  /** Address of the REST API, without a slash at its end. */
  readonly api: string;
  readonly graphql: string;
  /** The service that gives tokens to pages, with the handshake of Decap CMS. */
  readonly auth: { readonly origin: string; readonly path: string };
  readonly language: Language;
  /** Path of the site, without a slash at its end. */
  readonly base: string;
}

/**
 * Returns the settings of the desk.
 * @param origin origin of the page; an embedded forge has the same origin
 */
export function settingsOf(target: FormTarget, origin: string, place: Pick<Settings, 'language' | 'base'>): Settings {
  const [owner = '', repo = ''] = target.repository.split('/');
  const common = { kind: target.kind, owner, repo, ...place };
  if (target.kind === 'embedded') {
    const api = `${origin}/api/v3`;
    return { ...common, api, graphql: graphqlOf(api), auth: { origin, path: 'auth' } };
  }
  const api = (target.api ?? GITHUB_API).replace(/\/$/, '');
  return {
    ...common,
    api,
    graphql: graphqlOf(api),
    auth: { origin: target.signIn, path: target.signInPath ?? 'auth' },
  };
}

/**
 * Returns the address of the GraphQL API. A self-hosted or embedded forge has REST at /api/v3, and GraphQL next to
 * it.
 * @param api address of the REST API, without a slash at its end
 */
export const graphqlOf = (api: string): string =>
  api.endsWith('/v3') ? api.replace(/v3$/, 'graphql') : `${api}/graphql`;
