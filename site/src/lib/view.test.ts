import { describe, expect, it } from 'vitest';
import type { Identity } from '#domain/generated/procedure.ts';
import { officeHead } from './view.ts';

const sop = (office: string[], division = '') => ({ identity: { office, division } as Identity });

describe('R4: the office that a page names', () => {
  it.each([
    ['nothing, if the office has no procedure', [], { lines: [] }],
    [
      'agency and unit, if the office has one procedure',
      [sop(['DINAS A', 'KOTA B'], 'BIDANG C')],
      { lines: ['DINAS A', 'KOTA B'], division: 'BIDANG C' },
    ],
    ['no unit, if the office’s one procedure names none', [sop(['DINAS A'])], { lines: ['DINAS A'] }],
    ['no line for an empty cell of the SOP', [sop(['DINAS A', ''])], { lines: ['DINAS A'] }],
    [
      'the agency alone, if the procedures are of two units',
      [sop(['DINAS A'], 'C'), sop(['DINAS A'], 'D')],
      { lines: ['DINAS A'] },
    ],
    [
      'the lines that two agencies have in common, if the procedures are of two agencies',
      [sop(['DINAS A', 'KOTA B']), sop(['DINAS E', 'KOTA B'])],
      { lines: ['KOTA B'] },
    ],
    ['nothing, if the procedures have no line in common', [sop(['A']), sop(['B'])], { lines: [] }],
  ])('R4: of its office, a page names %s', (_, procedures, head) => {
    expect(officeHead(procedures)).toEqual(head);
  });
});
