import { expect, test } from 'vitest';
import { live } from '../simulate/month.ts';

/** Two small ones here; `npm run simulate` lives through as large ones as one likes. */
test.each([1, 2])(
  'R15, R22, R26, R28, R29: after a month of failing calls, lost bells, dying runs and clumsy people every case is what its facts say (seed %i)',
  async (seed) => {
    const month = await live({ seed, cases: 12, people: 20 });
    expect(month.breaches).toEqual([]);
    expect(month.completed).toBeGreaterThan(0);
    expect(Math.min(month.killed, month.faults)).toBeGreaterThan(0);
  },
);
