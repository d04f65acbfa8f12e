import { describe, expect, it } from 'vitest';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { checkpointText, printNote } from '#domain/log/note.ts';
import { exportRegister } from '#tests/support/export-register.ts';
import { sop, Walk, world } from '#tests/support/walked-case.ts';
import { Catalogue } from './catalogue.ts';
import { summarise } from '#public/export/summary.ts';

const SIGNED = { name: 'kantor', keyId: '00000000', signature: new Uint8Array(64) };

/** Returns a checkpoint of this many entries, as the register has it. These tests do not check who signed it. */
const checkpoint = (size: number, at: string) => ({
  note: printNote({ text: checkpointText({ origin: 'kantor', size, root: '0'.repeat(64) }), signatures: [SIGNED] }),
  at,
});

/** Returns the case, with its entries one after the other in the log. */
function logged(walk: Walk, first: number): PublicCase {
  const one = exportRegister(world([walk])).dossiers[0]?.case;
  if (!one) throw new Error('No case.');
  let leaf = first;
  const visits = one.visits.map((visit) => ({
    ...visit,
    entries: visit.entries.map((entry) => ({ ...entry, leaf: leaf++ })),
  }));
  return { ...one, visits };
}

const MONTH = '2026-11';
const { names } = exportRegister(world([])).publication;
const catalogueNow = () => new Catalogue(Catalogue.database(), () => sop.zone);
const put = (catalogue: Catalogue, one: PublicCase) =>
  catalogue.put({ summary: summarise(one, names), recordings: catalogue.recordings.factsOf(one) });
const lagsOf = ({ recordings }: Catalogue) => recordings.figures([sop.id], [MONTH]).procedures[0]?.months[0];

describe('R32: how long after an event its entry was recorded', () => {
  it('R32: the delay runs from the act, or the planned instant of a level, to the first commit with the entry', () => {
    const catalogue = catalogueNow();
    // The case was submitted at 02:00, received at 02:04, and reached an escalation level at 02:34.
    const walk = new Walk(1).submit().wait(4).approve().wait(30).level(1);
    catalogue.recordings.know([
      checkpoint(5, '2026-11-25T01:00:00Z'),
      checkpoint(6, '2026-11-25T02:00:07Z'),
      checkpoint(7, '2026-11-25T02:04:20Z'),
      checkpoint(8, '2026-11-25T02:49:00Z'),
    ]);
    put(catalogue, logged(walk, 5));
    expect(lagsOf(catalogue)).toEqual({
      month: MONTH,
      acts: { n: 2, unknown: 0, median: 7, p90: 20 },
      clock: { n: 1, unknown: 0, median: 900, p90: 900 },
    });
    // One commit may have several entries, and an entry that is put again is not counted twice.
    put(catalogue, logged(walk.wait(1).approve().wait(1).approve(), 5));
    expect(lagsOf(catalogue)?.acts).toEqual({ n: 2, unknown: 2, median: 7, p90: 20 });
    catalogue.recordings.know([checkpoint(10, '2026-11-25T02:37:00Z')]);
    put(catalogue, logged(walk, 5));
    expect(lagsOf(catalogue)?.acts).toEqual({ n: 4, unknown: 0, median: 20, p90: 120 });
  });

  it('R32: in a history that was cut off, the delays of entries before the first known checkpoint are unknown, and have no median', () => {
    const catalogue = catalogueNow();
    const walk = new Walk(1).submit().wait(4).approve();
    catalogue.recordings.know([checkpoint(7, '2026-11-25T08:00:00Z')]);
    put(catalogue, logged(walk, 5));
    expect(lagsOf(catalogue)).toMatchObject({ acts: { n: 0, unknown: 2 } });
    expect(lagsOf(catalogue)?.acts).not.toHaveProperty('median');
  });

  it('R11: a case that becomes restricted is removed from the delays', () => {
    const catalogue = catalogueNow();
    catalogue.recordings.know([checkpoint(0, '2026-11-25T01:00:00Z'), checkpoint(9, '2026-11-25T03:00:00Z')]);
    put(catalogue, logged(new Walk(1).submit(), 0));
    expect(lagsOf(catalogue)?.acts.n).toBe(1);
    put(catalogue, logged(new Walk(1).submit({}, { nature: 'rahasia' }), 0));
    expect(lagsOf(catalogue)?.acts).toEqual({ n: 0, unknown: 0 });
  });
});
