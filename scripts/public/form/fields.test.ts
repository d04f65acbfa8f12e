import { describe, expect, it } from 'vitest';
import type { Schema } from '#domain/request/annotations.ts';
import { sop } from '#tests/support/walked-case.ts';
import { fieldsOf } from './fields.ts';

/** The one field that a schema's property becomes. */
function fieldOf(property: Schema, required: readonly string[] = []) {
  const annotated = { title: 'Isian', 'x-title-en': 'Field', description: 'Petunjuk.', ...property };
  const root = { type: 'object', required, properties: { isian: annotated }, $defs: { satuan: { type: 'integer' } } };
  const [field] = fieldsOf({ root, procedure: sop, rooms: [], language: 'id', keeper: 'github' });
  return field;
}

const titled = { title: 'Butir', 'x-title-en': 'Item' };

describe('a property becomes a field', () => {
  it.each<[string, Schema, object]>([
    ['text', { type: 'string' }, { widget: 'string' }],
    ['a long text', { type: 'string', 'x-widget': 'text' }, { widget: 'text' }],
    [
      'a choice',
      { type: 'string', enum: ['a', 'b'] },
      {
        widget: 'select',
        options: [
          { label: 'a', value: 'a' },
          { label: 'b', value: 'b' },
        ],
      },
    ],
    ['a date', { type: 'string', format: 'date' }, { widget: 'disposisi-tanggal' }],
    ['a time', { type: 'string', format: 'date-time' }, { widget: 'disposisi-waktu', zone: 'Asia/Pontianak' }],
    ['a whole number', { type: 'integer', minimum: 1, maximum: 9 }, { widget: 'number', value_type: 'int' }],
    ['a number', { type: 'number' }, { widget: 'number', value_type: 'float' }],
    ['yes or no', { type: 'boolean' }, { widget: 'boolean', default: false, required: false }],
    ['a fixed value', { const: 'x' }, { widget: 'hidden', default: 'x', required: false }],
    [
      'a list of choices',
      { type: 'array', items: { type: 'string', enum: ['a'] }, minItems: 1 },
      { widget: 'select', multiple: true },
    ],
    [
      'a list of texts',
      { type: 'array', items: { type: 'string' }, maxItems: 3 },
      { widget: 'list', field: { widget: 'string', label: 'Isian' } },
    ],
    [
      'a list of groups',
      { type: 'array', items: { type: 'object', properties: { satu: { ...titled, type: 'string' } } } },
      { widget: 'list', fields: [{ name: 'satu', label: 'Butir' }] },
    ],
    [
      'a group',
      { type: 'object', required: ['satu'], properties: { satu: { ...titled, type: 'string' } } },
      { widget: 'object', hint: 'Petunjuk.', fields: [{ name: 'satu', required: true }] },
    ],
    ['what a reference stands for', { $ref: '#/$defs/satuan' }, { widget: 'number' }],
  ])('%s', (_what, property, expected) => {
    expect(fieldOf(property)).toMatchObject(expected);
  });

  it('is needed where the schema says so, and only there', () => {
    expect(fieldOf({ type: 'string' }, ['isian'])?.required).toBe(true);
    expect(fieldOf({ type: 'string' })?.required).toBe(false);
  });

  it('of a type that no form can ask for is refused by its place', () => {
    expect(() => fieldOf({ type: 'null' })).toThrow('/isian');
  });
});
