/** Digests over canonical JSON (RFC 8785): only content counts (R18). */
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 in lower-case hexadecimal. */
interface AttachmentDigest {
  readonly path: string;
  readonly sha256: string;
}

/** In lower-case hexadecimal; text as UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content);
}

/**
 * One text for one value.
 * @source RFC 8785
 * @throws Error for what JSON cannot hold: undefined, NaN, infinity, unpaired surrogates, circles
 */
export function canonicalJson(value: unknown): string {
  // Sorted input is common, and JSON.stringify is faster.
  const text = isInOrder(value, 0) ? JSON.stringify(value) : canonicalize(value);
  if (text === undefined) throw new Error(`Not a JSON value: ${typeof value}`);
  return text;
}

/** Deeper values go to the writer without recursion. */
const DEEP = 60;

/** Plain JSON with ascending keys. */
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
 * What an accepted act attests (R18): SHA-256 over the canonical JSON of `{attachments: [{path, sha256}…], request}`,
 * sorted by path.
 * @throws Error when two attachments have one path, or the request is no JSON value
 */
export function requestDigest(request: unknown, attachments: readonly AttachmentDigest[]): string {
  if (new Set(attachments.map(({ path }) => path)).size < attachments.length) {
    throw new Error('Two attachments have the same path');
  }
  const sorted = attachments.map(({ path, sha256 }) => ({ path, sha256 })).sort((a, b) => (a.path < b.path ? -1 : 1));
  return sha256(canonicalJson({ request, attachments: sorted }));
}
