/** How the public parts of a journal are shown. */
import { isRestrictedNature } from '#domain/request/public.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { PublicPart } from './parts.ts';

/**
 * Checks whether a case was ever restricted (R11). The public then sees the whole case as restricted, since no entry may
 * show what another keeps internal.
 * @param parts the public parts of a journal; a part that is not published is undefined, and restricts the case
 */
export const wasRestricted = (parts: readonly (PublicPart | undefined)[]): boolean =>
  parts.some((part) => !part || part.narrowed || (part.nature !== undefined && isRestrictedNature(part.nature)));

/**
 * Returns what an `erased` entry says that stays of the public parts; undefined if they do not go (R50). The schema of
 * entries leaves the fields of these parts open, and a public part has no schema, so their type is asserted here.
 */
export const remainsIn = (erased: Entry['erased']): readonly PublicPart[] | undefined =>
  erased?.remains as unknown as PublicPart[] | undefined;

/** Lines of a journal, in the register or as published. */
type PublicLines = readonly { readonly public: { readonly part?: PublicPart } }[];

/**
 * Returns the public parts of lines as they are shown: of those that may be erased, only what stays (R50). A part that is
 * not published is undefined.
 */
export function shownParts(lines: PublicLines): (PublicPart | undefined)[] {
  const covered = lines.findLastIndex(({ public: { part } }) => part?.erased?.remains !== undefined);
  const remains = remainsIn(lines[covered]?.public.part?.erased);
  return lines.map(({ public: { part } }, i) => (i < covered ? remains?.[i] : part));
}
