import type { Language } from '#domain/problem.ts';
import { type FormTarget, GITHUB_API } from '#public/form/target.ts';

/** Where the desk's forge is, and how one signs in there. */
export interface Settings {
  /** `embedded`: the process answers within seconds. */
  readonly kind: FormTarget['kind'];
  readonly owner: string;
  readonly repo: string;
  /** Of the REST API, without a slash at the end. */
  readonly api: string;
  readonly graphql: string;
  /** Who hands tokens to pages, by the handshake that Decap CMS speaks too. */
  readonly auth: { readonly origin: string; readonly path: string };
  readonly language: Language;
  /** Path below which the site lies, without a slash at the end. */
  readonly base: string;
}

/** @param origin of the page itself: an embedded forge serves the site too */
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
 * A forge of one's own, GitHub's or the embedded one, has REST below /api/v3 and GraphQL next to it.
 * @param api root of the REST interface, without a slash at its end
 */
export const graphqlOf = (api: string): string =>
  api.endsWith('/v3') ? api.replace(/v3$/, 'graphql') : `${api}/graphql`;
