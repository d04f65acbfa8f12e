// Copies from GitHub's official OpenAPI description only the operations that are used here, and the schemas that they
// need. So the conformity tests need not read the 13 MB of the description.
//
//   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz package/generated/api.github.com.json
//   node tests/conformity/github-api.ts package/generated/api.github.com.json
//
// This program is no part of `npm run generate`, because the description is no dependency. A test fails if an
// operation is missing.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { OPERATIONS } from './operations.ts';
import { at, isNode, type JsonValue, type Node, Subset } from './subset.ts';

const TARGET = new URL('generated/github-api.json', import.meta.url);

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('usage: node tests/conformity/github-api.ts path/to/api.github.com.json');
const description = JSON.parse(await readFile(source, 'utf8')) as Node;

/** Replaces a reference to a parameter, response or header by its target. References to schemas stay. */
function follow(node: JsonValue | undefined): Node {
  if (!isNode(node)) return {};
  const reference = node['$ref'];
  if (typeof reference !== 'string') return node;
  return follow(at(description, ...reference.slice(2).split('/')));
}

const subset = new Subset(description);

const json = (content: JsonValue | undefined): JsonValue | undefined => {
  for (const [type, body] of Object.entries(isNode(content) ? content : {})) {
    const schema = at(body, 'schema');
    if (/json/.test(type) && schema !== undefined) return subset.schemaOf(schema);
  }
  return undefined;
};

function operationOf(template: string): Node {
  const [method = '', path = ''] = template.split(' ');
  const operation = at(description, 'paths', path, method.toLowerCase());
  if (!isNode(operation)) throw new Error(`GitHub has no ${template}`);
  const parameters = (Array.isArray(operation['parameters']) ? operation['parameters'] : []).map((each) => {
    const { name = '', in: place = '', required = false, schema = {} } = follow(each);
    return { name, in: place, required, schema: subset.schemaOf(schema) };
  });
  const body = follow(operation['requestBody']);
  const request = json(body['content']);
  const responses = Object.entries(isNode(operation['responses']) ? operation['responses'] : {}).map(
    ([status, response]): [string, JsonValue] => [status, json(follow(response)['content']) ?? null],
  );
  return {
    parameters,
    ...(request === undefined ? {} : { request: { required: body['required'] ?? false, schema: request } }),
    responses: Object.fromEntries(responses),
  };
}

const operations = Object.fromEntries([...OPERATIONS].sort().map((each) => [each, operationOf(each)]));
const taken = {
  source: `GitHub's OpenAPI description ${String(at(description, 'info', 'version') ?? '')}, taken by tests/conformity/github-api.ts`,
  operations,
  $defs: subset.defs(),
};
await mkdir(new URL('.', TARGET), { recursive: true });
await writeFile(TARGET, `${JSON.stringify(taken, null, 1)}\n`);
console.log(`${Object.keys(operations).length} operations, ${Object.keys(taken.$defs).length} schemas.`);
