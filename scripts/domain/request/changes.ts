import { canonicalJson } from './digest.ts';
import { below, isObject } from './pointer.ts';

/**
 * JSON pointers of every value that differs between two documents; a list counts as one value.
 * They tell whether a revision is confined to the sections that its step names (R18).
 */
export function changedPointers(before: unknown, after: unknown, at = ''): string[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => changedPointers(before[key], after[key], below(at, key)));
  }
  return same(before, after) ? [] : [at];
}

const same = (a: unknown, b: unknown): boolean =>
  a === undefined || b === undefined ? a === b : canonicalJson(a) === canonicalJson(b);
