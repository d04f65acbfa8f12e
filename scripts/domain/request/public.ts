/** Decides what the public may see of a request or a result (R11): only what the schema allows by name. */
import { isMarkedPublic, itemsOf, propertiesOf, resolve, type Schema } from './annotations.ts';
import type { Json } from './pointer.ts';
import { child } from './pointer.ts';

/**
 * Returns the public part of a value. A field is shown only if the schema declares the field, and marks the field and
 * everything above it `x-public: true`. A field that is declared only inside an alternative (such as `anyOf`) is never
 * shown.
 * @param schema schema that `verifySchema` finds sound
 * @returns the value without its internal parts; an object without public parts becomes `{}`, an internal item `null`
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

/** Checks whether a schema declares an internal field. If it does, the forge repository must be private (R11). */
export function hasInternalField(schema: Schema): boolean {
  const seen = new Set<unknown>();
  const internal = (written: Schema): boolean => {
    const resolved = resolve(schema, written);
    // A reference is resolved to a new object each time, but its properties are the same object.
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

/**
 * Checks whether the letter's nature lets the public see only id, row and times (R11). A nature that is missing or
 * unknown is treated as restricted.
 */
export const isRestrictedNature = (nature: unknown): boolean => nature !== 'biasa';
