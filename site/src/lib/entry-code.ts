import type { Entry } from '#domain/generated/public-case.ts';

/**
 * By what a page calls an entry: its number in the case, and the first digits of its id. The whole id stands in the data, and
 * on the page of verification, to which the code leads.
 */
export const entryCode = ({ seq, id }: Pick<Entry, 'seq' | 'id'>): string => `${seq}·${id.slice(0, 8)}`;
