import type { Memory } from './memory.ts';
import { type ReadPublished, publishedText } from './published.ts';

/** Where a case is named whose chain is not there. */
export type KnownPlace = 'memory' | 'page' | 'list' | 'rooms' | 'feed';

/**
 * Is a number that has neither chain nor data named elsewhere on the site, or was it seen before? Then its chain was taken
 * away.
 * @returns undefined: nothing names it
 * @throws Unreachable
 */
export async function knownElsewhere(id: string, read: ReadPublished, memory: Memory): Promise<KnownPlace | undefined> {
  if (memory.chain(id)) return 'memory';
  // Only what looks like a number of a case is asked for by its name.
  const year = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-(\d{4})-\d+$/.exec(id)?.[1];
  if (year === undefined) return undefined;
  const named = new RegExp(`(?<![\\w-])${id}(?![\\w-])`);
  const places: readonly (readonly [KnownPlace, string])[] = [
    ['page', `berkas/${id}/`],
    ['list', `data/cases-${year}.csv`],
    ['rooms', 'data/rooms.json'],
    ['feed', 'perubahan.atom'],
  ];
  for (const [place, path] of places) {
    const text = await publishedText(read, path);
    if (text !== undefined && named.test(text)) return place;
  }
  return undefined;
}
