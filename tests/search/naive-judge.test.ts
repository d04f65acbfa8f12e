import { expect, test } from 'vitest';
import { compare } from '../naive-judge/compare.ts';

/** The number of histories here. `npm run prove:judge` makes any number. */
const HISTORIES = 150;
const wanted = Number(process.env['DISPOSISI_SEED'] ?? 1);
const from = Number.isSafeInteger(wanted) ? wanted : Date.now() % 1_000_000;

test('R1, R2, R5, R6, R13, R14, R16-R18, R20-R22, R24, R28, R47: a naive judge, written from the rules alone, judges random histories as the engine does, with runs at any time', () => {
  const seen = new Set<string>();
  for (let seed = from; seed < from + HISTORIES; seed += 1) {
    const { difference, kinds } = compare(seed);
    expect(difference).toBe(undefined);
    for (const kind of kinds) seen.add(kind.split(' ')[0] ?? '').add(kind.split(' ').at(-1) ?? '');
  }
  // If no history got far, this test would prove nothing.
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'submitted',
      'accepted',
      'refused',
      'superseded',
      'rung',
      'timed-out',
      'rejected',
      'signed',
    ]),
  );
});
