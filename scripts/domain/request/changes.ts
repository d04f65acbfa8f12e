import { canonicalJson } from './digest.ts';
import { below, isObject } from './pointer.ts';

/** Pointers of all values that differ; a list is one value. Used to see whether a revision is confined (R18). */
export function changedPointers(before: unknown, after: unknown, at = ''): string[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => changedPointers(before[key], after[key], below(at, key)));
  }
  return same(before, after) ? [] : [at];
}

const same = (a: unknown, b: unknown): boolean =>
  a === undefined || b === undefined ? a === b : canonicalJson(a) === canonicalJson(b);
