/** Differences between two requests, by field, for people. */
import type { Text } from '#domain/problem.ts';
import { below, isObject, type Json, segmentsOf } from './pointer.ts';

export interface FieldChange {
  /** JSON pointer; list items by their place in the newer list, removed ones in the older. */
  readonly path: string;
  /** Absent: nothing. */
  readonly before?: Json;
  /** Absent: nothing. */
  readonly after?: Json;
}

/**
 * All values that differ. List items are matched by content, wherever they are; a new order is one change of the whole
 * list. Nothing differs only if both are the same JSON value.
 */
export function fieldChanges(before: unknown, after: unknown, at = ''): FieldChange[] {
  if (sameJson(before, after)) return [];
  if (isObject(before) ? isObject(after) || after === undefined : before === undefined && isObject(after)) {
    const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
    const changes = [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) =>
      fieldChanges(own(old, key), own(now, key), below(at, key)),
    );
    // An empty object only exists.
    if (changes.length > 0) return changes;
  }
  if (Array.isArray(before) && Array.isArray(after)) return itemChanges(before as Json[], after as Json[], at);
  return [change(at, before, after)];
}

/** Empty objects and lists hold nothing to show. */
export function holdsValue(value: unknown): boolean {
  if (typeof value !== 'object') return value !== undefined;
  return value !== null && Object.values(value).some(holdsValue);
}

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

/** The older item with most fields in common, at least one. */
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

/** With the label that a form has for it. */
export interface NamedChange extends FieldChange {
  /** With `*` for list items. */
  readonly pattern: string;
  /** Of a field of an item after that of the list and the item's number. */
  readonly label: Text;
}

/**
 * In the order of the form.
 * @param titles by pointer, `*` for list items; a field without one is called by its name
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
