import type { Text } from '#domain/problem.ts';

/** As many lines as a phone shows before the list is all there is to see; the rest is folded. */
export const SHORT_LIST = 5;

export const SHOW_ALL = { id: 'Tampilkan semua ({n})', en: 'Show all ({n})' } as const satisfies Text;
