import { expect, test } from 'vitest';
import { live } from '../simulate/month.ts';
import { rounds } from '../support/rounds.ts';
import { IS_SHIPPED } from '../support/shipped.ts';

/** Small simulations, two at night. `npm run simulate` runs larger ones. */
test.each([1, 2].slice(0, rounds(2)))(
  'R15, R22, R26, R28, R29: after a month of failing calls, lost triggers, dying runs and mistakes every case is what its facts say (seed %i)',
  async (seed) => {
    const month = await live({ seed, cases: 12, people: 20 });
    expect(month.breaches).toEqual([]);
    expect(month.completed).toBeGreaterThan(0);
    expect(Math.min(month.killed, month.faults)).toBeGreaterThan(0);
  },
);

test.skipIf(!IS_SHIPPED)(
  'R3, R24, R28: the three shipped SOPs run side by side in one office for a month, and a case of each is completed',
  async () => {
    const month = await live({ seed: 1, cases: 24, people: 24, office: 'shipped' });
    expect(month.breaches).toEqual([]);
    expect(month.procedures).toEqual(['ekspos-visitasi-kunker', 'protokol-manajemen-krisis', 'video-conference']);
  },
);
