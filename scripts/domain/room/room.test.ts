import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sampleText } from '#tests/support/folders.ts';
import type { Room, Rooms } from './room.ts';
import { checkRooms } from './room.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const ajv = new Ajv2020({ allErrors: true, keywords: ['x-form'] });
const valid = ajv.compile<Rooms>(JSON.parse(read('schemas/rooms.schema.json')));

const room: Room = {
  id: 'a',
  name: { id: 'A', en: 'A' },
  zone: 'Asia/Pontianak',
  capacity: 10,
  opening: 'always',
  equipment: [],
};

describe('the rooms of an office', () => {
  it('R24: the shipped rooms are valid by their schema, and include the TCM Room', () => {
    const file: unknown = parse(sampleText('sops/rooms.yaml'));
    if (!valid(file)) throw new Error(ajv.errorsText(valid.errors));
    expect(checkRooms(file)).toEqual([]);
    expect(file.rooms.map(({ id }) => id)).toContain('tcm');
  });

  it.each([
    ['no capacity', { ...room, capacity: 0 }],
    ['an opening in an unknown word', { ...room, opening: 'sometimes' }],
    ['an unknown weekday', { ...room, opening: { monday: [] } }],
    ['an impossible hour', { ...room, opening: { mon: [{ from: '07:60', to: '24:00' }] } }],
    ['an id with capitals', { ...room, id: 'TCM' }],
  ])('R24: a room with %s is not valid by its schema', (_, wrong) => {
    expect(valid({ rooms: [room] })).toBe(true);
    expect(valid({ rooms: [wrong] })).toBe(false);
  });

  it('R24: duplicate ids, unknown zones and empty opening hours are reported with their paths', () => {
    const equipment = [
      { id: 'x', name: room.name },
      { id: 'x', name: room.name },
    ];
    const wrong = { rooms: [room, { ...room, equipment, opening: { mon: [] }, zone: 'Mars/Base' }] };
    expect(checkRooms(wrong).map(({ code, path }) => [code, path])).toEqual([
      ['duplicate', '/rooms/1/id'],
      ['unknown-zone', '/rooms/1/zone'],
      ['duplicate', '/rooms/1/equipment/1/id'],
      ['no-hours', '/rooms/1/opening'],
    ]);
  });
});
