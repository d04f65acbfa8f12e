import { describe, expect, it, test } from 'vitest';
import { type CaseState, fold } from '#domain/case/state/state.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import fc from '#tests/support/fast-check.ts';
import { opening } from '#tests/support/sealed-journal.ts';
import { adopt, parseConfigurations } from './configurations.ts';
import { OtherFormat } from './format.ts';
import { emptyIndex, indexAfter, indexOf, indexPart, parseIndex, printIndex, withEnding } from './index-file.ts';
import { isListPath, journalNumber, journalPath } from './paths.ts';

const cached = { mark: 'm1', config: 'c1' };

const stateOf = (...entries: Entry[]): CaseState => {
  const state = fold(entries);
  if (!state) throw new Error('A journal with entries has a state.');
  return state;
};

const received = (number: number, agenda: number): Entry => ({
  seq: 2,
  kind: 'accepted',
  at: '2026-11-25T09:00:00Z',
  step: 'receipt',
  visit: 1,
  who: { id: 7, login: 'petugas', role: 'agenda' },
  agenda: { year: 2026, number: agenda },
  booking: { room: 'aula', start: `2026-12-0${number}T01:00:00Z`, end: `2026-12-0${number}T03:00:00Z` },
  config: 'c1',
});

describe('R28: the index of open cases', () => {
  it('the index has the step, deadline and next instant of each open case', () => {
    const index = indexAfter(emptyIndex, stateOf(opening(3)), cached);
    expect(index.cases['3']).toEqual({
      id: 'PMK-2026-3',
      path: 'requests/2026/rapat-3/request.yaml',
      step: 'receipt',
      row: 2,
      visit: 1,
      withApplicant: false,
      due: '2026-11-25T08:10:00Z',
      next: '2026-11-25T08:08:00Z',
      applicant: 42,
      procedure: 'sops/pmk.yaml',
      ...cached,
    });
  });

  it('R46: the index keeps a row such as 3a as text and a row such as 2 as a number', () => {
    const first = opening(3);
    const lettered: Entry = { ...first, ...(first.next ? { next: { ...first.next, row: '3a' } } : {}) };
    const index = indexAfter(indexAfter(emptyIndex, stateOf(opening(2)), cached), stateOf(lettered), cached);
    const printed = printIndex(index);
    expect(printed).toContain('"row":"3a"');
    expect(Object.values(parseIndex(printed).cases).map(({ row }) => row)).toEqual([2, '3a']);
  });

  it('R5, R20: the index lists who approved already, and the start of the visit’s time if that is later', () => {
    const first = opening(3);
    const partial: Entry = {
      seq: 2,
      kind: 'accepted',
      at: '2026-11-25T08:02:00Z',
      step: 'receipt',
      visit: 1,
      gesture: 'approve',
      who: { id: 7, login: 'petugas', role: 'agenda' },
      partial: true,
      config: 'c1',
    };
    const after = indexAfter(emptyIndex, stateOf(first, partial), cached).cases['3'];
    expect(after?.approvals).toEqual([{ account: 7, role: 'agenda', at: '2026-11-25T08:02:00Z' }]);
    expect(after).not.toHaveProperty('begins');
    const begins = '2026-11-26T01:00:00Z';
    const later: Entry = { ...first, ...(first.next ? { next: { ...first.next, begins } } : {}) };
    const index = indexAfter(emptyIndex, stateOf(later), cached);
    expect(index.cases['3']).toMatchObject({ begins });
    expect(parseIndex(printIndex(index))).toEqual(index);
  });

  it('the next instant of a case is the next escalation level, and then the deadline if the step has an outcome by time', () => {
    const level = (share: number): Entry => ({
      seq: 2,
      kind: 'rung',
      at: '2026-11-25T08:08:00Z',
      rung: { share, action: 'remind', roles: [] },
      config: 'c1',
    });
    const first = opening(3);
    const timed: Entry = { ...first, ...(first.next ? { next: { ...first.next, timeout: true } } : {}) };
    const next = (...entries: Entry[]) => indexAfter(emptyIndex, stateOf(...entries), cached).cases['3']?.next;
    expect(next(first, level(0.8))).toBe('2026-11-25T08:10:00Z');
    expect(next(first, level(0.8), { ...level(1), seq: 3 })).toBeUndefined();
    expect(next(timed, level(0.8), { ...level(1), seq: 3 })).toBe('2026-11-25T08:10:00Z');
  });

  it('the index drops a rejected case and its booking, and keeps the last agenda number', () => {
    const during = indexAfter(emptyIndex, stateOf(opening(3), received(3, 7)), cached);
    expect(during.bookings).toEqual([{ ...received(3, 7).booking, case: 'PMK-2026-3', number: 3 }]);
    const end: Entry = { ...received(3, 7), seq: 3, kind: 'rejected', end: 'rejected' };
    const after = indexAfter(during, stateOf(opening(3), received(3, 7), end), cached);
    expect(after).toEqual({ ...emptyIndex, agenda: { 2026: 7 } });
  });

  it('the index is written the same, in any order of the cases', () => {
    const states = [1, 2, 3, 4].map((number) => stateOf(opening(number), received(number, number)));
    const printed = (order: readonly CaseState[]): string =>
      printIndex(order.reduce((index, state) => indexAfter(index, state, cached), emptyIndex));
    fc.assert(
      fc.property(fc.shuffledSubarray(states, { minLength: 4 }), (order) => {
        expect(printed(order)).toBe(printed(states));
      }),
    );
    expect(printIndex(indexOf(states.map(indexPart), '', () => cached))).toBe(printed(states));
    expect(printIndex(parseIndex(printed(states)))).toBe(printed(states));
    expect(parseIndex(printed(states))).toEqual(JSON.parse(printed(states)));
  });

  it('the index lists ended cases that the forge may not show yet, and has no such list if there are none', () => {
    const ending = withEnding(withEnding(emptyIndex, 9, true), 3, true);
    expect(ending.ending).toEqual([3, 9]);
    expect(parseIndex(printIndex(ending))).toEqual(ending);
    expect(withEnding(withEnding(ending, 3, false), 9, false)).toEqual(emptyIndex);
    expect(printIndex(emptyIndex)).not.toContain('ending');
  });

  it('R50: the index says how far and when cases are looked at for what is erased', () => {
    const index = { ...emptyIndex, erasures: { of: 'a b', next: 10, again: '2027-12-05T05:00:00Z' } };
    expect(parseIndex(printIndex(index))).toEqual(index);
    for (const erasures of [null, {}, { of: 'a', next: '1' }, { of: 'a', again: 1 }])
      expect(() => parseIndex(JSON.stringify({ ...emptyIndex, erasures }))).toThrow(SyntaxError);
  });

  it('a damaged index file is an error, and a missing index file is an empty index', () => {
    expect(parseIndex(undefined)).toBe(emptyIndex);
    for (const text of ['', '[]', 'null', '{"format":1}', printIndex(emptyIndex).replace('[]', '{}')]) {
      expect(() => parseIndex(text)).toThrow(SyntaxError);
    }
  });

  it.each([
    ['a trial version 0.x', { version: 1, rules: 4 }, /version 0\.8\.0/],
    ['a later version', { format: 2 }, /format 2.*Update this program/],
    ['nobody, with a mark that is no number', { format: '1' }, /version 0\.8\.0/],
  ])('R29: an index that %s wrote in another format is refused with a sentence', (_who, mark, sentence) => {
    const { format: _format, ...fields } = emptyIndex;
    const text = JSON.stringify({ ...fields, ...mark });
    expect(() => parseIndex(text)).toThrow(OtherFormat);
    expect(() => parseIndex(text)).toThrow(sentence);
  });
});

