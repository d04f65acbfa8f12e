import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import subset from './generated/github-api.json' with { type: 'json' };

type Schema = Readonly<Record<string, unknown>>;

interface Operation {
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly request?: { readonly required: boolean; readonly schema: Schema };
  /** The responses by status. Null is a response without JSON. */
  readonly responses: Readonly<Record<string, Schema | null>>;
}

// TypeScript gives each operation of the JSON a type of its own. An operation found by its name may have any of them.
const operations = subset.operations as unknown as Readonly<Record<string, Operation>>;

/** The operations of each method, with their templates split once, since each exchange is compared with all of them. */
const routes = Map.groupBy(
  Object.keys(operations).map((template) => {
    const [method = '', route = ''] = template.split(' ');
    return { template, method, segments: route.slice(1).split('/') };
  }),
  ({ method }) => method,
);

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addFormat('repo.nwo', /^[\w.-]+\/[\w.-]+$/);
const defs = { $defs: subset.$defs };
const compiled = new Map<string, ValidateFunction>();

/** The form of a refusal for which GitHub’s description has no schema. */
const REFUSAL: Schema = {
  type: 'object',
  required: ['message'],
  properties: {
    message: { type: 'string' },
    documentation_url: { type: 'string' },
    status: { type: 'string' },
    errors: { type: 'array' },
  },
};

/** The statuses that any operation may return, also if GitHub’s description does not name them. */
const ALWAYS = new Set(['400', '401', '403', '404', '422', '429', '500', '502', '503']);

export interface Call {
  readonly method: string;
  /** The path as sent, below the API’s root: still encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  /** The parsed body, or undefined for a response without a body. */
  readonly body: unknown;
  /** Whether the body is not JSON, as the client asked. Then only the status is checked. */
  readonly raw?: boolean;
}

/**
 * Finds the operation of a method and a path: its template and the values of its parameters.
 * @returns undefined if none fits
 */
export function operationOf(
  method: string,
  path: string,
): { template: string; params: Record<string, string> } | undefined {
  const parts = path.slice(1).split('/');
  const fits = (routes.get(method) ?? []).flatMap(({ template, segments }) => {
    const params = match(segments, parts);
    return params === undefined ? [] : [{ template, params }];
  });
  // The operation with the fewest parameters fits best: `/issues/comments/5` is not the issue called "comments".
  return fits.sort((a, b) => openness(a) - openness(b))[0];
}

const openness = ({ template, params }: { template: string; params: object }): number =>
  Object.keys(params).length * 100 - template.split('/').length;

/** The parameters in which GitHub accepts unencoded slashes. */
const GREEDY = new Set(['{ref}', '{path}', '{basehead}', '{tree_sha}']);

function match(segments: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [n, segment] of segments.entries()) {
    const last = n === segments.length - 1;
    const part = last && GREEDY.has(segment) ? parts.slice(n).join('/') : parts[n];
    if (part === undefined || part === '') return undefined;
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = decodeURIComponent(part);
    else if (segment !== part) return undefined;
  }
  const greedy = GREEDY.has(segments.at(-1) ?? '');
  return greedy || parts.length === segments.length ? params : undefined;
}

/** Returns what is not as GitHub describes it, one sentence each. */
export function faultsOf(call: Call, reply: Reply): string[] {
  const found = operationOf(call.method, call.path);
  if (found === undefined) return [`${call.method} ${call.path}: not among the operations that are used`];
  const operation = operations[found.template];
  if (operation === undefined) return [];
  // A test may send a malformed request, or ask for something unknown, on purpose.
  const meant = reply.status !== 400 && reply.status !== 422 && reply.status !== 404;
  const faults = [...(meant ? ofRequest(operation, found.params, call) : []), ...ofReply(operation, reply)];
  return faults.map((fault) => `${found.template} ${reply.status}: ${fault}`);
}

function ofRequest(operation: Operation, params: Record<string, string>, { query, body }: Call): string[] {
  const faults = operation.parameters.flatMap(({ name, in: place, required, schema }) => {
    const text = place === 'path' ? params[name] : place === 'query' ? query.get(name) : undefined;
    if (text === undefined || text === null) return required && place !== 'header' ? [`parameter ${name} missing`] : [];
    return check(`parameter ${name}`, schema, meantBy(text, schema));
  });
  const known = new Set(operation.parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name));
  for (const name of query.keys()) if (!known.has(name)) faults.push(`parameter ${name} is none of GitHub's`);
  if (body === undefined) return operation.request?.required ? [...faults, 'the body is missing'] : faults;
  // If GitHub expects no body, it ignores a sent body. Then there is nothing to check.
  return operation.request === undefined
    ? faults
    : [...faults, ...check('request', closed(operation.request.schema), body)];
}

function ofReply({ responses }: Operation, { status, body, raw }: Reply): string[] {
  const code = String(status);
  const schema = responses[code];
  if (schema === undefined) {
    if (!ALWAYS.has(code)) return [`GitHub does not answer with ${code}`];
    return check('answer', REFUSAL, body);
  }
  if (raw) return [];
  if (status >= 400) return check('answer', { allOf: [REFUSAL, ...(schema === null ? [] : [schema])] }, body);
  if (schema === null) return body === undefined ? [] : ['answer: GitHub sends none'];
  return check('answer', schema, body);
}

/** Turns a text of a path or query into the type that the description names. */
function meantBy(text: string, { type }: Schema): unknown {
  if ((type === 'integer' || type === 'number') && /^-?\d+$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

/** Returns a request’s schema that refuses a misspelt field, as far as the schema lists its fields itself. */
function closed(schema: Schema): Schema {
  const { properties, items } = schema as { properties?: Record<string, Schema>; items?: Schema };
  const combined = ['allOf', 'oneOf', '$ref'].some((key) => key in schema);
  if (properties === undefined || combined) return items ? { ...schema, items: closed(items) } : schema;
  const inner = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, closed(each)]));
  return { additionalProperties: false, ...schema, properties: inner };
}

function check(what: string, schema: Schema, value: unknown): string[] {
  const text = JSON.stringify(schema);
  const validate = compiled.get(text) ?? ajv.compile({ ...defs, allOf: [schema] });
  compiled.set(text, validate);
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'anyOf' || validate.errors?.length === 1)
    .map(({ instancePath, message, params }) => `${what}${instancePath} ${message} ${JSON.stringify(params)}`);
}
