import { child, segmentsOf, valueAt } from '../request/pointer.ts';
import type { JsonSchema } from './finding.ts';

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The subschemas that a JSON Schema has for the field at a pointer: what a document may hold there.
 * Follows `$ref` within the schema, combinations (`allOf`, `anyOf`, `oneOf`, `if`, `then`, `else`) and list items.
 * @param pointer into a document, not into the schema
 * @returns none if the schema names no such field
 */
export function fieldsAt(schema: JsonSchema, pointer: string): JsonSchema[] {
  return segmentsOf(pointer).reduce(
    (parents, segment) =>
      parents.flatMap((parent) => {
        const { properties, items } = parent;
        const named = child(properties, segment);
        const item = /^(0|[1-9]\d*)$/.test(segment) ? items : undefined;
        return [named, item].filter(isSchema).flatMap((each) => unfold(schema, each));
      }),
    unfold(schema, schema),
  );
}

/** A subschema and every part that applies to the same value. `seen` ends references that go round in a circle. */
function unfold(root: JsonSchema, schema: JsonSchema, seen: readonly JsonSchema[] = []): JsonSchema[] {
  if (seen.includes(schema)) return [];
  const { $ref, allOf, anyOf, oneOf, if: condition, then, else: otherwise } = schema;
  const target = typeof $ref === 'string' && $ref.startsWith('#') ? valueAt(root, $ref.slice(1)) : undefined;
  const parts = [target, allOf, anyOf, oneOf, condition, then, otherwise].flat().filter(isSchema);
  return [schema, ...parts.flatMap((part) => unfold(root, part, [...seen, schema]))];
}
