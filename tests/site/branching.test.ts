import { Parser, StaticConfigLoader } from 'html-validate';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { exportRegister } from '#public/export/export-register.ts';
import { type FlowRow, flowOf } from '#public/site/flow.ts';
import { rowsAhead } from '#site/src/lib/case.ts';
import { pagesOfRows, turnsOf } from '#site/src/lib/print.ts';
import { branching, branchingEnd, permitCase, permits, permitsExport, UP_TO_FOUR } from '../support/branching.ts';
import { SECOND } from '../support/folders.ts';
import { configOf } from '../support/world.ts';
import { type BuiltSite, buildSite } from './support/site.ts';

const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
type Root = ReturnType<Parser['parseHtml']>;
const texts = (root: Root | undefined, selector: string): string[] =>
  (root?.querySelectorAll(selector) ?? []).map((each) => words(each.textContent));

const SAID = {
  'sop/izin-acara/index.html': {
    four: [
      'Pelaksana: Kepala.',
      '1 (bila Ukuran acara: kecil): ke baris 5 (menyusun konsep izin).',
      '2 (bila Ukuran acara: sedang): ke baris 6 dan 7.',
      '3 (bila Ukuran acara: besar): ke baris 8.',
      '4 (selain itu): ke baris 3b.',
      'Tidak: kembali ke pemohon, baris 1.',
    ],
    five: [
      'Menyusun konsep izin. Pelaksana: Sekretaris.',
      'Lalu: ke baris 5 (membubuhkan paraf).',
      'Membubuhkan paraf. Pelaksana: Kepala.',
      'Ya: ke baris 8.',
      'Tidak: ke baris 5 (menyusun konsep izin).',
    ],
    seven: ['Dilayani oleh satu tindakan untuk baris 6 dan 7.'],
    three: 'Pelaksana: Pengawas. Ya: ke baris 4. Tidak: ke baris 3a.',
    six: 'Pelaksana: Panitia. Satu tindakan untuk baris 6 dan 7. Ya: ke baris 8. Tidak: kembali ke pemohon, baris 1. Bila waktu habis: ke baris 8.',
  },
  'en/sop/izin-acara/index.html': {
    four: [
      'Done by: Head.',
      '1 (if Size of the event: small): to row 5 (draft the permit).',
      '2 (if Size of the event: medium): to rows 6 and 7.',
      '3 (if Size of the event: large): to row 8.',
      '4 (otherwise): to row 3b.',
      'No: back to the applicant, row 1.',
    ],
    five: [
      'Draft the permit. Done by: Secretary.',
      'Then: to row 5 (initial the draft).',
      'Initial the draft. Done by: Head.',
      'Yes: to row 8.',
      'No: to row 5 (draft the permit).',
    ],
    seven: ['Served by one act for rows 6 and 7.'],
    three: 'Done by: Inspector. Yes: to row 4. No: to row 3a.',
    six: 'Done by: Committee. One act for rows 6 and 7. Yes: to row 8. No: back to the applicant, row 1. When time runs out: to row 8.',
  },
} as const;
const ROWS = ['1', '2', '3a', '3b', '4', '5', '6', '7', '8'];

let site: BuiltSite;
const pages = new Map<string, Root>();
beforeAll(async () => {
  site = await buildSite([], { config: branching });
  const config = await new StaticConfigLoader({ root: true }).getConfigFor('page.html');
  for (const path of Object.keys(SAID)) pages.set(path, new Parser(config).parseHtml(await site.text(path)));
});
afterAll(() => site?.remove());

describe.each(Object.entries(SAID))('R46: the page of an SOP with letters and shared rows, %s', (path, said) => {
  const line = (row: string) =>
    pages
      .get(path)
      ?.querySelectorAll('.sop-table tbody tr')
      .find((each) => each.querySelectorAll('.number').some(({ textContent }) => words(textContent) === row));
  const lineTexts = (row: string, selector: string): string[] =>
    (line(row)?.querySelectorAll(selector) ?? []).map((each) => words(each.textContent));

  it('has a line for each row, in the form and in the list for small screens', () => {
    expect(texts(pages.get(path), '.sop-table tbody .number')).toEqual(ROWS);
    const heads = texts(pages.get(path), '.process h3');
    expect(heads.map((each) => each.split('.')[0])).toEqual(ROWS);
    expect(heads).toContain('5. Sekretaris, Kepala');
  });

  it('shows each way of a decision, for everybody to read', () => {
    expect(lineTexts('4', '.spoken > span')).toEqual(said.four);
  });

  it('draws a decision as one diamond, with a name at every way', () => {
    expect(line('4')?.querySelectorAll('.symbol')).toHaveLength(1);
    expect(lineTexts('4', '.flow .answer').toSorted()).toEqual(['1', '2, 3', '4', 'Tidak']);
    expect(lineTexts('8', '.flow .answer.at-in')).toEqual(['3']);
  });

  it('shows and draws both steps of a shared row', () => {
    expect(lineTexts('5', '.spoken > span')).toEqual(said.five);
    expect(line('5')?.querySelectorAll('.symbol')).toHaveLength(2);
  });

  it('says that one act serves two rows', () => {
    expect(lineTexts('7', '.spoken > span')).toEqual(said.seven);
    expect(lineTexts('6', '.unseen')).toEqual([said.six]);
  });

  it('names the other rows to those who do not see the drawing', () => {
    expect(lineTexts('3b', '.unseen')).toEqual([said.three]);
    expect(lineTexts('3b', '.spoken')).toEqual([]);
  });

  it('says the same in the list for small screens', () => {
    const reported = texts(pages.get(path), '.process .meta');
    expect(reported[4]).toBe(said.four.join(' '));
    expect(reported[5]).toBe(said.five.join(' '));
    expect(reported[7]).toBe(said.seven.join(' '));
  });
});

