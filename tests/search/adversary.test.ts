import { expect, test } from 'vitest';
import { attack } from '../adversary/history.ts';

/** The number of short histories here. `npm run prove:adversary` makes any number of any length. */
const SEEDS = [1, 6];
const ACTS = 12;

test('R16, R26, R30: whatever everybody does, main and register have only what was decided, every act is answered, and the process is done', async () => {
  let entries = 0;
  for (const seed of SEEDS) {
    const outcome = await attack(seed, ACTS);
    expect(outcome.breaches, `seed ${seed}:\n${outcome.lines.join('\n')}`).toEqual([]);
    entries += outcome.entries;
  }
  // If no case got far, this test would prove nothing.
  expect(entries).toBeGreaterThan(10);
});
