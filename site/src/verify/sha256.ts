import canonicalize from 'canonicalize';

/** Computes SHA-256 with the browser's own function. */
export async function browserSha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/**
 * Computes the SHA-256 of a value's canonical JSON (RFC 8785), as the register does. The hash is in lower-case
 * hexadecimal.
 */
export async function hashOfValue(value: unknown): Promise<string> {
  const hash = await browserSha256(new TextEncoder().encode(canonicalize(value) ?? ''));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
