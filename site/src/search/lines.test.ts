import { describe, expect, it } from 'vitest';
import {
  type Asked,
  byRank,
  faultsBetween,
  initialsOf,
  isEmpty,
  isShortFor,
  type SearchLine,
  matcher,
  nearSearch,
  numberAsked,
  searchable,
  yearsToRead,
} from './lines.ts';

const NOTHING: Asked = { words: '', state: '', year: '', procedure: '', filters: {} };
const ask = (changes: Partial<Asked>): Asked => ({ ...NOTHING, ...changes });
const line = (id: string, changes: Partial<SearchLine> = {}): SearchLine =>
  searchable({
    ...{ id, procedure: 'pmk', status: 'running', submitted: '2026-11-25T02:00:00Z', zone: 'Asia/Pontianak' },
    ...{ filters: {}, words: '', ...changes },
  });

const running = line('PMK-2026-7', { title: 'Rapat Évaluasi', words: 'banjir' });
const withApplicant = line('PMK-2026-8', { status: 'applicant', filters: { '/jenis': 'rapat' } });
const ended = line('PMK-2025-3', {
  ...{ status: 'completed', ended: '2025-12-31T18:00:00Z', submitted: '2025-12-30T02:00:00Z' },
  ...{ procedure: 'lain', words: 'Banjir pesisir' },
});
const LINES = [running, withApplicant, ended];

describe('what the search finds', () => {
  it.each([
    ['every word, without case and diacritics, in number, title and text', { words: ' EVALUASI banjir ' }, [running]],
    ['part of a number', { words: '2026-8' }, [withApplicant]],
    ['open cases, also those that wait for the applicant', { state: 'running' }, [running, withApplicant]],
    ['cases with one end', { state: 'completed' }, [ended]],
    ['cases of one year, counted in the zone of each case', { year: '2026' }, LINES],
    ['no case by its year in UTC', { year: '2025' }, []],
    ['one procedure', { procedure: 'lain' }, [ended]],
    [
      'one value of a field, and any value for an empty one',
      { filters: { '/jenis': 'rapat', '/lain': '' } },
      [withApplicant],
    ],
    ['all conditions together', { words: 'banjir', state: 'completed', year: '2026', procedure: 'lain' }, [ended]],
    ['nothing for an unknown word', { words: 'gempa' }, []],
  ])('the search finds %s', (_, asked, found) => {
    expect(LINES.filter(matcher(ask(asked)))).toEqual(found);
  });

  it.each([
    ['nothing', {}, true],
    ['spaces', { words: '  ' }, true],
    ['a field left open', { filters: { '/jenis': '' } }, true],
    ['a word', { words: 'a' }, false],
    ['a field', { filters: { '/jenis': 'rapat' } }, false],
  ])('a search has a condition only if words or a value are given; here: %s', (_, asked, expected) => {
    expect(isEmpty(ask(asked))).toBe(expected);
  });
});

describe('the short form of an agency’s name', () => {
  it('finds all of its cases, also if another case has the short form in its letter number', () => {
    const numbered = line('PMK-2026-3', { words: '005/12/DINSOS/2026', filters: { '/instansi': 'Dinas Sosial' } });
    const named = line('PMK-2026-5', { filters: { '/instansi': 'Dinas Sosial Kota Contoh' } });
    const other = line('PMK-2026-6', { filters: { '/instansi': 'Dinas Kesehatan' } });
    expect([numbered, named, other].filter(matcher(ask({ words: 'Dinsos' })))).toEqual([numbered, named]);
  });

  it.each([
    ['dinkes', 'Dinas Kesehatan', true],
    ['kominfo', 'Dinas Komunikasi dan Informatika', true],
    ['dinas', 'Dinas Sosial', false],
    ['dinsus', 'Dinas Sosial', false],
    ['dinsosial', 'Dinas Pendidikan dan Sosial', false],
  ])('%s is short for %s: %s', (word, name, expected) => {
    expect(isShortFor(word, name)).toBe(expected);
  });
});

