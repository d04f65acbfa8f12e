import { describe, expect, it } from 'vitest';
import type { Identity } from '#domain/generated/procedure.ts';
import { officeHead } from './view.ts';

const sop = (office: string[], division = '') => ({ identity: { office, division } as Identity });

describe('R4: the office that a page names', () => {
  it.each([
    ['without a procedure, none', [], { lines: [] }],
    [
      'of one procedure, all of it',
      [sop(['DINAS A', 'KOTA B'], 'BIDANG C')],
      { lines: ['DINAS A', 'KOTA B'], division: 'BIDANG C' },
    ],
    ['of one procedure without a unit', [sop(['DINAS A'])], { lines: ['DINAS A'] }],
    ['with an empty cell of the SOP, no line for it', [sop(['DINAS A', ''])], { lines: ['DINAS A'] }],
    [
      'of several procedures of two units, the agency alone',
      [sop(['DINAS A'], 'C'), sop(['DINAS A'], 'D')],
      { lines: ['DINAS A'] },
    ],
    [
      'of several agencies, what they belong to',
      [sop(['DINAS A', 'KOTA B']), sop(['DINAS E', 'KOTA B'])],
      { lines: ['KOTA B'] },
    ],
    ['of several that have nothing in common', [sop(['A']), sop(['B'])], { lines: [] }],
  ])('R4: a page names its office %s', (_, procedures, head) => {
    expect(officeHead(procedures)).toEqual(head);
  });
});
