import { describe, expect, it } from 'vitest';
import { same } from '#domain/words/language.ts';
import { DESK_OFFICE, deskReading, indexedAt } from '#tests/support/desk-reading.ts';
import { deskSize, EVERYTHING, filterChoices, filterDesk, finder, isFiltering } from './desk-filter.ts';
import { applicationsOf, type Desk, type DeskLine, deskOf } from './desk-list.ts';

const NOW = '2026-12-01T03:00:00Z';
const named = (id: string) => ({ id, name: same(id.toUpperCase()) });

/** Makes a desk from lines such as "izin tu": a procedure and a role. A case whose act was sent has no role. */
function deskWith(
  groups: Partial<Record<'late' | 'today' | 'next' | 'sent' | 'consulted' | 'informed', readonly string[]>>,
): Desk {
  let number = 0;
  const [some] = deskOf(deskReading(1002, [indexedAt('penerimaan')]), NOW).next;
  if (!some) throw new Error('The sample has no line.');
  const lines = (of: readonly string[] = []): DeskLine[] =>
    of.map((text) => {
      const [procedure = '', role] = text.split(' ');
      number += 1;
      return { ...some, number, procedure: named(procedure), role: role === undefined ? undefined : named(role) };
    });
  const all = Object.values(groups).flatMap((each) => each ?? []);
  const roles = [...new Set(all.flatMap((each) => each.split(' ')[1] ?? []))].map(named);
  const { late, today, next, sent, consulted, informed } = groups;
  return {
    roles,
    late: lines(late),
    today: lines(today),
    next: lines(next),
    sent: lines(sent),
    consulted: lines(consulted),
    informed: lines(informed),
  };
}

const MIXED = deskWith({ late: ['izin tu', 'rapat tu'], today: ['izin kepala'], next: ['rapat tu'], sent: ['izin'] });
const counts = (options: readonly { id: string; count: number }[]) => options.map(({ id, count }) => `${id} ${count}`);

describe('the filters of the list', () => {
  it('a short list of one procedure and one role has no filters', () => {
    const desk = deskWith({ late: ['izin tu'], next: ['izin tu'] });
    expect(filterChoices(desk, EVERYTHING)).toMatchObject({ procedures: [], roles: [], late: undefined });
  });

  it('a long list has a filter by lateness if some of its lines are late, but not all', () => {
    const seven = Array.from({ length: 7 }, () => 'izin tu');
    expect(filterChoices(deskWith({ late: ['izin tu'], next: seven }), EVERYTHING).late).toBe(1);
    expect(filterChoices(deskWith({ late: ['izin tu'], next: seven.slice(1) }), EVERYTHING).late).toBeUndefined();
    expect(filterChoices(deskWith({ late: [...seven, 'izin tu'] }), EVERYTHING).late).toBeUndefined();
    expect(filterChoices(deskWith({ next: [...seven, 'izin tu'] }), EVERYTHING).late).toBeUndefined();
  });

  it('each option counts the lines that it would show while the other filters stay', () => {
    const free = filterChoices(MIXED, EVERYTHING);
    expect([counts(free.procedures), counts(free.roles), free.late]).toEqual([
      ['izin 3', 'rapat 2'],
      ['tu 3', 'kepala 1'],
      2,
    ]);
    expect(free.all).toEqual({ procedures: 5, roles: 5 });
    const late = filterChoices(MIXED, { ...EVERYTHING, late: true });
    expect([counts(late.procedures), counts(late.roles), late.all]).toEqual([
      ['izin 1', 'rapat 1'],
      ['tu 2', 'kepala 0'],
      { procedures: 2, roles: 2 },
    ]);
    for (const { id, count } of late.procedures)
      expect(deskSize(filterDesk(MIXED, { ...EVERYTHING, late: true, procedure: id }))).toBe(count);
  });

  it('a filtered list keeps its groups; filters by role and lateness leave out cases whose act was sent', () => {
    const { late, today, next, sent } = filterDesk(MIXED, { ...EVERYTHING, procedure: 'izin' });
    expect([late, today, next, sent].map((lines) => lines.length)).toEqual([1, 1, 0, 1]);
    expect(filterDesk(MIXED, { ...EVERYTHING, role: 'tu' }).sent).toEqual([]);
    expect(deskSize(filterDesk(MIXED, { ...EVERYTHING, late: true }))).toBe(2);
    expect(filterDesk(MIXED, EVERYTHING)).toEqual(MIXED);
  });

  it('a filter by a procedure without lines shows nothing, and still counts as a filter', () => {
    const filter = { ...EVERYTHING, procedure: 'tidak-ada' };
    expect(deskSize(filterDesk(MIXED, filter))).toBe(0);
    expect([isFiltering(filter), isFiltering(EVERYTHING)]).toEqual([true, false]);
  });

  it('the words of the search find lines of every group by number and title, in capitals or not', () => {
    const titled = (title: string) => indexedAt('penerimaan', { title });
    const reading = deskReading(1002, [titled('Rapat Evaluasi banjir'), titled('Siaran pers'), titled('Rapat pers')]);
    const desk = deskOf(reading, NOW);
    const found = (words: string) => {
      const { late, today, next } = filterDesk(desk, { ...EVERYTHING, words });
      return [...late, ...today, ...next].map(({ number }) => number);
    };
    expect(found(' BANJIR evaluasi ')).toEqual([1]);
    expect(found('pers')).toEqual([2, 3]);
    expect(found('pmk-2026-3')).toEqual([3]);
    expect(found('gempa')).toEqual([]);
    expect(found(' ')).toEqual([1, 2, 3]);
    expect([isFiltering({ ...EVERYTHING, words: ' ' }), isFiltering({ ...EVERYTHING, words: 'a' })]).toEqual([
      false,
      true,
    ]);
    // The applicant's own requests are found too.
    const own = applicationsOf(deskReading(1101, [titled('Rapat banjir'), titled('Siaran pers')]));
    const press = own.running.filter(finder({ ...EVERYTHING, words: 'siaran' }));
    expect(press.map(({ number }) => number)).toEqual([2]);
    expect(own.running.filter(finder(EVERYTHING))).toEqual(own.running);
  });

  it('a person who has two roles can filter by each of them', () => {
    const cases = [indexedAt('disposisi'), indexedAt('koordinasi')];
    const desk = deskOf(deskReading(1005, cases, { office: DESK_OFFICE }), '2026-08-10T03:00:00Z');
    expect(counts(filterChoices(desk, EVERYTHING).roles)).toEqual(['kepala-dinas 1', 'kabid-aptika 1']);
    expect(filterDesk(desk, { ...EVERYTHING, role: 'kabid-aptika' }).next.map(({ number }) => number)).toEqual([2]);
  });
});
