import { describe, expect, it } from 'vitest';
import type { Identity } from '#domain/generated/procedure.ts';
import { officeHead } from './view.ts';

const sop = (office: string[], division = '') => ({ identity: { office, division } as Identity });

describe('R4: the office that a page names', () => {
  it.each([
    ['nothing, if it has no procedure', [], { lines: [] }],
    [
      'agency and unit of its one procedure',
      [sop(['DINAS A', 'KOTA B'], 'BIDANG C')],
      { lines: ['DINAS A', 'KOTA B'], division: 'BIDANG C' },
    ],
    ['no unit, if its one procedure names none', [sop(['DINAS A'])], { lines: ['DINAS A'] }],
    ['no line for an empty cell of the SOP', [sop(['DINAS A', ''])], { lines: ['DINAS A'] }],
    [
      'the agency alone, if its procedures are of two units',
      [sop(['DINAS A'], 'C'), sop(['DINAS A'], 'D')],
      { lines: ['DINAS A'] },
    ],
    [
      'what its agencies belong to, if its procedures are of two agencies',
      [sop(['DINAS A', 'KOTA B']), sop(['DINAS E', 'KOTA B'])],
      { lines: ['KOTA B'] },
    ],
    ['nothing, if its procedures share no line', [sop(['A']), sop(['B'])], { lines: [] }],
  ])('R4: a page names of its office %s', (_, procedures, head) => {
    expect(officeHead(procedures)).toEqual(head);
  });
});
