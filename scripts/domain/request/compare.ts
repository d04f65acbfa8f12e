/** Compares two requests field by field, for people to read. Only values are compared, so no schema is needed. */
import type { Text } from '#domain/problem.ts';
import { below, isObject, type Json, segmentsOf } from './pointer.ts';

export interface FieldChange {
  /** The JSON pointer. It has an item's place in the newer list or, for a removed item, the place in the older list. */
  readonly path: string;
  /** The value in the older document; absent if the field had no value. */
  readonly before?: Json;
  /** The value in the newer document; absent if the field has no value any more. */
  readonly after?: Json;
}

/**
 * Returns every value that differs between two documents. Objects are compared field by field. For lists, the function
 * returns the items that were added, removed or changed. It matches items by their content, not by their place.
 * If a list has the same items in another order, the whole list is one change.
 * @param at pointer with which the paths begin
 * @returns an empty list exactly if both documents are the same JSON value
 */
export function fieldChanges(before: unknown, after: unknown, at = ''): FieldChange[] {
  if (sameJson(before, after)) return [];
  if (isObject(before) ? isObject(after) || after === undefined : before === undefined && isObject(after)) {
    const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
    const changes = [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) =>
      fieldChanges(own(old, key), own(now, key), below(at, key)),
    );
    // If only an object without fields was added or removed, the object itself is the change.
    if (changes.length > 0) return changes;
  }
  if (Array.isArray(before) && Array.isArray(after)) return itemChanges(before as Json[], after as Json[], at);
  return [change(at, before, after)];
}

/** Checks whether a value contains anything to show. Null does not. A list or object does if one of its values does. */
export function holdsValue(value: unknown): boolean {
  if (typeof value !== 'object') return value !== undefined;
  return value !== null && Object.values(value).some(holdsValue);
}

/** Checks whether two values are the same JSON value. The order of an object's keys does not matter. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(own(a, key), own(b, key)))
  );
}

function itemChanges(before: readonly Json[], after: readonly Json[], at: string): FieldChange[] {
  const gone = new Set(before.keys());
  const come: number[] = [];
  for (const [place, item] of after.entries()) {
    const same = [...gone].find((each) => sameJson(before[each], item));
    if (same === undefined) come.push(place);
    else gone.delete(same);
  }
  if (come.length === 0 && gone.size === 0) return [change(at, before, after)];
  const changed = come.flatMap((place) => {
    const item = after[place];
    const former = nearest(before, gone, item);
    if (former === undefined) return [change(below(at, place), undefined, item)];
    gone.delete(former);
    return fieldChanges(before[former], item, below(at, place));
  });
  return [...[...gone].map((place) => change(below(at, place), before[place], undefined)), ...changed];
}

/** Finds the older item that has most fields in common with a newer item, and at least one field. */
function nearest(before: readonly Json[], among: ReadonlySet<number>, item: unknown): number | undefined {
  const common = (place: number): number => {
    const former = before[place];
    if (!isObject(former) || !isObject(item)) return 0;
    return Object.keys(item).filter((key) => sameJson(own(former, key), own(item, key))).length;
  };
  const [first] = [...among].filter((place) => common(place) > 0).sort((a, b) => common(b) - common(a));
  return first;
}

const change = (path: string, before: unknown, after: unknown): FieldChange => ({
  path,
  ...(before === undefined ? {} : { before: before as Json }),
  ...(after === undefined ? {} : { after: after as Json }),
});

const own = (value: object, key: string): unknown =>
  Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;

/** A change, with the label that the form has for the field. */
export interface NamedChange extends FieldChange {
  /** The pointer as a form names its fields: `*` is in place of the number of a list's item. */
  readonly pattern: string;
  /** The field's title. If the field is in a list's item, the list's title and the item's number are before it. */
  readonly label: Text;
}

/**
 * Returns the changes with the titles of their fields, in the order of the form.
 * @param titles the titles of the form's fields by pointer and in order, with `*` for the items of a list; a field
 *   without a title is called by its name
 */
export function nameChanges(changes: readonly FieldChange[], titles: ReadonlyMap<string, Text>): NamedChange[] {
  const order = [...titles.keys()];
  const rank = (pattern: string): number => {
    const at = order.indexOf(pattern.replace(/\/\*$/, ''));
    return at < 0 ? order.length : at;
  };
  return changes
    .map((each) => ({ ...each, ...nameOf(each.path, titles) }))
    .sort((a, b) => rank(a.pattern) - rank(b.pattern));
}

function nameOf(path: string, titles: ReadonlyMap<string, Text>): Pick<NamedChange, 'pattern' | 'label'> {
  let pattern = '';
  let label: Text = { id: path, en: path };
  let list: Text | undefined;
  for (const segment of segmentsOf(path)) {
    const title = titles.get(below(pattern, segment));
    if (!title && /^\d+$/.test(segment)) {
      const n = Number(segment) + 1;
      list = { id: `${label.id} ${n}: `, en: `${label.en} ${n}: ` };
      pattern = `${pattern}/*`;
      continue;
    }
    pattern = below(pattern, segment);
    const name = title ?? { id: segment, en: segment };
    label = list ? { id: `${list.id}${name.id}`, en: `${list.en}${name.en}` } : name;
  }
  return { pattern, label };
}

/**
 * Returns the JSON pointers of every value that differs between two documents. A list counts as one value.
 * The pointers decide whether a revision changes only the sections that its step names (R18).
 */
export function changedPointers(before: unknown, after: unknown, at = ''): string[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => changedPointers(before[key], after[key], below(at, key)));
  }
  return sameJson(before, after) ? [] : [at];
}
