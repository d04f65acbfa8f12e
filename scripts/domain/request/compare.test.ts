import { describe, expect, it } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import { type FieldChange, fieldChanges, holdsValue, nameChanges, sameJson } from './compare.ts';
import { canonicalJson } from './digest.ts';
import { child, type Json, segmentsOf, valueAt } from './pointer.ts';

/** Generates documents with few names and values, so that two of them often have something in common. */
const { document } = fc.letrec<{ document: Json; value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>('a', 'b', 1, 2, true, null, ''),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('document'),
  ),
  document: fc.dictionary(fc.constantFrom('a', 'b', 'c', '0', 'x/y'), tie('value'), {
    maxKeys: 3,
  }) as fc.Arbitrary<Json>,
}));

const texts = (changes: readonly FieldChange[], side: 'before' | 'after'): string[] =>
  changes.flatMap((each) => (each[side] === undefined ? [] : [canonicalJson(each[side])])).sort();

describe('the differences between two requests', () => {
  it('a field that changed, was added or was removed is a difference', () => {
    expect(fieldChanges({ a: { n: 12, b: 1 }, c: 'x' }, { a: { n: 14, b: 1 }, d: 'y' })).toEqual([
      { path: '/a/n', before: 12, after: 14 },
      { path: '/c', before: 'x' },
      { path: '/d', after: 'y' },
    ]);
  });

  it('a part that was added or removed is listed field by field', () => {
    expect(fieldChanges({}, { a: { b: 1, c: 2 } })).toEqual([
      { path: '/a/b', after: 1 },
      { path: '/a/c', after: 2 },
    ]);
    expect(fieldChanges({ a: {} }, {})).toEqual([{ path: '/a', before: {} }]);
  });

  it('items that were added to or removed from a list are listed, at any position', () => {
    expect(fieldChanges({ l: ['a', 'b', 'c'] }, { l: ['c', 'a', 'd'] })).toEqual([
      { path: '/l/1', before: 'b' },
      { path: '/l/2', after: 'd' },
    ]);
  });

  it('an item that has most fields in common is the same item, changed', () => {
    const [anna, budi] = [
      { name: 'Anna', unit: 'A', seat: 1 },
      { name: 'Budi', unit: 'A', seat: 2 },
    ];
    expect(fieldChanges({ l: [anna, budi] }, { l: [{ ...budi, seat: 3 }, anna] })).toEqual([
      { path: '/l/0/seat', before: 2, after: 3 },
    ]);
  });

  it('the same items in another order are one change of the list', () => {
    expect(fieldChanges({ l: [1, 2] }, { l: [2, 1] })).toEqual([{ path: '/l', before: [1, 2], after: [2, 1] }]);
  });

  it('two documents have no differences if and only if they are the same JSON, in any order of keys', () => {
    fc.assert(
      fc.property(document, document, (a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        expect(sameJson(a, b)).toBe(same);
        expect(fieldChanges(a, b).length === 0).toBe(same);
        expect(fieldChanges(a, structuredClone(a))).toEqual([]);
      }),
    );
  });

  it('each difference has the value of the newer document at its path or, if there is none, of the older document', () => {
    fc.assert(
      fc.property(document, document, (a, b) => {
        for (const { path, before, after } of fieldChanges(a, b)) {
          expect(before === undefined && after === undefined).toBe(false);
          if (after !== undefined) expect(valueAt(b, path)).toEqual(after);
          else expect(valueAt(a, path)).toEqual(before);
          expect(sameJson(before, after)).toBe(false);
        }
      }),
    );
  });

  it('without lists, applying the differences to the older document makes the newer one, apart from empty values', () => {
    const flat = document.map(
      (each) => JSON.parse(JSON.stringify(each), (_, v: Json) => (Array.isArray(v) ? 'list' : v)) as Json,
    );
    fc.assert(
      fc.property(flat, flat, (a, b) => {
        const made = structuredClone(a);
        for (const { path, after } of fieldChanges(a, b)) put(made, segmentsOf(path), after);
        expect(fieldChanges(made, b).every(({ before, after }) => !holdsValue(before) && !holdsValue(after))).toBe(
          true,
        );
      }),
    );
  });

  it('exchanges “before” and “after” if the two documents are exchanged', () => {
    const flat = fc.dictionary(fc.constantFrom('a', 'b'), fc.array(fc.constantFrom('x', 'y', 'z')));
    fc.assert(
      fc.property(flat, flat, (a, b) => {
        const [there, back] = [fieldChanges(a, b), fieldChanges(b, a)];
        expect(texts(there, 'before')).toEqual(texts(back, 'after'));
        expect(texts(there, 'after')).toEqual(texts(back, 'before'));
      }),
    );
  });
});

/** Puts a value at the place of a change. Without a value, the function deletes the field there. */
function put(document: Json, path: readonly string[], value: Json | undefined): void {
  const [last = '', ...up] = [...path].reverse();
  let at = document as Record<string, Json>;
  for (const key of up.reverse()) {
    if (typeof child(at, key) !== 'object' || child(at, key) === null) at[key] = {};
    at = at[key] as Record<string, Json>;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
}

describe('the name of a change', () => {
  const titles = new Map(
    [
      ['/b', 'Kegiatan'],
      ['/b/n', 'Peserta'],
      ['/a', 'Peralatan'],
      ['/o', 'Narasumber'],
      ['/o/*/nama', 'Nama'],
    ].map(([pointer = '', id = '']) => [pointer, { id, en: id }]),
  );

  it('a change is named by the form’s titles, in the form’s order, and an item by its number', () => {
    const named = nameChanges(
      [
        { path: '/x', after: 1 },
        { path: '/o/1/nama', before: 'A', after: 'B' },
        { path: '/a/0', after: 'kamera' },
        { path: '/b/n', before: 12, after: 14 },
      ],
      titles,
    );
    expect(named.map(({ pattern, label }) => [pattern, label.id])).toEqual([
      ['/b/n', 'Peserta'],
      ['/a/*', 'Peralatan'],
      ['/o/*/nama', 'Narasumber 2: Nama'],
      ['/x', 'x'],
    ]);
  });
});
