/** What the public may see of a request or a result (R11): by allow-list, never by taking things away. */
import { isMarkedPublic, itemsOf, propertiesOf, resolve, type Schema } from './annotations.ts';
import type { Json } from './pointer.ts';
import { child } from './pointer.ts';

/**
 * The public part of a value. A field is shown only if the schema declares it, and marks it and everything above it
 * `x-public: true`; one that it declares only inside an alternative (`anyOf` and the like) is never shown.
 * @param schema verified by `verifySchema`
 * @returns the value with internal parts left out; an object without public parts is `{}`
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

/** Whether anything that the schema declares is internal: then the forge repository must be private (R11). */
export function hasInternalField(schema: Schema): boolean {
  const seen = new Set<unknown>();
  const internal = (written: Schema): boolean => {
    const resolved = resolve(schema, written);
    // A reference is resolved to a new object each time; its properties are what stays the same.
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
 * Whether the letter's nature restricts what the public sees to id, row and times (R11).
 * Only the word `biasa` opens anything: a nature that is missing or unknown fails closed.
 */
export const isRestrictedNature = (nature: unknown): boolean => nature !== 'biasa';
