import { type Client, createClient } from '#engine/forge/octokit.ts';

/** One HTTP request as the forge received it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** The name of the GraphQL operation. */
  readonly operation: string | undefined;
}

export type Answer = Response | Error | ((asked: Asked) => Response | Error | Promise<Response>);

export const TOKEN = 'rahasia-token-proses-1234567890';

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

/**
 * Makes a client of a forge that gives these responses in turn, and then repeats the last one. HTTP requests are
 * recorded. A second of waiting between retries takes a millisecond.
 * @param options with `paced`, the client keeps the pace that GitHub asks of writers, in real seconds; `timeout` is the
 * time limit of one attempt in milliseconds
 */
export function scripted(
  answers: readonly Answer[],
  options: { readonly paced?: boolean; readonly timeout?: number } = {},
): { client: Client; asked: Asked[]; said: string[] } {
  const asked: Asked[] = [];
  const said: string[] = [];
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input));
    const body = typeof init?.body === 'string' ? init.body : '';
    const operation = /"query":"\s*(?:\\n)?\s*(?:query|mutation) (\w+)/.exec(body)?.[1];
    const request = { method: init?.method ?? 'GET', path: url.pathname + url.search, body, operation };
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(request);
    const given = typeof answer === 'function' ? await untilAborted(answer(request), init?.signal) : answer;
    if (!given || given instanceof Error) throw given ?? new Error('no answer');
    return given.clone();
  };
  const client = createClient({
    owner: 'kantor',
    repo: 'berkas',
    token: TOKEN,
    baseUrl: 'http://forge.example/api/v3',
    fetch: fetch as typeof globalThis.fetch,
    second: 1,
    timeout: options.timeout ?? 1000,
    paced: options.paced ?? false,
    warn: (message) => said.push(message),
  });
  return { client, asked, said };
}

/** Returns the value, or rejects as soon as the caller gives up. */
function untilAborted<Value>(value: Value | Promise<Value>, signal: AbortSignal | null | undefined): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
    Promise.resolve(value).then(resolve, reject);
  });
}
