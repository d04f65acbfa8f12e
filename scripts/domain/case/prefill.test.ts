import { expect, test } from 'vitest';
import { example } from '#tests/support/example-procedure.ts';
import { prefill } from './prefill.ts';

const { procedure, schemas } = example();
const step = procedure.steps.find(({ id }) => id === 'periksa');
const schema = schemas.get('schemas/hasil-contoh.schema.json');
test('R3: a result begins with what the request asks for, under the names that the procedure gives, no others', () => {
  if (!step || !schema) throw new Error('The example has no such step.');
  step.requires = { ...step.requires, books: { room: '/ruang', start: '/selesai', end: '/mulai' } };
  const request = { acara: { mulai: '2026-12-01T09:00:00+07:00', selesai: '2026-12-01T11:00:00+07:00' } };
  expect(prefill(procedure, step, schema, { request, booking: undefined, acts: [] })).toEqual({
    selesai: '2026-12-01T09:00:00+07:00',
    mulai: '2026-12-01T11:00:00+07:00',
  });
  step.requires = { result: 'schemas/hasil-contoh.schema.json' };
  expect(prefill(procedure, step, schema, { request, booking: undefined, acts: [] })).toEqual({});
});
