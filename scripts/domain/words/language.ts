import type { Language, Text } from '#domain/problem.ts';

/** The same sentence in both languages, made by one function so that neither can lack a part. */
export const both = (say: (language: Language) => string): Text => ({ id: say('id'), en: say('en') });

/** A text that is the same in both languages: a login, a number, a person's name. */
export const same = (text: string): Text => ({ id: text, en: text });

const JOINERS = {
  and: { id: 'dan', en: 'and' },
  or: { id: 'atau', en: 'or' },
} as const;

export type Joiner = keyof typeof JOINERS;

/** "A", "A dan B", "A, B, dan C". @returns an empty string for no items */
export function list(items: readonly string[], joiner: Joiner, language: Language): string {
  const word = JOINERS[joiner][language];
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  if (items.length === 2) return `${items[0]} ${word} ${last}`;
  return `${items.slice(0, -1).join(', ')}, ${word} ${last}`;
}

/** "1 step", "2 steps": English only, Indonesian nouns do not change. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/**
 * How text that others wrote enters a sentence. By default as it is, since pages escape it themselves; for comments
 * {@link MARKDOWN} makes it inert (security 24).
 */
export interface Marks {
  /** Names and phrases from the configuration: roles, rooms, persons, logins. */
  readonly name: (text: string) => string;
  /** What a person typed: reasons and notes. */
  readonly words: (text: string) => string;
}

export const PLAIN: Marks = { name: (text) => text, words: (text) => text };

/**
 * The end of a sentence that gives a reason which somebody typed: on one line, with one closing mark.
 * @returns `: reason.`, or `.` where there is no reason (of a narrowed case none is shown, R11)
 */
export function reasonEnd(reason: string | undefined, marks: Marks): string {
  const line = (reason ?? '').replace(/\s+/gu, ' ').trim().replace(/\.$/, '');
  if (line === '') return '.';
  return `: ${marks.words(line)}${/[!?…]$/u.test(line) ? '' : '.'}`;
}
