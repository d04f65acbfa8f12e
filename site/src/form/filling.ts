/**
 * Fills fields from outside of Decap: each field of the request's first level hears its new value and gives it to Decap itself,
 * as if it had been typed.
 */
import { type Immutable, plain } from './cms.ts';

type Filled = (value: unknown) => void;

const fields = new Map<string, Filled>();

/** A field of the first level can be filled from now on. @returns ends that */
export function fillable(name: string, filled: Filled): () => void {
  fields.set(name, filled);
  return () => {
    if (fields.get(name) === filled) fields.delete(name);
  };
}

/**
 * Fills all fields that differ.
 * @param now the request as the form holds it
 * @param next as it is to be, as plain data
 */
export function fillForm(now: Immutable, next: Readonly<Record<string, unknown>>): void {
  for (const [name, filled] of fields) {
    const before = plain(now.get(name));
    if (JSON.stringify(before) !== JSON.stringify(next[name])) filled(immutable(next[name], now));
  }
}

/** Plain data as Decap holds it. @param like any map of Decap's: its classes are not to be had otherwise */
export function immutable(value: unknown, like: Immutable): unknown {
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    return items.reduce<Immutable>((list, item) => list.push(immutable(item, like)), like.clear().toList());
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).reduce((map, [name, inner]) => map.set(name, immutable(inner, like)), like.clear());
}
