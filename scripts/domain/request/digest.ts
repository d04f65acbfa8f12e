/** Digests of what people attest (R18): over canonical JSON (RFC 8785), so that only content counts, not its layout. */
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 in lower-case hexadecimal; text is hashed as UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content);
}

/**
 * Canonical JSON: one text for one value, whatever the order of its keys.
 * @source RFC 8785
 * @throws Error for what JSON cannot hold: undefined, NaN, infinity, unpaired surrogates, circles
 */
export function canonicalJson(value: unknown): string {
  // What was read from canonical JSON is in order already, and then the engine's own writer gives the same text faster.
  const text = isInOrder(value, 0) ? JSON.stringify(value) : canonicalize(value);
  if (text === undefined) throw new Error(`Not a JSON value: ${typeof value}`);
  return text;
}

/** Deeper than this a value is left to the writer that does not recurse. */
const DEEP = 60;

/** Is this plain JSON, the keys of every object ascending? */
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
 * The digest that an accepted act attests (R18).
 * @param request the request as parsed (R9)
 * @param attachments in any order; those of the same request
 * @returns SHA-256 over the canonical JSON of `{attachments: [{path, sha256}…], request}`, attachments sorted by path
 * @throws Error when two attachments have one path, or the request is no JSON value
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
