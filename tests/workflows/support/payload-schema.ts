import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import description from '../generated/github-webhooks.json' with { type: 'json' };
import type { Payload } from './origin.ts';

const schemas: Readonly<Record<string, object>> = description.$defs;
const compiled = new Map<string, ValidateFunction>();

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
addFormats.default(ajv);
// The addresses that GitHub gives to Apps have brackets, which the usual pattern refuses.
ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
ajv.addSchema({ $id: 'webhooks', $defs: schemas });

/**
 * Returns where a payload is not as GitHub describes it, or nothing.
 * @throws Error if the events from GitHub’s description (tests/conformity/github-webhooks.ts) lack this event
 */
export function payloadFaults(event: string, payload: Payload): string[] {
  const name = nameOf(event, payload['action']);
  if (schemas[name] === undefined) throw new Error(`GitHub describes no webhook ${name}`);
  const validate = compiled.get(name) ?? ajv.compile({ $ref: `webhooks#/$defs/${name}` });
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
