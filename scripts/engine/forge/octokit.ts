import type { Endpoints } from '@octokit/types';
import { Octokit } from 'octokit';
import { asForgeError, ForgeError, type GraphqlFault, graphqlError, redact } from './errors.ts';
import { isWhole, keysOf, type Several, severalQuery } from './queries.ts';

export interface ClientOptions {
  readonly owner: string;
  readonly repo: string;
  /** The token of the process's account: an installation token on GitHub, a personal token on the embedded forge. */
  readonly token: string;
  /** The API's address if the forge is not github.com, such as `http://127.0.0.1:3000/api/v3`. */
  readonly baseUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** The longest time of one attempt in milliseconds, including the body of the reply; 30,000 by default. */
  readonly timeout?: number;
  /** The milliseconds that count as one second of waiting; 1,000 by default. Tests wait a shorter time. */
  readonly second?: number;
  /** How often a call is repeated at most, if the next reply may be better; 3 by default, 0 means never. */
  readonly retries?: number;
  /** Whether the client writes as slowly as GitHub asks, and waits for rate limits; by default only on GitHub. */
  readonly paced?: boolean;
  readonly warn?: (message: string) => void;
}

/** A repository on a forge, and its API. Every error that a call throws is a ForgeError. */
export interface Client {
  readonly owner: string;
  readonly repo: string;
  readonly octokit: Octokit;
}

const RETRIES = 3;
/** The longest wait for a rate limit. If the limit lasts longer, the call fails, and the next run calls again (R28). */
const LONGEST_WAIT_SECONDS = 90;
const NOT_BETTER_LATER = [400, 401, 403, 404, 405, 409, 410, 415, 422, 429, 451, 501];

/**
 * Creates an Octokit that tries again a few times. After a 5xx, a network error or an incomplete reply, the call is
 * repeated after 1, 4 and 9 seconds. If GitHub's rate limit ends within 90 seconds, the call waits until then
 * (security 18).
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
  // On one machine it takes longer to compress a reply than to send it.
  if (options.baseUrl?.startsWith('http://127.0.0.1:'))
    octokit.hook.before('request', ({ headers }) => void (headers['accept-encoding'] = 'identity'));
  // These hooks are registered last, so they are the outermost ones and see the result of all retries.
  octokit.hook.after('request', (response, request) => {
    const data: unknown = response.data;
    const query = (request as { query?: unknown }).query;
    if (typeof query !== 'string') return;
    const { errors, data: answer } = (data ?? {}) as { errors?: GraphqlFault[]; data?: unknown };
    if (isWhole(errors)) delete (data as { errors?: unknown }).errors;
    else if (errors?.length) throw graphqlError(errors, operationOf(request), secrets);
    if (!answer) throw new ForgeError('unreadable', operationOf(request), 'The answer has no data.', { status: 200 });
  });
  octokit.hook.error('request', (error, request) => {
    throw asForgeError(error, operationOf(request), secrets);
  });
  return { owner: options.owner, repo: options.repo, octokit };
}

/** Names a call by the template of its route, by its path if it is a later page, or by its GraphQL operation. */
function operationOf(request: { readonly method: string; readonly url: string; readonly query?: unknown }): string {
  const named = typeof request.query === 'string' ? /^\s*(query|mutation)\s+(\w+)/.exec(request.query) : null;
  if (named) return `GraphQL ${named[1]} ${named[2]}`;
  const path = URL.canParse(request.url) ? new URL(request.url).pathname : request.url;
  return `${request.method} ${path}`;
}

/** Makes one GraphQL operation, or throws a ForgeError, also if the reply has data and errors (R31). */
export async function ask<Answer>(client: Client, query: string, variables: Record<string, unknown>): Promise<Answer> {
  return client.octokit.graphql<Answer>(query, { owner: client.owner, repo: client.repo, ...variables });
}

/** Asks for several things in one operation. Returns them in the order of the keys; null for absent things. */
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

/** Makes one REST call on the client's repository and returns the data of the reply, or throws a ForgeError. */
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
 * Makes a `fetch` that returns a reply only once it is complete. For a body that was cut off, Octokit returns an
 * empty string and status 200. This `fetch` throws an error instead. It also throws if an attempt takes too long.
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
    // The parser's own message would quote the reply.
    throw new Error(`The answer of ${body.byteLength} bytes is not complete.`);
  }
}