it('R28: fields of a later version, in the index or in a case, are ignored', () => {
  const index = indexAfter(emptyIndex, stateOf(opening(3)), cached);
  const { cases } = index;
  const later = { ...index, cases: { '3': { ...cases['3'], colour: 'red' } }, weather: { of: 'today' } };
  expect(parseIndex(JSON.stringify(later)).cases).toEqual(cases);
});

describe('R28: the list of adopted configurations', () => {
  const first = { at: '2026-11-25T08:00:00Z', revision: 'r1', main: 'a'.repeat(40) };
  const second = { at: '2026-11-26T08:00:00Z', revision: 'r2', main: 'b'.repeat(40) };

  it('adopted configurations are kept one per line, with the earlier lines unchanged', () => {
    const text = adopt(adopt(undefined, first), second);
    expect(text.startsWith(adopt(undefined, first))).toBe(true);
    expect(parseConfigurations(text)).toEqual([first, second]);
    expect(parseConfigurations(undefined)).toEqual([]);
  });

  it.each(['x\n', '{"at":"2026"}\n', adopt(undefined, first).trimEnd(), `${adopt(undefined, first)}\n`])(
    'a list of configurations with the damaged line %j is refused',
    (text) => {
      expect(() => parseConfigurations(text)).toThrow(SyntaxError);
    },
  );
});

describe('the path of a journal', () => {
  it('the path of a journal contains its number, which is read from the path again', () => {
    expect(journalPath(7)).toBe('journals/0/7.jsonl');
    expect(journalPath(1234)).toBe('journals/12/1234.jsonl');
    fc.assert(fc.property(fc.integer({ min: 1 }), (number) => journalNumber(journalPath(number)) === number));
    for (const path of [
      'journals/1/7.jsonl',
      'journals/0/07.jsonl',
      'journals/0/0.jsonl',
      'journals/7.jsonl',
      'index.json',
    ]) {
      expect(journalNumber(path)).toBeUndefined();
    }
  });
});

test('R27: the lists of earlier versions have paths of their own', () => {
  expect(['daftar/2026/12.md', 'daftar/2026/README.md'].filter((path) => !isListPath(path))).toEqual([]);
  const others = ['daftar/2026/01.md', 'daftar/26/1.md', 'daftar/2026/1.md.md', 'daftar/README.md', 'README.md'];
  expect(others.filter(isListPath)).toEqual([]);
});
