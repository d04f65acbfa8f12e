import { describe, expect, it } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { entryRemarks, tellingOf } from './entry-remarks.ts';
import { same } from './language.ts';

const entry: Entry = { seq: 4, kind: 'accepted', at: '2026-11-25T03:42:00Z', config: 'a'.repeat(40) };
const remarksOf = (fields: Partial<Entry>) => entryRemarks(tellingOf({ ...entry, ...fields }), same, () => undefined);

describe('the remarks about an entry', () => {
  it('R24: the trail says that an entry released the booking of the room, and says nothing without a booking', () => {
    expect(remarksOf({ releases: true })).toEqual([
      { id: 'pesanan ruang dilepas', en: 'the room is no longer booked' },
    ]);
    expect(remarksOf({})).toEqual([]);
  });

  it('R24: the trail says that a completed case keeps its room', () => {
    expect(remarksOf({ holds: true }).map(({ en }) => en)).toEqual([
      'the room stays booked until the end of the time that was granted',
    ]);
  });
});
