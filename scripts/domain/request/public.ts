/** The public part of a request or result (R11), by allow-list. */
import { isMarkedPublic, itemsOf, propertiesOf, resolve, type Schema } from './annotations.ts';
import type { Json } from './pointer.ts';
import { child } from './pointer.ts';

/**
 * A field is shown only if the schema declares it outside alternatives, and marks it and all above it `x-public: true`.
 * @param schema verified by `verifySchema`
 */
export function project(schema: Schema, value: unknown): Json {
  return projected(schema, schema, value) ?? {};
}

function projected(root: Schema, written: Schema, value: unknown): Json | undefined {
  const schema = resolve(root, written);
  if (Array.isArray(value)) {
    const items = itemsOf(schema);
    return items ? value.map((item) => projected(root, items, item) ?? null) : undefined;
  }
  if (typeof value === 'object' && value !== null) {
    const shown = propertiesOf(schema).flatMap(([name, property]): [string, Json][] => {
      if (!isMarkedPublic(property) || !Object.hasOwn(value, name)) return [];
      const inner = projected(root, property, child(value, name));
      return inner === undefined ? [] : [[name, inner]];
    });
    return Object.fromEntries(shown);
  }
  const isLeaf = propertiesOf(schema).length === 0 && itemsOf(schema) === undefined;
  const isJson = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  return isLeaf && isJson ? (value as Json) : undefined;
}

/** Then the forge repository must be private (R11). */
export function hasInternalField(schema: Schema): boolean {
  const seen = new Set<unknown>();
  const internal = (written: Schema): boolean => {
    const resolved = resolve(schema, written);
    // References give new objects; their properties stay the same.
    const key = resolved['properties'] ?? resolved['items'] ?? resolved;
    if (seen.has(key)) return false;
    seen.add(key);
    const items = itemsOf(resolved);
    return (
      propertiesOf(resolved).some(([, property]) => !isMarkedPublic(property) || internal(property)) ||
      (items !== undefined && internal(items))
    );
  };
  return internal(schema);
}

/** A restricted case shows id, row and times only (R11). A missing or unknown nature restricts. */
export const isRestrictedNature = (nature: unknown): boolean => nature !== 'biasa';
