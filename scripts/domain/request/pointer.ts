/** JSON Pointer (RFC 6901), as far as this project needs it, with one addition: `*` means every item of a list. */

/** A JSON value, as `readYaml` returns it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const escapeSegment = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');
const unescapeSegment = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

/** Returns the pointer of a field one level below `pointer`. */
export const below = (pointer: string, key: string | number): string => `${pointer}/${escapeSegment(String(key))}`;

/** Returns the names along a pointer. The pointer to the whole document has none. */
export const segmentsOf = (pointer: string): string[] =>
  pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeSegment);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the value of a property or of a list's item; undefined if there is none. Inherited values do not count. */
export function child(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(key) ? (value as unknown[])[Number(key)] : undefined;
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** Returns the value at a pointer; undefined if there is none. */
export const valueAt = (document: unknown, pointer: string): unknown =>
  segmentsOf(pointer).reduce<unknown>(child, document);

/** Returns every value that a pointer with `*` reaches, each with its plain pointer, in the document's order. */
export function valuesAt(document: unknown, pattern: string): { pointer: string; value: unknown }[] {
  let reached = [{ pointer: '', value: document }];
  for (const segment of segmentsOf(pattern)) {
    reached = reached.flatMap(({ pointer, value }) => {
      const keys = segment === '*' ? (Array.isArray(value) ? Object.keys(value) : []) : [segment];
      return keys.map((key) => ({ pointer: below(pointer, key), value: child(value, key) }));
    });
  }
  return reached.filter(({ value }) => value !== undefined);
}
