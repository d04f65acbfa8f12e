import { describe, expect, test } from 'vitest';
import type { Calendar } from '#domain/generated/calendar.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Rooms } from '#domain/generated/rooms.ts';
import {
  calendarChangeWords,
  effectWords,
  letterheadChangeWords,
  rolesChangeWords,
  roomsChangeWords,
} from './office-changes.ts';

const en = (texts: readonly { readonly en: string }[]): string[] => texts.map((text) => text.en);
const name = (text: string) => ({ id: text, en: text });

const ANA = { account: 1, login: 'ana', name: 'Contoh Ana', from: '2026-01-01' };
const BUDI = { account: 2, login: 'budi', name: 'Contoh Budi', from: '2026-12-01', until: '2026-12-05' };
const roles = (holders: Roles['roles'][string]['holders'], more: object = {}): Roles => ({
  roles: { head: { name: name('Head'), holders, ...more } },
});

describe('R17: what changed in the roles', () => {
  test.each<[string, Roles, Roles, string[]]>([
    ['nothing', roles([ANA]), roles([ANA]), []],
    ['a new holder', roles([]), roles([ANA]), ['Contoh Ana (account ana) becomes Head from 1 January 2026']],
    [
      'an acting official',
      roles([ANA]),
      roles([ANA, { ...BUDI, acting: { kind: 'plh', decree: 'X/1' } }]),
      ['Contoh Budi (account budi) becomes Plh. Head from 1 to 5 December 2026, X/1'],
    ],
    [
      'the last day of a holder',
      roles([ANA]),
      roles([{ ...ANA, until: '2026-11-30' }]),
      ['The last day of Contoh Ana (account ana) as Head is 30 November 2026'],
    ],
    [
      'a last day that is removed',
      roles([{ ...ANA, until: '2026-11-30' }]),
      roles([ANA]),
      ['Contoh Ana (account ana) stays Head without an end'],
    ],
    [
      'another rank',
      roles([ANA]),
      roles([{ ...ANA, rank: 'Pembina' }]),
      ['Rank of Contoh Ana (account ana), Head, changes'],
    ],
    ['a holder who is left out', roles([ANA]), roles([]), ['Head: Contoh Ana (account ana): removed']],
    ['the superior', roles([ANA]), roles([ANA], { superior: 'mayor' }), ['Head: details changed']],
    [
      'another role in place of one, and a zone',
      roles([ANA]),
      { zone: 'Asia/Pontianak', roles: { clerk: { name: name('Clerk'), holders: [ANA] } } },
      [
        'Clerk: new',
        'Contoh Ana (account ana) becomes Clerk from 1 January 2026',
        'Head: removed',
        'The time zone of the office changed',
      ],
    ],
  ])('%s', (_what, before, after, expected) => {
    expect(en(rolesChangeWords(before, after))).toEqual(expected);
  });
});

const HALL = {
  id: 'hall',
  name: name('Hall'),
  zone: 'Asia/Pontianak',
  capacity: 30,
  opening: 'always' as const,
  equipment: [],
};
const PAINT = { from: '2026-12-01T08:00+07:00', until: '2026-12-01T12:00+07:00', reason: name('Painting') };
const rooms = (...list: Rooms['rooms']): Rooms => ({ rooms: list });

describe('R51: what changed in the rooms', () => {
  test.each<[string, Rooms, Rooms, string[]]>([
    ['nothing', rooms(HALL), rooms({ ...HALL, closures: [] }), []],
    [
      'a closure',
      rooms(HALL),
      rooms({ ...HALL, closures: [PAINT] }),
      ['Hall is closed Tuesday, 1 December 2026, 08:00–12:00 WIB: Painting'],
    ],
    [
      'a closure that ends later',
      rooms({ ...HALL, closures: [PAINT] }),
      rooms({ ...HALL, closures: [{ ...PAINT, until: '2026-12-01T13:00+07:00' }] }),
      ['Hall is closed Tuesday, 1 December 2026, 08:00–13:00 WIB: Painting'],
    ],
    [
      'a closure that is removed',
      rooms({ ...HALL, closures: [PAINT] }),
      rooms(HALL),
      ['Hall is open again Tuesday, 1 December 2026, 08:00–12:00 WIB'],
    ],
    ['another capacity', rooms(HALL), rooms({ ...HALL, capacity: 40 }), ['Hall: details changed']],
    [
      'another room in place of one',
      rooms(HALL),
      rooms({ ...HALL, id: 'foyer', name: name('Foyer'), closures: [PAINT] }),
      ['Foyer: new', 'Foyer is closed Tuesday, 1 December 2026, 08:00–12:00 WIB: Painting', 'Hall: removed'],
    ],
  ])('%s', (_what, before, after, expected) => {
    expect(en(roomsChangeWords(before, after))).toEqual(expected);
  });
});

