import { expect, test } from 'vitest';
import { attack } from '../adversary/history.ts';
import { rounds } from '../support/rounds.ts';

/** The seeds of short histories; seed 6 found faults, so it runs at each delivery. `npm run prove:adversary` makes any number of histories, of any length. */
const SEEDS = [6, 1].slice(0, rounds(2));
const ACTS = 12;

test('R16, R26, R30: whatever anybody does, main and register have only what was decided, every act gets a reply, and nothing is left to do', async () => {
  let entries = 0;
  for (const seed of SEEDS) {
    const outcome = await attack(seed, ACTS);
    expect(outcome.breaches, `seed ${seed}:\n${outcome.lines.join('\n')}`).toEqual([]);
    entries += outcome.entries;
  }
  // If no case got far, this test would prove nothing.
  expect(entries).toBeGreaterThan(5 * SEEDS.length);
});
