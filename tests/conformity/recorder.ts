import { type Call, faultsOf, operationOf } from './contract.ts';
import { faultsOfGraphql, type Question } from './graphql.ts';

/** One HTTP request and its response, as sent. */
interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly sent: string;
  readonly status: number;
  /** The content-type of the response. */
  readonly type: string;
  readonly text: string;
}

/** Compares HTTP requests and responses with GitHub’s own descriptions. */
export interface Recorder {
  /** A `fetch` that records everything. */
  readonly fetch: typeof fetch;
  /** Records an exchange that was made otherwise. */
  readonly note: (exchange: Exchange) => void;
  /** The differences from GitHub’s description. */
  readonly faults: string[];
  /** The operations that were used, each with the statuses of its responses: `GET /user 200`. */
  readonly seen: Set<string>;
}

/** @param below the function that sends the HTTP request. Tests may pass a function that changes responses */
export function recorder(below: typeof fetch = fetch): Recorder {
  const faults: string[] = [];
  const seen = new Set<string>();
  const note = ({ method, url, sent, status, type, text }: Exchange): void => {
    const { pathname, searchParams } = new URL(url);
    if (pathname.endsWith('/graphql')) {
      const question = parsed(sent) as Question;
      seen.add(`GraphQL ${/(?:query|mutation) (\w+)/.exec(question.query)?.[1] ?? 'without a name'} ${status}`);
      faults.push(...faultsOfGraphql(question, parsed(text)));
      return;
    }
    const call: Call = {
      method,
      path: pathname.replace(/^\/api\/v3/, ''),
      query: searchParams,
      body: parsed(sent),
    };
    const raw = text !== '' && !/^application\/(?:[\w.+-]+\+)?json/.test(type);
    seen.add(`${operationOf(call.method, call.path)?.template ?? `${call.method} ${call.path}`} ${status}`);
    faults.push(...faultsOf(call, { status, body: raw ? text : parsed(text), raw }));
  };
  return {
    faults,
    seen,
    note,
    fetch: async (input, init) => {
      const response = await below(input, init);
      note({
        method: init?.method ?? 'GET',
        url: input instanceof Request ? input.url : String(input),
        sent: typeof init?.body === 'string' ? init.body : '',
        status: response.status,
        type: response.headers.get('content-type') ?? '',
        text: await response.clone().text(),
      });
      return response;
    },
  };
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
