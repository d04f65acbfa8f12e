/** One call of the process, as sent. */
export interface Call {
  readonly kind: 'read' | 'register' | 'write';
  /** `GET …`, or the name of a GraphQL operation. */
  readonly what: string;
}

/** Replaces the forge’s own response, which `truth` returns. */
export type Answer = (truth: () => Promise<Response>) => Response | Promise<Response>;
/** Decides for each call: a replacement of the forge’s response, or undefined for the forge’s own response. */
export type Fault = (call: Call) => Answer | undefined;

/** A `fetch` that counts its calls, and whose calls can be made to fail. */
export interface Wire {
  readonly fetch: typeof fetch;
  readonly calls: Call[];
  /** Returns the number of calls since the last count, by kind, and clears `calls`. */
  count(): Record<Call['kind'], number>;
  fault: Fault | undefined;
}

/** Opens the wire. No call fails until a fault is set. */
export function openWire(): Wire {
  const calls: Call[] = [];
  const wire: Wire = {
    calls,
    fault: undefined,
    fetch: async (input, init) => {
      const call = callOf(String(input), init);
      calls.push(call);
      const truth = () => fetch(input, init);
      return wire.fault?.(call)?.(truth) ?? truth();
    },
    count: () => {
      const count = { read: 0, register: 0, write: 0 };
      for (const { kind } of calls.splice(0)) count[kind] += 1;
      return count;
    },
  };
  return wire;
}

const BEGINS_REGISTER = /^POST .*\/git\/(trees|commits|refs)$/;

function callOf(url: string, init: RequestInit | undefined): Call {
  const named = /^\s*(query|mutation) (\w+)/.exec(queryOf(init?.body));
  if (named) {
    const [, type, what = ''] = named;
    return { what, kind: what === 'Append' ? 'register' : type === 'query' ? 'read' : 'write' };
  }
  const method = init?.method ?? 'GET';
  const what = `${method} ${new URL(url).pathname.replace(/^\/api\/v3\/repos\/[^/]+\/[^/]+/, '')}`;
  return { what, kind: method === 'GET' ? 'read' : BEGINS_REGISTER.test(what) ? 'register' : 'write' };
}

function queryOf(body: unknown): string {
  if (typeof body !== 'string' || !body.startsWith('{')) return '';
  const { query } = JSON.parse(body) as { query?: unknown };
  return typeof query === 'string' ? query : '';
}
