import type { Endpoints } from '@octokit/types';
import { demandGrant, type Need, type Scope } from '../grant.ts';
import { demand } from '../model/context.ts';
import { allows } from '../permissions.ts';
import { forbidden, HttpRefusal, notFound } from '../refusal.ts';
import type { Media, Raw, RestRequest } from './request.ts';

type Data<Template extends keyof Endpoints> = Endpoints[Template]['response']['data'];

interface RouteOptions {
  /** The status of the reply; 200 if not given. If the handler returns nothing, the status is 204. */
  readonly status?: number;
  /** The permission on the repository that the actor must have; `read` if not given. */
  readonly needs?: 'read' | 'triage' | 'write';
  /** Whether only an App that signs with its key may call the operation. */
  readonly byApp?: boolean;
  /** The permission that a token of an App needs for the operation; if not given, `needing` computes it. */
  readonly token?: Need;
  /** The forms of replies that the handler can return besides JSON. */
  readonly media?: readonly Media[];
  /** How large the body may be; `words` if not given. */
  readonly body?: 'words' | 'files';
}

export interface RestAnswer {
  readonly status: number;
  readonly data: unknown;
}

export interface Route {
  readonly template: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly status: number;
  readonly needs: 'read' | 'triage' | 'write';
  readonly byApp: boolean;
  /**
   * The permission that a token of an App needs for the operation; if absent, no token of an App may call the
   * operation.
   */
  readonly token?: Need;
  readonly media: readonly Media[];
  readonly body: 'words' | 'files';
  readonly handle: (request: RestRequest) => unknown;
}

/** Parameters that match the rest of the path with its slashes, because refs and file paths contain slashes. */
const GREEDY = new Set(['{ref}', '{path}', '{basehead}', '{tree_sha}', '{branch}', '{name}']);

/** The reply of a call that made something, if the operation may also change something. Its status is 201. */
export class Created<T> {
  readonly data: T;

  constructor(data: T) {
    this.data = data;
  }
}

type Handled<Template extends keyof Endpoints> = Data<Template> | Created<Data<Template>> | Raw | undefined;

/** Makes a route for one of GitHub's operations. The compiler checks the type of the reply by the operation's name. */
export function route<Template extends keyof Endpoints>(
  template: Template,
  handle: (request: RestRequest) => Handled<Template> | Promise<Handled<Template>>,
  options: RouteOptions = {},
): Route {
  const [method = '', path = ''] = template.split(' ');
  return {
    template,
    method,
    segments: path.slice(1).split('/'),
    status: options.status ?? 200,
    needs: options.needs ?? 'read',
    byApp: options.byApp ?? false,
    media: options.media ?? [],
    body: options.body ?? 'words',
    handle,
    ...(options.token === undefined ? {} : { token: options.token }),
  };
}

/**
 * Sets, for a group of routes, what a token of an App needs: the permission to read or write a resource. See GitHub's
 * page "Permissions required for GitHub Apps".
 * @param resources the resources; a permission for one of them is enough
 */
export function needing(resources: readonly Scope[], routes: readonly Route[]): Route[] {
  return routes.map((each) => {
    const level = each.method === 'GET' ? 'read' : 'write';
    return { token: resources.map((resource) => `${resource}:${level}`).join('|'), ...each };
  });
}

/**
 * The address that a single ref had until 2020. GitHub's description no longer has this address. GitHub still serves
 * it, and PyGithub still uses it.
 */
const OLD_ADDRESS = /^(\/repos\/[^/]+\/[^/]+\/git\/)refs\//;

/** Finds the first route that matches a call, and the values of its parameters. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  const described = method === 'GET' ? path.replace(OLD_ADDRESS, '$1ref/') : path;
  const parts = described.slice(1).split('/');
  for (const candidate of routes) {
    if (candidate.method !== method) continue;
    const params = match(candidate.segments, parts);
    if (params !== undefined) return { route: candidate, params };
  }
  return undefined;
}

/**
 * Runs a route. As on GitHub, an account that may not read the repository gets a 404, as if the repository did not
 * exist.
 * @throws HttpRefusal 401, 403 or 404 if the actor may not call the route; what the route itself throws
 */
export async function runRoute(route: Route, request: RestRequest): Promise<RestAnswer> {
  const { context, params } = request;
  checkToken(route, request);
  if (params['owner'] !== undefined) {
    const { owner, repo } = context.site;
    const same =
      params['owner'].toLowerCase() === owner.toLowerCase() && params['repo']?.toLowerCase() === repo.toLowerCase();
    if (!same || !allows(context.actor.permission, 'read')) throw notFound();
    demand(context, route.needs);
  }
  const data = await route.handle(request);
  if (data instanceof Created) return { status: 201, data: data.data };
  return data === undefined ? { status: 204, data } : { status: route.status, data };
}

/**
 * Checks the credentials of a call. Routes for Apps need a call that an App signed with its key. A token of an App may
 * call only the routes that its permissions cover, and a signed call only those that need no permission.
 */
function checkToken({ byApp, token }: Route, { context: { actor } }: RestRequest): void {
  if (byApp && actor.app === undefined) {
    throw new HttpRefusal(401, 'A JSON web token could not be decoded');
  }
  if (byApp || actor.grant === undefined) return;
  if (token === undefined) throw forbidden('Resource not accessible by integration');
  demandGrant(actor, token);
}

function match(segments: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    const greedy = last && GREEDY.has(segment);
    const text = greedy ? parts.slice(index).join('/') : parts[index];
    if (text === undefined || (last && !greedy && parts.length > segments.length)) return undefined;
    // Only the path of a file may be empty: it is then the root folder.
    if (text === '' && !(last && segment === '{path}')) return undefined;
    if (!segment.startsWith('{')) {
      if (segment !== text) return undefined;
      continue;
    }
    const decoded = decode(text);
    if (decoded === undefined) return undefined;
    params[segment.slice(1, -1)] = decoded;
  }
  return params;
}

/** Decodes a part of an address; undefined if it is malformed. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
