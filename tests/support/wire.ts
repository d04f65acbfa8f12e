/** One request of the process, as it went over the wire. */
export interface Call {
  readonly kind: 'read' | 'register' | 'write';
  /** `GET …`, or the name of a GraphQL operation. */
  readonly what: string;
}

/** What comes over the wire instead of the forge's own answer, which it may ask for. */
export type Answer = (truth: () => Promise<Response>) => Response | Promise<Response>;
/** The answer to a call; undefined: the truth. */
export type Fault = (call: Call) => Answer | undefined;

/** A `fetch` that counts, and that can be made to fail. */
export interface Wire {
  readonly fetch: typeof fetch;
  readonly calls: Call[];
  /** Calls since the last time, by kind. */
  count(): Record<Call['kind'], number>;
  fault: Fault | undefined;
}

/** Opens the wire; nothing fails until told so. */
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