const day = (date: string, called: string) => ({ date, name: name(called) });
const calendar = (holidays: Calendar['years'][number]['holidays'], more: object = {}): Calendar => ({
  years: [{ year: 2026, decree: 'SKB 1', holidays, collectiveLeave: [], ...more }],
});
const XMAS = day('2026-12-25', 'Christmas');

describe('R20: what changed in the days off', () => {
  test.each<[string, Calendar, Calendar, string[]]>([
    ['nothing', calendar([XMAS]), calendar([XMAS]), []],
    [
      'a holiday',
      calendar([XMAS]),
      calendar([day('2026-12-09', 'Election'), XMAS]),
      ['9 December 2026 becomes a holiday: Election'],
    ],
    [
      'a holiday that becomes collective leave',
      calendar([XMAS]),
      calendar([], { collectiveLeave: [XMAS] }),
      ['25 December 2026 becomes collective leave: Christmas'],
    ],
    ['a day that is removed', calendar([XMAS]), calendar([]), ['25 December 2026 is no longer a day off']],
    ['another decree', calendar([XMAS]), calendar([XMAS], { decree: 'SKB 2' }), ['Days off of 2026 by SKB 2']],
    [
      'a new year',
      calendar([XMAS]),
      {
        years: [
          ...calendar([XMAS]).years,
          { year: 2027, decree: 'SKB 3', holidays: [day('2027-01-01', 'New Year')], collectiveLeave: [] },
        ],
      },
      ['Days off of 2027 by SKB 3', '1 January 2027 becomes a holiday: New Year'],
    ],
  ])('%s', (_what, before, after, expected) => {
    expect(en(calendarChangeWords(before, after))).toEqual(expected);
  });
});

test('what changed in the letterhead is one sentence, also for an office that had none', () => {
  const head = { lines: ['CITY', 'OFFICE'], place: 'City', telephone: '1' };
  const arms = { image: 'iVBORw0KGgo', alt: 'Arms' };
  expect(en(letterheadChangeWords(head, head))).toEqual([]);
  expect(en(letterheadChangeWords(head, { lines: ['OFFICE'], place: 'City', address: 'Road 1', arms }))).toEqual([
    'The letterhead changes: heading “OFFICE”, address “Road 1”, no telephone, and new arms',
  ]);
  expect(en(letterheadChangeWords(undefined, { lines: ['OFFICE'], place: 'City' }))).toEqual([
    'The letterhead changes: heading “OFFICE” and place “City”',
  ]);
});

test('R17: neither rank nor NIP of a holder is written in the words of a change', () => {
  const [words] = rolesChangeWords(roles([ANA]), roles([{ ...ANA, rank: 'Pembina', nip: '000000000000000000' }]));
  expect(words).toEqual({
    id: 'Pangkat dan NIP Contoh Ana (akun ana), Head, berubah',
    en: 'Rank and NIP of Contoh Ana (account ana), Head, change',
  });
});

test.each<[string[], string[]]>([
  [['sops/a.yaml', 'schemas/b.schema.json'], ['New requests']],
  [['sops/roles.yaml'], ['Holders act']],
  [['sops/letterhead.yaml'], ['Letters that']],
  [
    ['sops/calendars/hall.yaml', 'sops/rooms.yaml', 'sops/a.yaml'],
    ['New requests', 'Bookings that', 'Deadlines that'],
  ],
])('R7: the change of %j says from when it counts', (paths, begins) => {
  expect(en(effectWords(paths)).map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual(begins);
});

test('R50: a change of what is erased says that it cannot be undone, once, and nothing about SOPs', () => {
  expect(
    effectWords(['sops/retention.yaml', 'sops/erasures.yaml', 'sops/witnesses.yaml']).map(({ en: text }) => text),
  ).toEqual([expect.stringContaining('cannot be undone')]);
});
