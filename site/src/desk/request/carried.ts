import { isObject } from '#domain/request/pointer.ts';

/**
 * Applies the difference between `before` and `after` to `onto`, another state of the same request. So two windows
 * in which different fields are typed do not undo each other's changes. A list changes as a whole. Pure.
 */
export function carried(before: unknown, after: unknown, onto: unknown): unknown {
  if (before === onto || !isObject(after) || !isObject(onto)) return alike(before, after) ? onto : after;
  const old = isObject(before) ? before : {};
  const made: Record<string, unknown> = { ...onto };
  for (const key of new Set([...Object.keys(old), ...Object.keys(after)])) {
    if (alike(old[key], after[key])) continue;
    const value = carried(old[key], after[key], onto[key]);
    if (value === undefined) delete made[key];
    else made[key] = value;
  }
  return made;
}

/** Checks whether two values of plain data are equal: both are written as the same JSON. */
export const alike = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
