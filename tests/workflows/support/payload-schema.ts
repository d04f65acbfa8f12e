import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Payload } from './origin.ts';

const FILE = fileURLToPath(
  new URL('../../../node_modules/@octokit/openapi-webhooks/generated/api.github.com.json', import.meta.url),
);

interface Description {
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let ajv: Ajv | undefined;
let schemas: Description['components']['schemas'] = {};
const compiled = new Map<string, ValidateFunction>();

/** GitHub's own description of its webhooks, read at the first use. */
function validators(): Ajv {
  if (ajv !== undefined) return ajv;
  const description = JSON.parse(readFileSync(FILE, 'utf8')) as Description;
  schemas = description.components.schemas;
  ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  // The addresses that GitHub gives to Apps hold brackets, which the usual pattern refuses.
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
  ajv.addSchema({ $id: 'webhooks', components: description.components });
  return ajv;
}

/** Where a payload is not as GitHub describes it; nothing, if it is. @throws where GitHub describes no such event */
export function payloadFaults(event: string, payload: Payload): string[] {
  const name = nameOf(event, payload['action']);
  const all = validators();
  if (schemas[name] === undefined) throw new Error(`GitHub describes no webhook ${name}`);
  const validate = compiled.get(name) ?? all.compile({ $ref: `webhooks#/components/schemas/${name}` });
  compiled.set(name, validate);
  if (validate(payload)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${name}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function nameOf(event: string, action: unknown): string {
  const base = `webhook-${event.replaceAll('_', '-')}`;
  if (event === 'repository_dispatch') return `${base}-sample`;
  return typeof action === 'string' ? `${base}-${action.replaceAll('_', '-')}` : base;
}
