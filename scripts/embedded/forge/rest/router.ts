import type { Endpoints } from '@octokit/types';
import { demandGrant, type Need, type Scope } from '../grant.ts';
import { demand } from '../model/context.ts';
import { allows } from '../permissions.ts';
import { forbidden, HttpRefusal, notFound } from '../refusal.ts';
import type { Media, Raw, RestRequest } from './request.ts';

type Data<Template extends keyof Endpoints> = Endpoints[Template]['response']['data'];

interface RouteOptions {
  /** 200 if not given; 204 when the handler gives nothing. */
  readonly status?: number;
  /** The permission that the account must have; `read` if not given. */
  readonly needs?: 'read' | 'triage' | 'write';
  /** Only for an App that signs with its key. */
  readonly byApp?: boolean;
  /** What an App's token needs for it, where that is not the rule (see `needing`). */
  readonly token?: Need;
  /** What the handler can give besides JSON. */
  readonly media?: readonly Media[];
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
  /** What an App's token needs for it; absent: no App's token can call it. A person's token does not ask here. */
  readonly token?: Need;
  readonly media: readonly Media[];
  readonly handle: (request: RestRequest) => unknown;
}

/** Parameters that take the rest of the path, slashes and all, as GitHub lets refs and file paths be written. */
const GREEDY = new Set(['{ref}', '{path}', '{basehead}', '{tree_sha}', '{branch}', '{name}']);

/**
 * One of GitHub's operations, by the name Octokit gives it: the compiler then holds the answer to GitHub's description.
 */
export function route<Template extends keyof Endpoints>(
  template: Template,
  handle: (request: RestRequest) => Data<Template> | Raw | undefined | Promise<Data<Template> | Raw | undefined>,
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
    handle,
    ...(options.token === undefined ? {} : { token: options.token }),
  };
}

/**
 * Operations of which an App's token needs the permission to read or write a resource, after GitHub's page "Permissions required
 * for GitHub Apps".
 * @param resources one of them is enough
 */
export function needing(resources: readonly Scope[], routes: readonly Route[]): Route[] {
  return routes.map((each) => {
    const level = each.method === 'GET' ? 'read' : 'write';
    return { token: resources.map((resource) => `${resource}:${level}`).join('|'), ...each };
  });
}

/**
 * Where GitHub still answers under another address than its description names: that of one ref until 2020, which PyGithub
 * asks to this day.
 */
const OLD_ADDRESS = /^(\/repos\/[^/]+\/[^/]+\/git\/)refs\//;

/** The first route that fits, with what it found in the path. */
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
 * Runs a route. For an account that may not read the repository it does not exist, as on GitHub.
 * @throws HttpRefusal 401, 403 or 404 for who asks, and whatever the route refuses
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
  return data === undefined ? { status: 204, data } : { status: route.status, data };
}

/** An App's key opens only what is asked with it; an App's token only what its permissions cover. */
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
    // The path of the whole tree is empty.
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

/** What a part of an address says; undefined where it is malformed. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
