import type { Entry } from '#domain/generated/journal-entry.ts';
import type { FullPart, PrivatePart, PublicPart } from './parts.ts';

/** The entry that two parts came from (R27): the private one laid over the public one. */
export function joined(open: PublicPart, closed: PrivatePart): Entry {
  const { narrowed: _restricted, ended: _ended, ...shown } = open as FullPart & { ended?: true };
  return { ...shown, ...closed } as Entry;
}
