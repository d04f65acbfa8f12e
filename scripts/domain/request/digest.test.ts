import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import { canonicalJson, requestDigest, sha256 } from './digest.ts';

const letter = { path: 'requests/2026/a/surat.pdf', sha256: sha256('surat') };
const photo = { path: 'requests/2026/a/foto.png', sha256: sha256('foto') };
const value = fc.jsonValue({ maxDepth: 4 }).map((json): unknown => JSON.parse(JSON.stringify(json)));

/** Returns the same value with the keys of every object in the opposite order. */
function reversed(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(reversed);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe('R18: the digest of a request', () => {
  it('R18: the digest is the SHA-256 of the canonical JSON of request and attachments', () => {
    const text = `{"attachments":[{"path":"${photo.path}","sha256":"${photo.sha256}"}],"request":{"a":1,"b":"é"}}`;
    expect(requestDigest({ b: 'é', a: 1 }, [photo])).toBe(sha256(text));
  });

  it('R18: canonical JSON follows the examples of RFC 8785', () => {
    expect(canonicalJson({ numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27] })).toBe(
      '{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
    );
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(canonicalJson(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}');
  });

  it('R18: canonical JSON is the same text as that of the package `canonicalize`', () => {
    fc.assert(
      fc.property(value, (json) => {
        const text = canonicalJson(json);
        expect(text).toBe(canonicalize(json));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { examples: [[{ 10: 1, 2: 1 }], [{ 2: 1, 10: 1 }], [[-0, 1e21]], [{ a: { c: 1, b: 1 } }]] },
    );
    let deep: unknown = {};
    for (let i = 0; i < 200; i += 1) deep = { a: [deep] };
    expect(canonicalJson(deep)).toBe(canonicalize(deep));
  });

  it('R18: the digest does not depend on the order of keys or attachments', () => {
    fc.assert(
      fc.property(value, (request) => {
        expect(requestDigest(reversed(request), [photo, letter])).toBe(requestDigest(request, [letter, photo]));
      }),
    );
  });

  it('R18: the digest depends on every part of the content', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        fc.pre(canonicalJson(one) !== canonicalJson(other));
        expect(requestDigest(one, [])).not.toBe(requestDigest(other, []));
      }),
    );
    const digests = [
      requestDigest({}, []),
      requestDigest({}, [letter]),
      requestDigest({}, [photo]),
      requestDigest({}, [letter, photo]),
      requestDigest({}, [{ ...letter, path: 'requests/2026/a/lain.pdf' }]),
      requestDigest({}, [{ ...letter, sha256: photo.sha256 }]),
      requestDigest({ a: '1' }, []),
      requestDigest({ a: 1 }, []),
      requestDigest({ a: [1, 2] }, []),
      requestDigest({ a: [2, 1] }, []),
      requestDigest({ a: null }, []),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });

  it.each([
    ['undefined', undefined],
    ['not a number', { a: Number.NaN }],
    ['an unpaired surrogate', { a: '\ud800' }],
  ])('R18: the digest refuses %s, which JSON cannot contain', (_name, request) => {
    expect(() => canonicalJson(request)).toThrow();
  });

  it('R18: the digest refuses two attachments with the same path', () => {
    expect(() => requestDigest({}, [letter, { ...photo, path: letter.path }])).toThrow('same path');
  });
});
