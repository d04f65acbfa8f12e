import type { Clock } from '#domain/clock/clock.ts';
import { checkHours, checkZone } from '#domain/clock/clock.ts';
import type { Room, Rooms } from '#domain/generated/rooms.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { shorten } from '#domain/problem.ts';
import { checkClosures } from './closures.ts';

/** The rooms that cases can book (R24), as in `sops/rooms.yaml`. */
export type { Room, Rooms } from '#domain/generated/rooms.ts';

/** Returns a clock that counts while a room is open. */
export function openingClock({ opening, zone }: Room): Clock {
  return opening === 'always' ? { kind: 'continuous', zone } : { kind: 'office-hours', zone, hours: opening };
}

/**
 * Returns a function that takes the id of a room or of a piece of equipment, and returns its name. The function returns
 * undefined for an id that the office does not have.
 */
export function thingNames(rooms: readonly Room[]): (id: string) => Text | undefined {
  const things = [...rooms, ...rooms.flatMap(({ equipment }) => equipment)];
  return (id) => things.find((thing) => thing.id === id)?.name;
}

/**
 * Checks rules that a schema cannot express, about zones, hours and closures. Also checks that no two rooms have the
 * same id, and no two pieces of equipment in one room.
 */
export function checkRooms(data: Rooms, file = 'sops/rooms.yaml'): Problem[] {
  const problems = duplicates(data.rooms, file, '/rooms');
  for (const [r, room] of data.rooms.entries()) {
    problems.push(...checkZone(room.zone, { file, path: `/rooms/${r}/zone` }));
    problems.push(...duplicates(room.equipment, file, `/rooms/${r}/equipment`));
    problems.push(...checkClosures(room, file, `/rooms/${r}/closures`));
    if (room.opening !== 'always') problems.push(...checkHours(room.opening, { file, path: `/rooms/${r}/opening` }));
  }
  return problems;
}

function duplicates(list: readonly { id: string }[], file: string, path: string): Problem[] {
  const message = { id: 'Id ini tertulis dua kali', en: 'This id is written twice' };
  return list.flatMap(({ id }, i) =>
    list.findIndex((other) => other.id === id) < i
      ? [{ file, path: `${path}/${i}/id`, code: 'duplicate', received: shorten(id), message }]
      : [],
  );
}
