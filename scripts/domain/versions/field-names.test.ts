import { expect, test } from 'vitest';
import type { Schema } from '#domain/request/annotations.ts';
import procedureSchema from '#schemas/procedure.schema.json' with { type: 'json' };
import { fieldOfSop, fieldOfStep, fieldName } from './field-names.ts';

/** Returns the fields that a schema declares, at any depth, by their paths. */
function declared(schema: unknown, at = ''): [at: string, field: Schema][] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, value]: [string, unknown]) => {
    const here = name === 'properties' ? Object.entries(value as Record<string, Schema>) : [];
    const fields = here.map(([field, own]): [string, Schema] => [`${at}/${field}`, own]);
    return [...fields, ...declared(value, `${at}/${name}`)];
  });
}

test('R7: each field of a procedure has a label in both languages', () => {
  const { words: _bothLanguages, ...defs } = procedureSchema.$defs;
  const fields = declared({ ...procedureSchema, $defs: defs });
  expect(fields.length).toBeGreaterThan(150);
  const unnamed = fields.filter(([, field]) => !fieldName(field)?.id || !fieldName(field)?.en);
  expect(unnamed.map(([at]) => at)).toEqual([]);
});

const english = ({ names }: ReturnType<typeof fieldOfSop>) =>
  names.map((name) => (typeof name === 'string' ? name : name.en)).join(', ');

test.each([
  ['origin/from/0/ends', 'Case of origin, cases that may be taken, 0, how it ended'],
  ['request/onBehalf/way', 'Requests entered for others, way of asking'],
  ['clocks/loket/hours/mon', 'Other clocks, loket, open hours, on Monday'],
  [
    'spans/0/lapse/opens',
    'Time limits over several steps, 0, no decision in time, procedures that may then be started',
  ],
])('R7: the field %s of a procedure is named by the labels of the schema', (path, said) =>
  expect(english(fieldOfSop(path.split('/')))).toBe(said),
);

test('R7: a field without a label in the schema keeps its own name', () => {
  expect(english(fieldOfSop(['more', 'of']))).toBe('more, of');
});

test.each([
  ['lapse', 'No decision in time'],
  ['time/limit', 'Time limit'],
  ['furtherRows/0/time/limit', 'Further rows that it serves, 0, time, time limit'],
  ['outcomes/approve/periksa/when/atMost', 'Outcome of Approve, periksa, condition, at most'],
  ['actor/any', 'Who acts, any of'],
])('R7: the field %s of a step is named by the labels of the schema', (path, said) =>
  expect(english(fieldOfStep(path.split('/')))).toBe(said),
);
