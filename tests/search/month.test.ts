import { expect, test } from 'vitest';
import { live } from '../simulate/month.ts';
import { IS_SHIPPED } from '../support/shipped.ts';

/** Two small ones here; `npm run simulate` lives through as large ones as one likes. */
test.each([1, 2])(
  'R15, R22, R26, R28, R29: after a month of failing calls, lost triggers, dying runs and clumsy people every case is what its facts say (seed %i)',
  async (seed) => {
    const month = await live({ seed, cases: 12, people: 20 });
    expect(month.breaches).toEqual([]);
    expect(month.completed).toBeGreaterThan(0);
    expect(Math.min(month.killed, month.faults)).toBeGreaterThan(0);
  },
);

test.skipIf(!IS_SHIPPED)(
  'R3, R24, R28: the three SOPs that are shipped run side by side in one office for a month, and of each a case is completed',
  async () => {
    const month = await live({ seed: 1, cases: 24, people: 24, office: 'shipped' });
    expect(month.breaches).toEqual([]);
    expect(month.procedures).toEqual(['ekspos-visitasi-kunker', 'protokol-manajemen-krisis', 'video-conference']);
  },
);
