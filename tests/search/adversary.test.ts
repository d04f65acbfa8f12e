import { expect, test } from 'vitest';
import { attack } from '../adversary/history.ts';

/** Short ones here; `npm run prove:adversary` makes as many and as long ones as one likes. */
const SEEDS = [1, 6];
const ACTS = 12;

test('R16, R26, R30: whatever everybody does, main and register hold only what was decided, every act is answered, and the process is done', async () => {
  let entries = 0;
  for (const seed of SEEDS) {
    const outcome = await attack(seed, ACTS);
    expect(outcome.breaches, `seed ${seed}:\n${outcome.lines.join('\n')}`).toEqual([]);
    entries += outcome.entries;
  }
  // If nobody came far, this would say nothing.
  expect(entries).toBeGreaterThan(10);
});
