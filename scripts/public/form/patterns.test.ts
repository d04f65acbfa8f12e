import { describe, expect, it } from 'vitest';
import { patternOf } from './patterns.ts';

const matches = (schema: Parameters<typeof patternOf>[0], text: string): boolean =>
  new RegExp(patternOf(schema, 'id')?.[0] ?? '').test(text);

describe('a text’s pattern and length in one expression', () => {
  it.each([
    [{ pattern: '^[0-9]{18}$', maxLength: 18 }, '0'.repeat(18), true],
    [{ pattern: '^[0-9]{18}$', maxLength: 18 }, '0'.repeat(17), false],
    [{ pattern: '^a|b$', maxLength: 3 }, 'xxb', true],
    [{ pattern: '^a|b$', maxLength: 3 }, 'xxxb', false],
    [{ pattern: '\\S', maxLength: 20 }, 'dua\nbaris', true],
    [{ pattern: '\\S', maxLength: 20 }, ' \n ', false],
    [{ minLength: 2, maxLength: 3 }, 'a', false],
    [{ minLength: 2, maxLength: 3 }, 'ab', true],
    [{ maxLength: 3 }, 'a\nb', true],
    [{ format: 'email' }, 'a@b.c', true],
    [{ format: 'email' }, 'a b', false],
  ])('%j with %j: %s', (schema, text, expected) => {
    expect(matches(schema, text)).toBe(expected);
  });

  it('is told by an example and in numbers, never as an expression', () => {
    const schema = { pattern: '^[0-9]{2}$', maxLength: 2, examples: ['07'] };
    expect(patternOf(schema, 'id')?.[1]).toBe('bentuk penulisan tidak sesuai, contoh: 07; paling banyak 2 karakter');
    expect(patternOf(schema, 'en')?.[1]).toBe(
      'not written in the expected form, for example: 07; at most 2 characters',
    );
  });

  it('of a text that may be anything is none', () => {
    expect(patternOf({ type: 'string', minLength: 1 }, 'id')).toBeUndefined();
  });
});
