import { itemsOf, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { applied, normalise } from '../request/normalise.ts';

/**
 * Turns the values of fields into the value that is written (R9). Empty fields are left out. Required lists and
 * groups stay, so that their missing fields are reported. The fields are in the order of the schema.
 */
export const cleaned = (root: Schema, value: unknown): object =>
  (completed(root, resolve(root, root), applied(value, normalise(root, value))) ?? {}) as object;

function completed(root: Schema, schema: Schema, value: unknown): unknown {
  const items = itemsOf(schema);
  if (items && Array.isArray(value))
    return (value as unknown[]).map((each) => completed(root, resolve(root, items), each));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { ...others } = value as Record<string, unknown>;
  const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [];
  const known = propertiesOf(schema).flatMap(([name, written]) => {
    const property = resolve(root, written);
    const given = others[name] ?? (required.includes(name) ? emptyOf(property) : undefined);
    delete others[name];
    return given === undefined ? [] : [[name, completed(root, property, given)] as const];
  });
  return { ...Object.fromEntries(known), ...others };
}

const emptyOf = (schema: Schema): unknown => (itemsOf(schema) ? [] : propertiesOf(schema).length > 0 ? {} : undefined);
