import { describe, expect, it } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import type { Schema } from './annotations.ts';
import { hasInternalField, isRestrictedNature, project } from './public.ts';
import { projectRequest } from '#tests/support/project-request.ts';
import { verifySchema } from './verify-schema.ts';

const text = { title: 'T', 'x-title-en': 'T', description: 'D', 'x-description-en': 'D' };
const group = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  ...text,
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
});
const shown = { 'x-public': true };
const leaf = { ...text, type: 'string' };

const schema = group(
  {
    surat: group({ sifat: { ...leaf, ...shown }, isi: leaf }, shown),
    pemohon: group({ nama: leaf, instansi: { ...leaf, ...shown } }, shown),
    rahasia: group({ nama: leaf }),
    daftar: {
      ...text,
      ...shown,
      type: 'array',
      items: { type: 'object', additionalProperties: false, properties: { a: { ...leaf, ...shown }, b: leaf } },
    },
    rujukan: { $ref: '#/$defs/orang', ...text, ...shown },
    angka: { ...text, ...shown, type: 'array', items: { type: 'integer' } },
  },
  {
    $defs: {
      orang: {
        type: 'object',
        additionalProperties: false,
        properties: { jabatan: { ...leaf, ...shown }, nama: leaf },
      },
    },
  },
);

describe('R11: the public sees only what the schema marks', () => {
  it('R11: marked fields are public, also in lists and behind references', () => {
    expect(verifySchema(schema, 'x')).toEqual([]);
    const value = {
      surat: { sifat: 'biasa', isi: 'x' },
      pemohon: { nama: 'x', instansi: 'Dinas' },
      rahasia: { nama: 'x' },
      daftar: [{ a: '1', b: 'x' }, { b: 'x' }],
      rujukan: { jabatan: 'Kepala', nama: 'x' },
      angka: [1, 2],
    };
    expect(project(schema, value)).toEqual({
      surat: { sifat: 'biasa' },
      pemohon: { instansi: 'Dinas' },
      daftar: [{ a: '1' }, {}],
      rujukan: { jabatan: 'Kepala' },
      angka: [1, 2],
    });
  });

  it.each([
    ['a field that is not declared', group({}), { a: 'x' }],
    ['a marked field inside an internal one', group({ a: group({ b: { ...leaf, ...shown } }) }), { a: { b: 'x' } }],
    ['a group instead of a declared text', group({ a: { ...leaf, ...shown } }), { a: { b: 'x' } }],
    ['a text instead of a declared group', group({ a: group({ b: leaf }, shown) }), { a: 'x' }],
    [
      'a text instead of a declared list',
      group({ a: { ...text, ...shown, type: 'array', items: { type: 'string' } } }),
      { a: 'x' },
    ],
    ['a list instead of a declared text', group({ a: { ...leaf, ...shown } }), { a: ['x'] }],
    ['a field declared in an alternative only', { oneOf: [group({ a: { ...leaf, ...shown } })] }, { a: 'x' }],
    ['a mark that is not exactly true', group({ a: { ...leaf, 'x-public': 'true' } }), { a: 'x' }],
    ['a name of the prototype', group({}), JSON.parse('{"__proto__":{"a":"x"},"constructor":"x"}')],
  ])('R11: %s is not public', (_name, odd: Schema, value) => {
    expect(JSON.stringify(project(odd, value))).not.toContain('x');
  });

  it('R11: with any schema, a value whose fields are not all marked is never public', () => {
    type Made = { schema: Record<string, unknown>; value: unknown };
    const { made } = fc.letrec<{ made: Made; leaf: Made; group: Made; list: Made; field: Made & { shown: boolean } }>(
      (tie) => ({
        made: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('group'), tie('list')),
        leaf: fc.constant({ schema: { type: 'string' }, value: 'LEAF' }),
        list: fc.array(tie('made'), { maxLength: 1 }).map(([item]) => ({
          schema: { type: 'array', items: item?.schema ?? { type: 'string' } },
          value: item ? [item.value, item.value] : [],
        })),
        field: fc
          .record({ made: tie('made'), shown: fc.boolean() })
          .map(({ made: inner, shown: isShown }) => ({ ...inner, shown: isShown })),
        group: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('field')).map((fields) => ({
          schema: {
            type: 'object',
            properties: Object.fromEntries(
              Object.entries(fields).map(([name, field]) => [name, { ...field.schema, ...(field.shown ? shown : {}) }]),
            ),
          },
          value: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value])),
        })),
      }),
    );
    /** Replaces every leaf by a text that says whether all fields above it are marked. */
    const marked = (of: Record<string, unknown>, value: unknown, open: boolean): unknown => {
      if (value === 'LEAF') return open ? 'open' : 'INTERNAL';
      if (Array.isArray(value)) return value.map((item) => marked(of['items'] as Record<string, unknown>, item, open));
      const properties = (of['properties'] ?? {}) as Record<string, Record<string, unknown>>;
      return Object.fromEntries(
        Object.entries(value as Record<string, unknown>).map(([name, inner]) => {
          const property = properties[name] ?? {};
          return [name, marked(property, inner, open && property['x-public'] === true)];
        }),
      );
    };
    const count = (json: unknown, word: string) => JSON.stringify(json).split(word).length - 1;
    fc.assert(
      fc.property(made, (one) => {
        const value = marked(one.schema, one.value, true);
        const result = project(one.schema, value);
        expect(count(result, 'INTERNAL')).toBe(0);
        expect(count(result, 'open')).toBe(count(value, 'open'));
        if (count(value, 'INTERNAL') > 0) expect(hasInternalField(one.schema)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('R11: a schema has an internal field if any field, also behind a reference or in a list, is not marked', () => {
    expect(hasInternalField(schema)).toBe(true);
    expect(hasInternalField(group({ a: { ...leaf, ...shown } }))).toBe(false);
    const people = { $defs: { orang: group({ nama: leaf }) } };
    expect(hasInternalField(group({ a: { $ref: '#/$defs/orang', ...shown } }, people))).toBe(true);
    const items = { type: 'object', properties: { nama: leaf } };
    expect(hasInternalField(group({ a: { ...shown, type: 'array', items } }))).toBe(true);
  });

  it.each([
    ['biasa', false],
    ['terbatas', true],
    ['rahasia', true],
    ['sangat_rahasia', true],
    ['Biasa', true],
    ['', true],
    [undefined, true],
    [null, true],
    [['biasa'], true],
  ])('R11: the nature %j restricts: %j', (nature, expected) => {
    expect(isRestrictedNature(nature)).toBe(expected);
  });

  it('R11: the public sees nothing of a request of another nature than biasa; a procedure without natures restricts no request', () => {
    const value = (sifat: string) => ({ surat: { sifat } });
    expect(projectRequest(schema, value('biasa'), '/surat/sifat')).toEqual({ surat: { sifat: 'biasa' } });
    expect(projectRequest(schema, value('rahasia'), '/surat/sifat')).toBeUndefined();
    expect(projectRequest(schema, {}, '/surat/sifat')).toBeUndefined();
    expect(projectRequest(schema, value('rahasia'), undefined)).toEqual({ surat: { sifat: 'rahasia' } });
  });
});

describe('R11: a schema that leaves open who sees what is refused', () => {
  const people = { orang: { type: 'object', additionalProperties: false, properties: { nama: leaf } } };
  it.each([
    ['an unknown keyword', group({ a: { ...leaf, 'x-publik': true } }), 'schema-invalid /properties/a/x-publik'],
    [
      'a mark that is false',
      group({ a: group({ b: { ...leaf, 'x-public': false } }) }),
      'schema-invalid /properties/a/properties/b/x-public',
    ],
    [
      'another dialect',
      { ...group({ a: leaf }), $schema: 'http://json-schema.org/draft-07/schema#' },
      'schema-invalid /$schema',
    ],
    ['a pattern of names', group({}, { patternProperties: { '^a': leaf } }), 'schema-keyword /patternProperties'],
    ['an open group', { ...group({ a: leaf }), additionalProperties: true }, 'schema-open '],
    [
      'a field without titles',
      group({ a: { type: 'string', description: 'D', 'x-description-en': 'D' } }),
      'schema-untitled /properties/a',
    ],
    [
      'a field without hints',
      group({ a: { type: 'string', title: 'T', 'x-title-en': 'T' } }),
      'schema-without-hint /properties/a',
    ],
    [
      'a field of an alternative only',
      group({ a: leaf }, { anyOf: [{ properties: { b: { const: '1' } } }] }),
      'schema-hidden-field /anyOf/0/properties/b',
    ],
    [
      'a mark inside an alternative',
      group(
        { a: leaf },
        {
          if: { properties: { a: { const: '1' } } },
          // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
          then: { properties: { a: { type: 'string', 'x-public': true } } },
        },
      ),
      'schema-hidden-field /then/properties/a',
    ],
    [
      'a reference inside an alternative',
      group({ a: leaf }, { $defs: people, allOf: [{ $ref: '#/$defs/orang' }] }),
      'schema-keyword /allOf/0/$ref',
    ],
    [
      'alternatives within alternatives',
      group({ a: leaf }, { allOf: [{ anyOf: [{ required: ['a'] }] }] }),
      'schema-keyword /allOf/0/anyOf',
    ],
    [
      'a public field inside an internal one',
      group({ a: group({ b: { ...leaf, ...shown } }) }),
      'schema-public-in-internal /properties/a/properties/b',
    ],
    [
      'a mark under $defs',
      group({ a: { $ref: '#/$defs/t' } }, { $defs: { t: { ...leaf, ...shown } } }),
      'schema-public-in-defs /properties/a',
    ],
    [
      'a mark on items',
      group({ a: { ...text, type: 'array', items: { type: 'string', ...shown } } }),
      'schema-public-in-items /properties/a/items',
    ],
    [
      'a reference to itself',
      group({ a: { ...text, $ref: '#/$defs/t' } }, { $defs: { t: group({ a: { ...text, $ref: '#/$defs/t' } }) } }),
      'schema-recursive /properties/a/properties/a',
    ],
  ])('R11: a schema with %s is refused', (_name, odd: Schema, expected) => {
    expect(verifySchema(odd, 'x').map(({ code, path }) => `${code} ${path}`)).toContain(expected);
  });

  it('R9: a label that changes the writing direction is refused, and a pattern may name the characters that it refuses', () => {
    const reported = verifySchema(
      group({ a: { ...leaf, title: 'Nama \u202egnp' }, b: { ...leaf, pattern: '^[^\u202e]*$' } }),
      'x',
    );
    expect(reported.map(({ code, path, received }) => [code, path, received])).toEqual([
      ['schema-forbidden-character', '/properties/a/title', 'U+202E'],
    ]);
  });

  it('R11: constraints on declared fields are allowed', () => {
    const conditions = {
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
      if: { properties: { a: { const: 'x' } } },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: { required: ['a'] },
    };
    expect(verifySchema(group({ a: leaf, b: leaf }, conditions), 'x')).toEqual([]);
  });
});
