import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run as holidays } from '#entry/cli/verbs/holidays.ts';
import { run as rooms } from '#entry/cli/verbs/rooms.ts';
import { run as sop } from '#entry/cli/verbs/sop.ts';
import { changed, close, here, open, opened, run, today } from '../support/everyday-office.ts';
import { FIRST } from '../support/folders.ts';

beforeAll(open);
afterAll(close);

describe('everyday changes in an office on one machine', () => {
  test('R20: a day off is added and removed, and the calendar stays as it was', async () => {
    const { proposed, adopted } = await changed(
      holidays,
      'add',
      '2026-12-08',
      '--name',
      'Pilkada',
      '--name-en',
      'Election',
    );
    expect(proposed).toContain('8 Desember 2026 menjadi hari libur: Pilkada');
    expect(adopted).toContain('Tenggat yang sudah dihitung tetap');
    expect(await opened.onMain('sops/calendar.yaml')).toContain(
      '{ date: 2026-12-08, name: { id: Pilkada, en: Election } }\n      - { date: 2026-12-25',
    );
    await changed(holidays, 'remove', '2026-12-08');
    expect(await opened.onMain('sops/calendar.yaml')).toBe(await readFile(join(FIRST, 'sops/calendar.yaml'), 'utf8'));
  });

  test('two changes that wait at the same time are put in force one after the other, and change the folder only then', async () => {
    const before = await here('sops/rooms.yaml');
    const [first, second] = [
      await run(rooms, ['close', 'tcm', '--from', today(), '--until', today(), '--reason', 'Cat', '--wait', '0']),
      await run(holidays, ['add', '2026-12-10', '--name', 'Libur', '--wait', '0']),
    ].map(({ out }) => /adopt (\d+)/.exec(out)?.[1] ?? '');
    expect(await here('sops/rooms.yaml')).toBe(before);
    const adopted = [await run(sop, ['adopt', second ?? '']), await run(sop, ['adopt', first ?? ''])];
    expect(adopted.map(({ code }) => code)).toEqual([0, 0]);
    expect(adopted[1]?.out).toContain('Di folder ini ikut diubah: sops/rooms.yaml.');
    for (const path of ['sops/rooms.yaml', 'sops/calendar.yaml'])
      expect(await here(path)).toBe(await opened.onMain(path));
  });
});
