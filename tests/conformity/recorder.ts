import { type Call, faultsOf, operationOf } from './contract.ts';
import { faultsOfGraphql, type Question } from './graphql.ts';

/** A `fetch` that holds everything that goes over it to GitHub's own descriptions. */
export interface Recorder {
  readonly fetch: typeof fetch;
  /** What was not as GitHub describes it. */
  readonly faults: string[];
  /** The operations that were used, each with the statuses that came back: `GET /user 200`. */
  readonly seen: Set<string>;
}

/** @param below what the forge answers by; tests may pass one that changes answers */
export function recorder(below: typeof fetch = fetch): Recorder {
  const faults: string[] = [];
  const seen = new Set<string>();
  return {
    faults,
    seen,
    fetch: async (input, init) => {
      const response = await below(input, init);
      const url = new URL(input instanceof Request ? input.url : String(input));
      const sent = parsed(typeof init?.body === 'string' ? init.body : '');
      const text = await response.clone().text();
      const type = response.headers.get('content-type') ?? '';
      if (url.pathname.endsWith('/graphql')) {
        const question = sent as Question;
        seen.add(
          `GraphQL ${/(?:query|mutation) (\w+)/.exec(question.query)?.[1] ?? 'without a name'} ${response.status}`,
        );
        faults.push(...faultsOfGraphql(question, parsed(text)));
        return response;
      }
      const call: Call = {
        method: init?.method ?? 'GET',
        path: url.pathname.replace(/^\/api\/v3/, ''),
        query: url.searchParams,
        body: sent,
      };
      const raw = text !== '' && !/^application\/(?:[\w.+-]+\+)?json/.test(type);
      seen.add(`${operationOf(call.method, call.path)?.template ?? `${call.method} ${call.path}`} ${response.status}`);
      faults.push(...faultsOf(call, { status: response.status, body: raw ? text : parsed(text), raw }));
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
