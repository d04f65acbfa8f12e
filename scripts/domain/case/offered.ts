import type { Entry } from '#domain/generated/journal-entry.ts';

/**
 * Offers that stay held after an entry (R24). A submission keeps the one that it takes until its room is booked or its
 * time ends.
 */
export function offeredAfter(before: NonNullable<Entry['offered']>, entry: Entry): NonNullable<Entry['offered']> {
  if (entry.end || entry.booking || entry.releases || entry.supersedes) return entry.offered ?? [];
  if (entry.offered) return entry.offered;
  const { slot } = entry;
  if (entry.kind !== 'submitted') return before;
  return before.filter(
    ({ room, start, end, until }) =>
      until > entry.at && slot?.room === room && slot.start === start && slot.end === end,
  );
}
