import { expect, test } from 'vitest';
import { inFieldOrder, type Schema } from './annotations.ts';

test('faults are in the order of the fields, items of a list in their order, and unknown fields first (R16)', () => {
  const inner = { type: 'object', properties: { mulai: {}, selesai: {} } };
  const schema: Schema = {
    properties: { b: { type: 'array', items: inner }, a: { $ref: '#/$defs/a' } },
    $defs: { a: inner },
  };
  const paths = ['/a/selesai', '/b/10/mulai', '/a/mulai', '/b/2/selesai', '/b/2/mulai', '/b', '/lain', ''];
  expect(
    inFieldOrder(
      schema,
      paths.map((path) => ({ path })),
    ).map(({ path }) => path),
  ).toEqual([...['', '/lain', '/b', '/b/2/mulai', '/b/2/selesai', '/b/10/mulai', '/a/mulai', '/a/selesai']]);
});
