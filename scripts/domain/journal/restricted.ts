import { isRestrictedNature } from '#domain/request/public.ts';
import type { PublicPart } from './parts.ts';

/**
 * Checks whether a case was ever restricted (R11). The public then sees the whole case as restricted, since no entry may
 * show what another keeps internal.
 * @param parts the public parts of a journal; a part that is not published is undefined, and restricts the case
 */
export const wasRestricted = (parts: readonly (PublicPart | undefined)[]): boolean =>
  parts.some((part) => !part || part.narrowed || (part.nature !== undefined && isRestrictedNature(part.nature)));
