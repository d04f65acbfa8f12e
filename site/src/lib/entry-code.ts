import type { Entry } from '#domain/generated/public-case.ts';

/**
 * Returns the short name of an entry on pages: its number in the case and the first digits of its id. The data
 * contain the whole id. The page of verification, to which the short name links, shows the whole id too.
 */
export const entryCode = ({ seq, id }: Pick<Entry, 'seq' | 'id'>): string => `${seq}·${id.slice(0, 8)}`;
