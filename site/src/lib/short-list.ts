import type { Text } from '#domain/problem.ts';

/**
 * The number of lines of a list that are shown at first. More lines would fill the screen of a phone; they are
 * folded.
 */
export const SHORT_LIST = 5;

export const SHOW_ALL = { id: 'Tampilkan semua ({n})', en: 'Show all ({n})' } as const satisfies Text;
