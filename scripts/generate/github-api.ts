// Takes from GitHub's official OpenAPI description just the operations that are used here, with just the schemas they
// need, so that the conformity tests run without the description's 13 MB.
//
//   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz package/generated/api.github.com.json
//   node scripts/generate/github-api.ts package/generated/api.github.com.json
//
// Not part of `npm run generate`: the source is not a dependency. The tests notice an operation that is missing.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { OPERATIONS } from '../../tests/conformity/operations.ts';

const TARGET = new URL('../../tests/conformity/generated/github-api.json', import.meta.url);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Node = { [key: string]: Json };

const isNode = (value: Json | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('usage: node scripts/generate/github-api.ts path/to/api.github.com.json');
const description = JSON.parse(await readFile(source, 'utf8')) as Node;

/** Words for people; what is left decides whether a message is right. */
const SAID_ONLY = new Set(['description', 'title', 'example', 'examples', 'externalDocs', 'deprecated', 'default']);

const at = (root: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>((node, key) => (isNode(node) ? node[key] : undefined), root);

/** Follows a reference to a parameter, response or header; those to schemas stay. */
function follow(node: Json | undefined): Node {
  if (!isNode(node)) return {};
  const reference = node['$ref'];
  if (typeof reference !== 'string') return node;
  return follow(at(description, ...reference.slice(2).split('/')));
}

const wanted = new Set<string>();

/**
 * A schema of OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, words for people go, references are remembered.
 * @param properties whether the keys here are names of fields, which no keyword rule applies to
 */
function schemaOf(value: Json, properties = false): Json {
  if (Array.isArray(value)) return value.map((item) => schemaOf(item));
  if (!isNode(value)) return value;
  const reference = value['$ref'];
  if (typeof reference === 'string' && !properties) {
    const name = reference.slice('#/components/schemas/'.length);
    wanted.add(name);
    return { $ref: `#/$defs/${name}` };
  }
  const kept = Object.entries(value).filter(
    ([key]) => properties || !(SAID_ONLY.has(key) || key.startsWith('x-') || key === 'nullable'),
  );
  const schema = Object.fromEntries(
    kept.map(([key, inner]) => {
      if (!properties && (key === 'enum' || key === 'required' || key === 'const')) return [key, inner];
      return [key, schemaOf(inner, key === 'properties' && !properties)];
    }),
  );
  return !properties && value['nullable'] === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

const json = (content: Json | undefined): Json | undefined => {
  for (const [type, body] of Object.entries(isNode(content) ? content : {})) {
    const schema = at(body, 'schema');
    if (/json/.test(type) && schema !== undefined) return schemaOf(schema);
  }
  return undefined;
};

function operationOf(template: string): Node {
  const [method = '', path = ''] = template.split(' ');
  const operation = at(description, 'paths', path, method.toLowerCase());
  if (!isNode(operation)) throw new Error(`GitHub has no ${template}`);
  const parameters = (Array.isArray(operation['parameters']) ? operation['parameters'] : []).map((each) => {
    const { name = '', in: place = '', required = false, schema = {} } = follow(each);
    return { name, in: place, required, schema: schemaOf(schema) };
  });
  const body = follow(operation['requestBody']);
  const request = json(body['content']);
  const responses = Object.entries(isNode(operation['responses']) ? operation['responses'] : {}).map(
    ([status, response]): [string, Json] => [status, json(follow(response)['content']) ?? null],
  );
  return {
    parameters,
    ...(request === undefined ? {} : { request: { required: body['required'] ?? false, schema: request } }),
    responses: Object.fromEntries(responses),
  };
}

const operations = Object.fromEntries([...OPERATIONS].sort().map((each) => [each, operationOf(each)]));
const defs: Node = {};
for (const name of wanted) defs[name] = schemaOf(at(description, 'components', 'schemas', name) ?? {});
const subset = {
  source: `GitHub's OpenAPI description ${String(at(description, 'info', 'version') ?? '')}, taken by scripts/generate/github-api.ts`,
  operations,
  $defs: Object.fromEntries(Object.entries(defs).sort(([a], [b]) => (a < b ? -1 : 1))),
};
await mkdir(new URL('.', TARGET), { recursive: true });
await writeFile(TARGET, `${JSON.stringify(subset, null, 1)}\n`);
console.log(`${Object.keys(operations).length} operations, ${Object.keys(defs).length} schemas.`);
