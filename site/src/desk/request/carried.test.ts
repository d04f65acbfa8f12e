import fc from '#tests/support/fast-check.ts';
import { describe, expect, it } from 'vitest';
import { carried } from './carried.ts';

const VALUE = fc.oneof(fc.string(), fc.integer(), fc.constant(undefined), fc.array(fc.string(), { maxLength: 3 }));
const GROUP = fc.dictionary(fc.constantFrom('a', 'b', 'c'), VALUE, { maxKeys: 3 });
const REQUEST = fc.record({ one: GROUP, two: GROUP }, { requiredKeys: [] });
const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

describe('a change that is applied to another state of the request', () => {
  it('a change that is applied to the request before the change gives the request after it', () => {
    fc.assert(
      fc.property(REQUEST, REQUEST, (before, after) => {
        expect(written(carried(before, after, before))).toEqual(written(after));
      }),
    );
  });

  it('changes of different fields do not undo each other, in either order', () => {
    fc.assert(
      fc.property(REQUEST, GROUP, GROUP, (before, one, two) => {
        const here = { ...before, one };
        const there = { ...before, two };
        const both = written({ ...before, one, two });
        expect(written(carried(before, here, there))).toEqual(both);
        expect(written(carried(before, there, here))).toEqual(both);
      }),
    );
  });

  it('a change removes a field, and replaces a list as a whole', () => {
    expect(carried({ a: 1, b: 2 }, { b: 2 }, { a: 1, b: 3 })).toEqual({ b: 3 });
    expect(carried({ a: ['x'] }, { a: ['x', 'y'] }, { a: ['z'] })).toEqual({ a: ['x', 'y'] });
  });
});
