import type { Entry } from '#domain/generated/journal-entry.ts';
import type { FullPart, PrivatePart, PublicPart } from './parts.ts';

/** The private part completes the public one (R27). */
export function joined(open: PublicPart, closed: PrivatePart): Entry {
  const { narrowed: _restricted, ended: _ended, ...shown } = open as FullPart & { ended?: true };
  return { ...shown, ...closed } as Entry;
}
