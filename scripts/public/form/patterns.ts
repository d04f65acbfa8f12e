import type { Language } from '#domain/problem.ts';
import type { Schema } from '#domain/request/annotations.ts';

// Refuses only what is plainly no address: the process decides by the format that the schema names (R9).
const EMAIL = '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$';

const WORDS = {
  id: {
    example: (example: string) => `bentuk penulisan tidak sesuai, contoh: ${example}`,
    shape: 'bentuk penulisan tidak sesuai',
    most: (n: number) => `paling banyak ${n} karakter`,
    least: (n: number) => `paling sedikit ${n} karakter`,
    between: (least: number, most: number) => `${least} sampai ${most} karakter`,
  },
  en: {
    example: (example: string) => `not written in the expected form, for example: ${example}`,
    shape: 'not written in the expected form',
    most: (n: number) => `at most ${n} characters`,
    least: (n: number) => `at least ${n} characters`,
    between: (least: number, most: number) => `${least} to ${most} characters`,
  },
} as const;

/**
 * A text's pattern and length as the one expression that Decap knows, and what is said where it does not match.
 * Lengths are counted in code points by the schema and in UTF-16 units by the expression, so only `preSave` and the
 * process have the last word; the expression is there to say it early.
 * @returns undefined for a text that may be anything
 */
export function patternOf(field: Schema, language: Language): readonly [string, string] | undefined {
  const words = WORDS[language];
  const own = typeof field['pattern'] === 'string' ? field['pattern'] : field['format'] === 'email' ? EMAIL : undefined;
  const [least, most] = [numberOf(field['minLength']), numberOf(field['maxLength'])];
  const examples = Array.isArray(field['examples']) ? (field['examples'] as unknown[]) : [];
  const length = lengthWords(least, most, words);
  if (own === undefined && length === undefined) return undefined;
  const shape = examples.length > 0 ? words.example(String(examples[0])) : words.shape;
  const said = [own === undefined ? undefined : shape, length].filter(Boolean).join('; ');
  if (length === undefined) return [own ?? '', said];
  const limit = `^(?=[\\s\\S]{${least ?? 0},${most ?? ''}}$)`;
  // The schema's own expression may match anywhere in the text, and may have anchors of its own.
  return [own === undefined ? limit : `${limit}(?=[\\s\\S]*?(?:${own}))`, said];
}

function lengthWords(
  least: number | undefined,
  most: number | undefined,
  words: (typeof WORDS)[Language],
): string | undefined {
  if (least !== undefined && least > 1) return most === undefined ? words.least(least) : words.between(least, most);
  return most === undefined ? undefined : words.most(most);
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
