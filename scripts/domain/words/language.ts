import type { Language, Text } from '#domain/problem.ts';

/** Writes a text in both languages by one function, so that neither language lacks a part. */
export const both = (say: (language: Language) => string): Text => ({ id: say('id'), en: say('en') });

/** Returns a text that is equal in both languages, such as a login, a number or a person's name. */
export const same = (text: string): Text => ({ id: text, en: text });

const JOINERS = {
  and: { id: 'dan', en: 'and' },
  or: { id: 'atau', en: 'or' },
} as const;

export type Joiner = keyof typeof JOINERS;

/** Joins items: "A", "A dan B", "A, B, dan C". Without items, the text is empty. */
export function list(items: readonly string[], joiner: Joiner, language: Language): string {
  const word = JOINERS[joiner][language];
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  if (items.length === 2) return `${items[0]} ${word} ${last}`;
  return `${items.slice(0, -1).join(', ')}, ${word} ${last}`;
}

/** Joins texts in both languages, as {@link list} does. */
export const listed = (items: readonly Text[], joiner: Joiner, { name }: Marks = PLAIN): Text =>
  both((language) =>
    list(
      items.map((item) => name(item[language])),
      joiner,
      language,
    ),
  );

/** Returns the text with a capital first letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Writes a count with its noun: "1 step", "2 steps". */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The functions that quote others' text in a sentence. Pages escape all text; comments use {@link MARKDOWN}. */
export interface Marks {
  /** Writes a login, or a name from the configuration. */
  readonly name: (text: string) => string;
  /** Writes words that a person typed. */
  readonly words: (text: string) => string;
}

export const PLAIN: Marks = { name: (text) => text, words: (text) => text };

/**
 * Writes the end of a sentence with its reason, on one line; without a reason only ".". The reason for an act in a
 * restricted case is never public (R11).
 */
export function reasonEnd(reason: string | undefined, marks: Marks): string {
  const line = (reason ?? '').replace(/\s+/gu, ' ').trim().replace(/\.$/, '');
  if (line === '') return '.';
  return `: ${marks.words(line)}${/[!?…]$/u.test(line) ? '' : '.'}`;
}
