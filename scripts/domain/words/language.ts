import type { Language, Text } from '#domain/problem.ts';

/** One function for both languages, so that neither lacks a part. */
export const both = (say: (language: Language) => string): Text => ({ id: say('id'), en: say('en') });

/** A login, a number, a person's name. */
export const same = (text: string): Text => ({ id: text, en: text });

const JOINERS = {
  and: { id: 'dan', en: 'and' },
  or: { id: 'atau', en: 'or' },
} as const;

export type Joiner = keyof typeof JOINERS;

/** "A", "A dan B", "A, B, dan C"; empty for no items. */
export function list(items: readonly string[], joiner: Joiner, language: Language): string {
  const word = JOINERS[joiner][language];
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  if (items.length === 2) return `${items[0]} ${word} ${last}`;
  return `${items.slice(0, -1).join(', ')}, ${word} ${last}`;
}

/** As {@link list}, of texts in both languages. */
export const listed = (items: readonly Text[], joiner: Joiner, { name }: Marks = PLAIN): Text =>
  both((language) =>
    list(
      items.map((item) => name(item[language])),
      joiner,
      language,
    ),
  );

/** The first letter is made a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "1 step", "2 steps". */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** How text by others enters a sentence. Pages escape it themselves; comments use {@link MARKDOWN} (security 24). */
export interface Marks {
  /** From the configuration, and logins. */
  readonly name: (text: string) => string;
  /** Typed by people. */
  readonly words: (text: string) => string;
}

export const PLAIN: Marks = { name: (text) => text, words: (text) => text };

/** A reason as the end of a sentence, on one line; "." without one (of a restricted case none is public, R11). */
export function reasonEnd(reason: string | undefined, marks: Marks): string {
  const line = (reason ?? '').replace(/\s+/gu, ' ').trim().replace(/\.$/, '');
  if (line === '') return '.';
  return `: ${marks.words(line)}${/[!?…]$/u.test(line) ? '' : '.'}`;
}
