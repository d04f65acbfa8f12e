import { expect, it } from 'vitest';
import { composeReview, splitReview } from '#domain/request/review.ts';
import { readYaml } from '#domain/request/yaml.ts';
import fc from '#tests/support/fast-check.ts';
import { resultYaml } from './result-yaml.ts';

it('a result is written with one field per line and with texts in quotes', () => {
  const value = {
    mulai: '2026-12-01T09:00:00+07:00',
    uji: { hasil: 'baik' },
    pilihan: [{ a: 1, b: true }],
    kosong: [],
  };
  expect(resultYaml(value)).toBe(
    [
      'mulai: "2026-12-01T09:00:00+07:00"',
      'uji:',
      '  hasil: "baik"',
      'pilihan:',
      '  - a: 1',
      '    b: true',
      'kosong: []',
    ].join('\n'),
  );
});

it('R10: a result and a note are read unchanged from the body of the review that was made from them', () => {
  const leaf = fc.oneof(
    fc.string().filter((text) => readYaml(`a: ${JSON.stringify(text)}`, 'x').ok),
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.boolean(),
  );
  const { value: values } = fc.letrec<{ value: object; item: unknown }>((tie) => ({
    value: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/), tie('item'), { minKeys: 1, maxKeys: 4 }),
    item: fc.oneof(
      // A result that is nested deeper than the engine reads (YAML_LIMITS) is refused, which another test checks.
      { depthSize: 'small', maxDepth: 4 },
      leaf,
      tie('value'),
      fc.array(fc.oneof(leaf, tie('value')), { maxLength: 3 }),
    ),
  }));
  fc.assert(
    fc.property(values, fc.string(), (value, words) => {
      const note = words.replace(/[`~<]/g, '');
      const { result = '', note: back } = splitReview(composeReview({ note, result: resultYaml(value) }));
      const reading = readYaml(result, 'hasil');
      expect(reading.ok ? reading.value : reading.problems).toEqual(JSON.parse(JSON.stringify(value)));
      expect(back).toBe(splitReview(note).note);
    }),
    { numRuns: 200 },
  );
});
