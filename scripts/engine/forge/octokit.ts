import type { Endpoints } from '@octokit/types';
import { Octokit } from 'octokit';
import { asForgeError, ForgeError, type GraphqlFault, graphqlError, redact } from './errors.ts';
import { isWhole, keysOf, type Several, severalQuery } from './queries.ts';

export interface ClientOptions {
  readonly owner: string;
  readonly repo: string;
  /** Of the process's account: an installation token on GitHub, a personal one on the embedded forge. */
  readonly token: string;
  /** Of another forge than github.com: `http://127.0.0.1:3000/api/v3`. */
  readonly baseUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds that one attempt may take, its body included. */
  readonly timeout?: number;
  /** How many milliseconds a second of waiting takes; tests make it short. */
  readonly second?: number;
  /** How often a call is repeated whose answer may be better a moment later; 0: never. */
  readonly retries?: number;
  /**
   * Keep GitHub's pace for writes and wait out its rate limits; by default on GitHub only. Without it a limit is an
   * error.
   */
  readonly paced?: boolean;
  readonly warn?: (message: string) => void;
}

/** A repository on a forge, and the way to talk to it. Everything that it throws is a ForgeError. */
export interface Client {
  readonly owner: string;
  readonly repo: string;
  readonly octokit: Octokit;
}

const RETRIES = 3;
/** Longer than this nobody waits: the next run comes anyway (R28). */
const LONGEST_WAIT_SECONDS = 90;
const NOT_BETTER_LATER = [400, 401, 403, 404, 405, 409, 410, 415, 422, 429, 451, 501];

/**
 * Octokit with bounded retry: 5xx, failures of the network and answers that end too early are tried again after 1, 4
 * and 9 seconds; GitHub's rate limits are waited out when short (security row 18).
 */
export function createClient(options: ClientOptions): Client {
  const secrets = [options.token];
  const warn = (message: string): void => options.warn?.(redact(message, secrets));
  const second = options.second ?? 1000;
  const retries = options.retries ?? RETRIES;
  const worthWaiting = (seconds: number, _options: object, _octokit: unknown, retryCount: number): boolean =>
    seconds <= LONGEST_WAIT_SECONDS && retryCount < retries;
  const octokit = new Octokit({
    auth: options.token,
    userAgent: 'disposisi',
    ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
    request: { fetch: readWhole(options.fetch ?? globalThis.fetch, options.timeout ?? 30_000) },
    retry: { enabled: retries > 0, doNotRetry: NOT_BETTER_LATER, retries, retryAfterBaseValue: second },
    throttle: {
      enabled: options.paced ?? options.baseUrl === undefined,
      retryAfterBaseValue: second,
      onRateLimit: worthWaiting,
      onSecondaryRateLimit: worthWaiting,
    },
    log: { debug: () => {}, info: () => {}, warn, error: warn },
  });
  // Registered last, so outermost: they see what is left after all retries.
  octokit.hook.after('request', (response, request) => {
    const data: unknown = response.data;
    const query = (request as { query?: unknown }).query;
    if (typeof query !== 'string') return;
    const { errors, data: answer } = (data ?? {}) as { errors?: GraphqlFault[]; data?: unknown };
    if (isWhole(errors)) delete (data as { errors?: unknown }).errors;
    else if (errors?.length) throw graphqlError(errors, operationOf(request), secrets);
    if (!answer) throw new ForgeError('unreadable', operationOf(request), 'The answer holds no data.', { status: 200 });
  });
  octokit.hook.error('request', (error, request) => {
    throw asForgeError(error, operationOf(request), secrets);
  });
  return { owner: options.owner, repo: options.repo, octokit };
}

/** Name of a call: the route's template, or its path where pages are followed, or the GraphQL operation. */
function operationOf(request: { readonly method: string; readonly url: string; readonly query?: unknown }): string {
  const named = typeof request.query === 'string' ? /^\s*(query|mutation)\s+(\w+)/.exec(request.query) : null;
  if (named) return `GraphQL ${named[1]} ${named[2]}`;
  const path = URL.canParse(request.url) ? new URL(request.url).pathname : request.url;
  return `${request.method} ${path}`;
}

/** One GraphQL operation. @throws ForgeError also where an answer brings data and errors (R31) */
export async function ask<Answer>(client: Client, query: string, variables: Record<string, unknown>): Promise<Answer> {
  return client.octokit.graphql<Answer>(query, { owner: client.owner, repo: client.repo, ...variables });
}

/** Several things in one operation, in the order of their keys. @returns null for one that is not there */
export async function askSeveral<Answer>(
  client: Client,
  what: Several,
  keys: readonly (string | number)[],
): Promise<(Answer | null)[]> {
  type Answers = { readonly repository: Readonly<Record<string, Answer | null>> };
  const { repository } = await ask<Answers>(client, severalQuery(what, keys.length), keysOf(keys));
  return keys.map((_, n) => repository[`f${n}`] ?? null);
}

type OfRepository = Extract<keyof Endpoints, `${string} /repos/{owner}/{repo}${string}`>;

/** One call of REST on the client's repository. @returns the answer's data @throws ForgeError */
export async function askRest<Route extends OfRepository>(
  { octokit, owner, repo }: Client,
  route: Route,
  parameters: Omit<Endpoints[Route]['parameters'], 'owner' | 'repo'> & { readonly request?: { retries: number } },
): Promise<Endpoints[Route]['response']['data']> {
  const request: (route: string, parameters: object) => Promise<{ readonly data: unknown }> = octokit.request;
  return (await request(route, { owner, repo, ...parameters })).data;
}

const EMPTY = new Set([204, 205, 304]);

/**
 * A `fetch` that gives an answer only when it has all of it. Octokit answers a body that was cut off with an empty
 * string and status 200; here that is a failed attempt like any other, and so is one that takes too long.
 */
function readWhole(fetch: typeof globalThis.fetch, timeout: number): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(timeout) });
    if (EMPTY.has(response.status)) return response;
    const body = await response.arrayBuffer();
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    if (response.ok && json) checkJson(body);
    return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
  };
}

function checkJson(body: ArrayBuffer): void {
  try {
    JSON.parse(new TextDecoder().decode(body));
  } catch {
    // The parser's own words would show what the answer held.
    throw new Error(`The answer of ${body.byteLength} bytes is not whole.`);
  }
}
