import { describe, expect, it } from 'vitest';
import type { Identity } from '#domain/generated/procedure.ts';
import { officeHead } from './view.ts';

const sop = (office: string[], division = '') => ({ identity: { office, division } as Identity });

describe('R4: whose office a page names', () => {
  it.each([
    ['without a procedure: nobody’s', [], { lines: [] }],
    [
      'of one: all of it',
      [sop(['DINAS A', 'KOTA B'], 'BIDANG C')],
      { lines: ['DINAS A', 'KOTA B'], division: 'BIDANG C' },
    ],
    ['of one without a unit', [sop(['DINAS A'])], { lines: ['DINAS A'] }],
    ['an empty cell of the SOP is no line', [sop(['DINAS A', ''])], { lines: ['DINAS A'] }],
    [
      'of several of two units: the agency alone',
      [sop(['DINAS A'], 'C'), sop(['DINAS A'], 'D')],
      { lines: ['DINAS A'] },
    ],
    [
      'of several agencies: what they belong to',
      [sop(['DINAS A', 'KOTA B']), sop(['DINAS E', 'KOTA B'])],
      { lines: ['KOTA B'] },
    ],
    ['of several that agree in nothing', [sop(['A']), sop(['B'])], { lines: [] }],
  ])('%s', (_, procedures, head) => {
    expect(officeHead(procedures)).toEqual(head);
  });
});
