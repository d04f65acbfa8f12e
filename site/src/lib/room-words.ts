import type { Text } from '#domain/problem.ts';
import type { RoomUse } from '#public/export/room-uses.ts';

/** What a line of the calendar says of the room. */
export const USE: Readonly<Record<RoomUse['state'], Text>> = {
  held: { id: 'terpakai', en: 'taken' },
  asked: { id: 'diminta', en: 'asked for' },
  past: { id: 'dipakai', en: 'used' },
};
