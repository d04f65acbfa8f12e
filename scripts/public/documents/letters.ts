import { create } from 'fontkit';

/**
 * Spells what a font cannot draw by its number, so that a name in other letters is never an empty box: "U+738B". Nothing is
 * left out without a word.
 * @param font the file that the texts are set in
 * @returns a function that spells every text of a value
 */
export function drawable(font: Uint8Array): <T>(value: T) => T {
  const { characterSet } = create(font);
  const known = new Set(characterSet);
  const spell = (text: string): string =>
    [...text]
      .map((character) => {
        const code = character.codePointAt(0) ?? 0;
        return known.has(code) || character === '\n' ? character : numbered(code);
      })
      .join('');
  const each = (value: unknown): unknown => {
    if (typeof value === 'string') return spell(value);
    if (Array.isArray(value)) return value.map(each);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, each(inner)]));
  };
  return <T>(value: T): T => each(value) as T;
}

const numbered = (code: number): string => `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
