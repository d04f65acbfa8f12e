/** Makes the digests that people attest (R18): over canonical JSON (RFC 8785), so that only content counts. */
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Returns the SHA-256 in lower-case hexadecimal; a text is hashed as UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content);
}

/**
 * Writes canonical JSON: equal values give the same text, even if their keys are in another order.
 * @source RFC 8785
 * @throws Error for a value that JSON does not have: undefined, NaN, infinity, unpaired surrogates, circles
 */
export function canonicalJson(value: unknown): string {
  // A value that was read from canonical JSON has its keys in order. `JSON.stringify` then gives the same text, and
  // faster.
  const text = isInOrder(value, 0) ? JSON.stringify(value) : canonicalize(value);
  if (text === undefined) throw new Error(`Not a JSON value: ${typeof value}`);
  return text;
}

/** A value that is nested deeper is left to `canonicalize`, which does not recurse. */
const DEEP = 60;

/** Checks whether a value is plain JSON in which the keys of every object ascend. */
function isInOrder(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return typeof value === 'boolean';
  if (value === null) return true;
  if (depth > DEEP) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isInOrder(item, depth + 1)) return false;
    return true;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  const record = value as Readonly<Record<string, unknown>>;
  let before: string | undefined;
  for (const key of Object.keys(record)) {
    if ((before !== undefined && before >= key) || !key.isWellFormed() || !isInOrder(record[key], depth + 1))
      return false;
    before = key;
  }
  return true;
}

/**
 * Returns the digest that an accepted act attests (R18).
 * @param request the request as parsed (R9)
 * @param attachments the attachments of the same request, in any order
 * @returns SHA-256 over the canonical JSON of `{attachments: [{path, sha256}…], request}`, attachments sorted by path
 * @throws Error if two attachments have one path, or if the request is no JSON value
 */
export function requestDigest(
  request: unknown,
  attachments: readonly { readonly path: string; readonly sha256: string }[],
): string {
  if (new Set(attachments.map(({ path }) => path)).size < attachments.length) {
    throw new Error('Two attachments have the same path');
  }
  const sorted = attachments.map(({ path, sha256 }) => ({ path, sha256 })).sort((a, b) => (a.path < b.path ? -1 : 1));
  return sha256(canonicalJson({ request, attachments: sorted }));
}