describe('a number that is typed whole', () => {
  it.each([
    ['PMK-2026-6', 'PMK-2026-6'],
    [' pmk-2026-6 ', 'PMK-2026-6'],
    ['pmk 2026/6', 'PMK-2026-6'],
    ['PMK-2026-', undefined],
    ['PMK-2026-6 rapat', undefined],
    ['../meja', undefined],
  ])('the typed text %j has the case number %s', (words, number) => {
    expect(numberAsked(words)).toBe(number);
  });

  it('the case of a typed number is first, then open cases, then ended cases, the latest first', () => {
    const before = line('PMK-2025-1', { status: 'failed', ended: '2025-01-01T00:00:00Z' });
    expect([before, running, ended].sort(byRank('pmk 2025 1'))).toEqual([before, running, ended]);
    expect([before, ended, running].sort(byRank('banjir'))).toEqual([running, ended, before]);
  });
});

describe('how people write what they look for', () => {
  const flood = line('PMK-2026-6', {
    title: 'Rapat penanganan banjir Kelurahan Roban',
    filters: { '/pemohon/instansi': 'Badan Penanggulangan Bencana Daerah' },
    words: 'Permohonan dukungan 4/2026',
  });
  const press = line('VCT-2026-16', { title: 'Konferensi pers', words: 'pukul 06:00 tanggal 2026-12-06' });
  const old = line('PMK-2025-6', { ended: '2025-02-01T00:00:00Z', status: 'completed', title: 'Rapat lama' });
  const all = [flood, press, old];
  const found = (words: string) => {
    const exact = all.filter(matcher(ask({ words })));
    const near = exact.length === 0 ? nearSearch(ask({ words }), all) : undefined;
    const lines = near ? all.filter(near.matches) : exact;
    return { ids: lines.sort(byRank(near?.meant ?? words)).map(({ id }) => id), meant: near?.meant };
  };

  it.each([
    ['pmk 6', ['PMK-2026-6', 'PMK-2025-6']],
    ['PMK-2026-6', ['PMK-2026-6']],
    ['pmk6', ['PMK-2026-6', 'PMK-2025-6']],
    ['periksa 6', ['PMK-2026-6', 'PMK-2025-6']],
    ['2026/6', ['PMK-2026-6']],
    ['6/2026', ['PMK-2026-6']],
    ['6', ['PMK-2026-6', 'PMK-2025-6']],
    ['vct 6', []],
    ['16', ['VCT-2026-16']],
    ['4/2026', ['PMK-2026-6']],
    ['bpbd', ['PMK-2026-6']],
    ['BPBD banjir', ['PMK-2026-6']],
    ['penanggulangan bencana', ['PMK-2026-6']],
  ])('the search for "%s" finds by number, agency or its initials', (words, ids) => {
    expect(found(words)).toEqual({ ids, meant: undefined });
  });

  it.each([
    ['banjr', ['PMK-2026-6'], 'banjir'],
    ['konfrensi', ['VCT-2026-16'], 'konferensi'],
    ['konferensi perss', ['VCT-2026-16'], 'konferensi pers'],
    ['bajnir roban', ['PMK-2026-6'], 'banjir roban'],
  ])('the search for "%s" finds words that are like it, and says which', (words, ids, meant) => {
    expect(found(words)).toEqual({ ids, meant });
  });

  it.each(['gempa', 'abc', 'pmk 7', 'banjir gempa'])('the search for "%s" finds nothing', (words) => {
    expect(found(words)).toEqual({ ids: [], meant: undefined });
  });

  it.each([
    ['banjir', 'banjr', 1],
    ['banjir', 'bajnir', 1],
    ['banjir', 'banjir', 0],
    ['rapat', 'gempa', undefined],
  ])('%s and %s differ by %s letters', (a, b, faults) => {
    expect(faultsBetween(a, b, 1)).toBe(faults);
  });

  it.each([
    ['Badan Penanggulangan Bencana Daerah', 'BPBD'],
    ['Dinas Komunikasi dan Informatika', 'DKI'],
    ['Dinas Kesehatan', undefined],
  ])('the initials of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('R38: the files of years that the search reads', () => {
  const known = ['2024', '2026', '2025'];
  it.each([
    ['all years, the latest first', {}, ['2026', '2025', '2024']],
    ['one year', { year: '2025' }, ['2025']],
    ['no year, if only open cases are searched', { state: 'running' }, []],
    ['no year without a file', { year: '2019' }, []],
  ])('R38: the search reads %s', (_, asked, years) => {
    expect(yearsToRead(ask(asked), known)).toEqual(years);
  });
});