describe('R46: the page of an SOP whose rows have steps of their own, and whose ends are called otherwise', () => {
  let second: BuiltSite;
  let root: Root;
  beforeAll(async () => {
    const config = await configOf(SECOND);
    const kept = config.procedures.get('peminjaman-kendaraan');
    if (!kept) throw new Error('The office has no such procedure.');
    const value = structuredClone(kept.value);
    const last = value.steps.find(({ id }) => id === 'putusan');
    if (!last) throw new Error('The procedure has no such step.');
    last.outcomes.approve = [
      {
        when: { field: '/tujuan', equals: 'dalam-kota' },
        ...{ end: 'completed', as: { id: 'dipinjamkan sebagian', en: 'lent in part' } },
      },
      { end: 'completed', as: { id: 'dipinjamkan', en: 'lent' } },
    ];
    second = await buildSite([], {
      config: { ...config, procedures: new Map([['peminjaman-kendaraan', { ...kept, value }]]) },
    });
    const page = await second.text('sop/peminjaman-kendaraan/index.html');
    root = new Parser(await new StaticConfigLoader({ root: true }).getConfigFor('page.html')).parseHtml(page);
  });
  afterAll(() => second?.remove());

  const lines = () => root.querySelectorAll('.sop-table tbody tr').filter((each) => each.querySelector('.number'));

  it('prints no number of a row twice', () => {
    const printed = root
      .querySelectorAll('.sop-table tbody .number')
      .filter((cell) => cell.querySelector('.unseen') === null)
      .map(({ textContent }) => words(textContent));
    expect(printed).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(lines()).toHaveLength(8);
    const headed = texts(root, '.process h3').flatMap((each) => /^\d+/.exec(each) ?? []);
    expect(headed).toEqual(printed);
  });

  it('has a symbol of those who act in every row', () => {
    for (const line of lines()) expect(line.querySelectorAll('.symbol').length).toBeGreaterThan(0);
  });

  it('shows ends of one kind by the words that the procedure has for each', () => {
    const reported = texts(root, '.spoken > span');
    expect(reported.some((each) => /^1 \(.*\): dipinjamkan sebagian\.$/.test(each))).toBe(true);
    expect(reported).toContain('2 (selain itu): dipinjamkan.');
  });
});

describe('R46: printed', () => {
  const reported = (row: FlowRow) => (row.number === 4 ? ['x'.repeat(34 * 9)] : []);
  const pagesOf = (...given: Parameters<typeof pagesOfRows>) =>
    pagesOfRows(...given).map((page) => page.map(({ number }) => number));

  it('every row stands on a sheet once, in order, and what is said in it takes its room', () => {
    const rows = flowOf(permits);
    expect(pagesOf(rows).flat().map(String)).toEqual(ROWS);
    expect(pagesOf(rows)).toEqual([
      [1, 2, '3a', '3b', 4],
      [5, 6, 7, 8],
    ]);
    expect(pagesOf(rows, reported)[0]).toEqual([1, 2, '3a', '3b', 4]);
    expect(pagesOf(rows, (row) => [...reported(row), ...reported(row)])[0]).toEqual([1, 2, '3a', '3b']);
  });

  it.each<[string, FlowRow[], FlowRow['number'], number]>([
    ['in which nothing needs room', flowOf(permits), '3a', 6],
    ['in which ways turn aside', flowOf(permits), 4, 4],
    ['in which the case can end', flowOf(permits), 8, 4],
    ['in which it can end and ways turn aside', flowOf(branchingEnd()), 4, 3],
  ])('a row %s takes what is drawn in it', (_what, rows, number, fit) => {
    const same = rows.filter((row) => row.number === number);
    const many = Array.from({ length: fit + 1 }, () => same).flat();
    expect(pagesOf(many).map(({ length }) => length)).toEqual([fit, 1]);
  });

  it('lines that go on over the edge of a sheet have letters, also those of a decision', () => {
    const [letters = []] = turnsOf(pagesOfRows(flowOf(permits)));
    expect(letters.filter(Boolean)).toEqual(['A', 'B', 'C', 'D']);
  });
});

describe('R46: what is ahead of a case', () => {
  const ahead = (restricted: boolean, ...acts: string[]) => {
    const [dossier] = exportRegister(permitsExport(permitCase('kecil', ...acts).journal)).dossiers;
    if (!dossier) throw new Error('No case.');
    const one = { ...dossier.case, narrowed: restricted };
    return rowsAhead(one, one.visits.at(-1), permits).map(({ row, step }) => [row, step?.short.en].join(' ').trim());
  };

  test('each row with its letter, and of a shared row each step', () => {
    expect(ahead(false, 'tata')).toEqual([
      '3b inspect the place',
      '4 consider the request',
      '5 draft the permit',
      '5 initial the draft',
      '6 discuss the request',
      '7 discuss the request',
      '8 decide on the request',
    ]);
  });

  test('after the first step of a shared row, the second', () => {
    expect(ahead(false, ...UP_TO_FOUR, 'kepala')[0]).toBe('5 initial the draft');
  });

  test('shows each row of a restricted case once, and no step', () => {
    expect(ahead(true, 'tata')).toEqual(['3b', '4', '5', '6', '7', '8']);
  });
});
