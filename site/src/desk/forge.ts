import { hearResponse, serverTime } from '../scripts/server-clock.ts';
import type { Settings } from './settings.ts';

/** The token is no longer valid. The person must sign in again. */
export class SessionEnded extends Error {
  override readonly name = 'SessionEnded';
}

/** The forge refused a call. The message is the forge's own. */
export class RefusedByForge extends Error {
  override readonly name = 'Refused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Checks whether the error means that the forge has no such thing. */
export const isNone = (error: unknown): boolean => error instanceof RefusedByForge && error.status === 404;

/**
 * The forge as a person may use it from a browser, through its public API. Each call throws SessionEnded,
 * RefusedByForge, or TypeError if there is no network.
 */
export interface DeskForge {
  /**
   * Kind of the forge. On GitHub each trigger costs a billed minute, so the desk avoids triggers; the embedded forge
   * needs none.
   */
  readonly kind: Settings['kind'];
  graphql<T>(query: string, variables: Readonly<Record<string, unknown>>): Promise<T>;
  /**
   * Calls the REST API.
   * @param path path below the repository: `/pulls/1`
   * @param by sends the call in place of `fetch`
   */
  rest<T>(method: string, path: string, body?: unknown, by?: Fetch): Promise<T>;
  /** Reads the file at a path of the repository, as it is in a commit or at a ref. */
  bytes(path: string, revision: string): Promise<Uint8Array>;
  /** Texts of blobs by id. A blob never changes, so each is read only once. */
  readonly known: Map<string, string>;
  /**
   * Returns the time in milliseconds. It is the time of the forge or, if the forge does not send it to pages, of the
   * site's server. Until the first response, it is the time of this machine.
   */
  now(): number;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface DeskGraphqlFault {
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

/** Fields of queries that may be absent. A forge may report such a field as NOT_FOUND, which is not an error here. */
const MAY_BE_ABSENT = /^(index|rewrites|journal\d*)$/;

/**
 * Opens the forge for a person.
 * @param token token of the person who signed in; the forge shows only what this person may read
 */
export function openForge(
  { kind, api, graphql, owner, repo }: Pick<Settings, 'kind' | 'api' | 'graphql' | 'owner' | 'repo'>,
  token: string,
): DeskForge {
  const send = async (url: string, init: RequestInit, by: Fetch = fetch): Promise<Response> => {
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    const response = await by(url, { ...init, headers, cache: 'no-store', credentials: 'omit' });
    if (response.status === 401) throw new SessionEnded();
    hearResponse(response);
    return response;
  };
  const at = `${api}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`;
  const json = { accept: 'application/vnd.github+json', 'content-type': 'application/json' };
  return {
    kind,
    async graphql<T>(query: string, variables: Readonly<Record<string, unknown>>): Promise<T> {
      const body = JSON.stringify({ query, variables: { owner, repo, ...variables } });
      const response = await send(graphql, { method: 'POST', headers: json, body });
      const reply = (await response.json()) as { data?: T | null; errors?: DeskGraphqlFault[]; message?: string };
      const { data, errors = [], message } = reply;
      const [fault] = errors.filter(
        ({ type, path }) => !(type === 'NOT_FOUND' && MAY_BE_ABSENT.test(String(path?.at(-1)))),
      );
      if (!response.ok || fault || !data)
        throw new RefusedByForge(
          fault?.type === 'NOT_FOUND' ? 404 : response.status,
          fault?.message ?? message ?? `GraphQL: ${response.status}`,
        );
      return data;
    },
    async rest<T>(method: string, path: string, body?: unknown, by?: Fetch): Promise<T> {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await send(at + path, { method, headers: json, ...sent }, by);
      if (response.status === 204) return undefined as T;
      const reply = (await response.json().catch(() => undefined)) as (T & RestFault) | undefined;
      if (!response.ok || reply === undefined)
        throw new RefusedByForge(response.status, wordsOf(reply, response.status));
      return reply;
    },
    async bytes(path, revision) {
      const file = path.split('/').map(encodeURIComponent).join('/');
      const url = `${at}/contents/${file}?ref=${encodeURIComponent(revision)}`;
      const response = await send(url, { headers: { accept: 'application/vnd.github.raw+json' } });
      if (!response.ok) throw new RefusedByForge(response.status, `${path}: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    known: new Map(),
    now: () => (serverTime() ?? Date.now() / 1000) * 1000,
  };
}

interface RestFault {
  readonly message?: string;
  readonly errors?: readonly (string | { readonly message?: string })[];
}

function wordsOf(reply: RestFault | undefined, status: number): string {
  const more = (reply?.errors ?? []).map((each) => (typeof each === 'string' ? each : (each.message ?? '')));
  return [reply?.message ?? String(status), ...more].filter(Boolean).join(': ');
}
