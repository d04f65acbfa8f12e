/**
 * Tests of the everyday changes in a folder without an office: the file is changed, or the command refuses and says why
 * (R17, R20, R51).
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run as holidays } from '#entry/cli/verbs/holidays.ts';
import { run as roles } from '#entry/cli/verbs/roles.ts';
import { run as rooms } from '#entry/cli/verbs/rooms.ts';
import type { Command } from '#entry/command.ts';
import { FIRST } from '../support/folders.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'office-files-'));
  for (const part of ['sops', 'schemas']) await cp(join(FIRST, part), join(folder, part), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (file: string): Promise<string> => readFile(join(folder, 'sops', file), 'utf8');

async function change(command: Command, ...args: string[]): Promise<string> {
  const out: string[] = [];
  await command(args, {
    ...{ env: {}, cwd: folder, lang: 'en', now: () => '2026-12-02T01:00:00Z', err: () => undefined },
    out: (line) => out.push(line),
    untilEnded: async () => undefined,
  });
  return out.join('\n');
}

/** Returns the lines of a file that a change added, and those that it removed. */
async function changed(file: string, ...args: Parameters<typeof change>): Promise<[added: string[], gone: string[]]> {
  const before = (await read(file)).split('\n');
  await change(...args);
  const after = (await read(file)).split('\n');
  return [after.filter((line) => !before.includes(line)), before.filter((line) => !after.includes(line))];
}

const close = (from: string, until: string): [Command, ...string[]] => [
  ...([rooms, 'close', 'tcm', '--from', from, '--until', until, '--reason', 'Cat'] as const),
];

test('R51: a room is closed in the zone of the room; a date means its begin, and as an end its whole day', async () => {
  expect(await changed('rooms.yaml', ...close('2026-12-01', '2026-12-03'))).toEqual([
    [
      '    closures:',
      '      - { from: 2026-12-01T00:00:00+07:00, until: 2026-12-04T00:00:00+07:00, reason: { id: Cat, en: Cat } }',
    ],
    [],
  ]);
  const [added] = await changed('rooms.yaml', ...close('2026-12-31 08:00', '2026-12-31T12:30'));
  expect(added).toEqual([
    '      - { from: 2026-12-31T08:00:00+07:00, until: 2026-12-31T12:30:00+07:00, reason: { id: Cat, en: Cat } }',
  ]);
});

test('R51: opening a room ends the closures that last at that time, by default now, and leaves the others', async () => {
  const shipped = await read('rooms.yaml');
  await change(...close('2026-12-01', '2026-12-03'));
  await change(...close('2026-12-20', '2026-12-21'));
  expect(await change(rooms, 'open', 'tcm')).toContain('closed Tuesday, 1 December 2026, 00:00 WIB to Wednesday, 2');
  expect(await read('rooms.yaml')).toContain('until: 2026-12-02T08:00:00+07:00');
  await change(rooms, 'open', 'tcm', '--from', '2026-12-20');
  expect(await read('rooms.yaml')).not.toContain('2026-12-20');
  await change(rooms, 'open', 'tcm', '--from', '2026-12-01');
  expect(await read('rooms.yaml')).toBe(shipped);
});

test('R20: a day off stands in the order of dates, as a holiday or as collective leave, and a year is begun with its decree', async () => {
  const [added] = await changed('calendar.yaml', holidays, 'add', '2026-12-09', '--name', 'Pilkada');
  expect(added).toEqual(['      - { date: 2026-12-09, name: { id: Pilkada, en: Pilkada } }']);
  await change(holidays, 'add', '2026-12-28', '--name', 'Cuti', '--name-en', 'Leave', '--leave');
  const text = await read('calendar.yaml');
  expect(text.indexOf('2026-12-28')).toBeGreaterThan(text.indexOf('collectiveLeave'));
  const year = ['holidays', 'add', '2027-01-01', '--name', 'Tahun Baru', '--decree', 'SKB 7'].slice(1);
  expect(await changed('calendar.yaml', holidays, ...year)).toEqual([
    [
      '  - year: 2027',
      '    decree: SKB 7',
      '      - { date: 2027-01-01, name: { id: Tahun Baru, en: Tahun Baru } }',
      '    collectiveLeave: []',
    ],
    [],
  ]);
});

test('R44: another calendar is changed by its name', async () => {
  await mkdir(join(folder, 'sops/calendars'));
  await cp(join(folder, 'sops/calendar.yaml'), join(folder, 'sops/calendars/balai.yaml'));
  const args = ['add', '2026-12-09', '--name', 'Libur balai', '--calendar', 'balai'];
  expect(await change(holidays, ...args)).toContain('sops/calendars/balai.yaml: changed');
  expect(await read('calendars/balai.yaml')).toContain('Libur balai');
  expect(await read('calendar.yaml')).not.toContain('Libur balai');
});

test('R17: ending a holder sets the last day, and says so in words', async () => {
  expect(await changed('roles.yaml', roles, 'end', 'tu', 'Contoh-TU', '--until', '2026-12-31')).toEqual([
    ['      - { account: 1002, login: contoh-tu, name: Contoh Petugas TU, from: 2026-01-01, until: 2026-12-31 }'],
    ['      - { account: 1002, login: contoh-tu, name: Contoh Petugas TU, from: 2026-01-01 }'],
  ]);
});

test.each<[string, Command, string[], RegExp]>([
  ['a room that does not exist', rooms, ['close', 'aula'], /--from is needed/],
  ['an unknown room', rooms, ['open', 'aula'], /no room "aula"; there are: tcm/],
  ['opening a room that is open', rooms, ['open', 'tcm'], /not closed at 2 Dec 2026.*This room has no closure/],
  ['a time that cannot be read', ...withArgs(close('besok', '2026-12-03')), /--from: expected as in 2026-12-01/],
  ['an end before its begin', ...withArgs(close('2026-12-03', '2026-12-01')), /Nothing was written/],
  ['a closure of two years', ...withArgs(close('2026-12-03', '2028-12-01')), /Nothing was written/],
  ['a day off without a name', holidays, ['add', '2026-12-09'], /--name is needed/],
  ['a date that cannot be read', holidays, ['add', '9 Desember', '--name', 'X'], /expected as in 2026-12-25/],
  ['a day that does not exist', holidays, ['add', '2026-02-30', '--name', 'X'], /expected as in 2026-12-25/],
  ['a day that is off already', holidays, ['add', '2026-12-25', '--name', 'X'], /is a day off already: Christmas/],
  ['a day that is not off', holidays, ['remove', '2026-12-09'], /no day off in this calendar/],
  ['a year without its decree', holidays, ['add', '2027-01-01', '--name', 'X'], /does not have the year 2027 yet/],
  ['a calendar that does not exist', holidays, ['add', '2026-12-09', '--name', 'X', '--calendar', 'y'], /Nothing was/],
  ['the end of a holder without a day', roles, ['end', 'tu', 'contoh-tu'], /--until DATE, the last day, is needed/],
  [
    'the end of a person without the role',
    roles,
    ['end', 'tu', 'x', '--until', '2026-12-31'],
    /its holders: contoh-tu/,
  ],
  ['an end before the first day', roles, ['end', 'tu', 'contoh-tu', '--until', '2025-12-31'], /before the first day/],
  ['the end in an unknown role', roles, ['end', 'ketua', 'x', '--until', '2026-12-31'], /no role "ketua"/],
])('refuses %s, and writes nothing', async (_what, command, args, message) => {
  const texts = () => Promise.all(['roles.yaml', 'rooms.yaml', 'calendar.yaml'].map(read));
  const before = await texts();
  await expect(change(command, ...args)).rejects.toThrow(message);
  expect(await texts()).toEqual(before);
});

test('refuses a configuration that is not sound, and names its problems', async () => {
  await writeFile(join(folder, 'sops/roles.yaml'), 'roles: 3\n');
  await expect(change(rooms, 'open', 'tcm')).rejects.toMatchObject({ problems: [{ file: 'sops/roles.yaml' }] });
});

function withArgs([command, ...args]: ReturnType<typeof close>): [Command, string[]] {
  return [command, args];
}
