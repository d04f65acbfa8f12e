import { Parser, StaticConfigLoader } from 'html-validate';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { exportRegister } from '#tests/support/export-register.ts';
import { type FlowRow, flowOf } from '#public/site/flow/flow.ts';
import { rowsAhead } from '#site/src/lib/case.ts';
import { connectingLetters, pagesOfRows } from '#site/src/lib/print.ts';
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

  it('R46: the page has a line for each row, in the form and in the list for small screens', () => {
    expect(texts(pages.get(path), '.sop-table tbody .number')).toEqual(ROWS);
    const heads = texts(pages.get(path), '.process h3');
    expect(heads.map((each) => each.split('.')[0])).toEqual(ROWS);
    expect(heads).toContain('5. Sekretaris, Kepala');
  });

  it('R46: the page lists each outcome of a decision in words', () => {
    expect(lineTexts('4', '.spoken > span')).toEqual(said.four);
  });

  it('R46: the page draws a decision as one diamond, with a name at every arrow', () => {
    expect(line('4')?.querySelectorAll('.symbol')).toHaveLength(1);
    expect(lineTexts('4', '.flow .answer').toSorted()).toEqual(['1', '2, 3', '4', 'Tidak']);
    expect(lineTexts('8', '.flow .answer.at-in')).toEqual(['3']);
  });

  it('R46: the page shows and draws both steps of a shared row', () => {
    expect(lineTexts('5', '.spoken > span')).toEqual(said.five);
    expect(line('5')?.querySelectorAll('.symbol')).toHaveLength(2);
  });

  it('R46: the page says that one act completes two rows', () => {
    expect(lineTexts('7', '.spoken > span')).toEqual(said.seven);
    expect(lineTexts('6', '.unseen')).toEqual([said.six]);
  });

  it('R46: the page says where a plain row leads only to readers who do not see the drawing', () => {
    expect(lineTexts('3b', '.unseen')).toEqual([said.three]);
    expect(lineTexts('3b', '.spoken')).toEqual([]);
  });

  it('R46: the list for small screens has the same words for decisions and shared rows', () => {
    const reported = texts(pages.get(path), '.process .meta');
    expect(reported[4]).toBe(said.four.join(' '));
    expect(reported[5]).toBe(said.five.join(' '));
    expect(reported[7]).toBe(said.seven.join(' '));
  });
});

describe('R46: the page of an SOP with steps of several rows, and with ends in the procedure’s own words', () => {
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

  it('R46: a page prints no row number twice', () => {
    const printed = root
      .querySelectorAll('.sop-table tbody .number')
      .filter((cell) => cell.querySelector('.unseen') === null)
      .map(({ textContent }) => words(textContent));
    expect(printed).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(lines()).toHaveLength(8);
    const headed = texts(root, '.process h3').flatMap((each) => /^\d+/.exec(each) ?? []);
    expect(headed).toEqual(printed);
  });

  it('R46: a page has a symbol of those who act in every row', () => {
    for (const line of lines()) expect(line.querySelectorAll('.symbol').length).toBeGreaterThan(0);
  });

  it('R46: a page names ends of one kind by the procedure’s own words', () => {
    const reported = texts(root, '.spoken > span');
    expect(reported.some((each) => /^1 \(.*\): dipinjamkan sebagian\.$/.test(each))).toBe(true);
    expect(reported).toContain('2 (selain itu): dipinjamkan.');
  });
});

describe('R46: the printed table of an SOP', () => {
  const reported = (row: FlowRow) => (row.number === 4 ? ['x'.repeat(34 * 9)] : []);
  const pagesOf = (...given: Parameters<typeof pagesOfRows>) =>
    pagesOfRows(...given).map((page) => page.map(({ number }) => number));

  it('R46: in print every row is on a sheet once, in order, and its text takes space', () => {
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
    ['with nothing that needs space', flowOf(permits), '3a', 6],
    ['with arrows that turn aside', flowOf(permits), 4, 4],
    ['that may end the case', flowOf(permits), 8, 4],
    ['that may end the case, with arrows that turn aside', flowOf(branchingEnd()), 4, 3],
  ])('R46: in print a row %s takes the space of its drawing', (_what, rows, number, fit) => {
    const same = rows.filter((row) => row.number === number);
    const many = Array.from({ length: fit + 1 }, () => same).flat();
    expect(pagesOf(many).map(({ length }) => length)).toEqual([fit, 1]);
  });

  it('R46: in print lines that continue on the next sheet have letters, also those of a decision', () => {
    const [letters = []] = connectingLetters(pagesOfRows(flowOf(permits)));
    expect(letters.filter(Boolean)).toEqual(['A', 'B', 'C', 'D']);
  });
});

describe('R46: the rows to come of a case', () => {
  const ahead = (restricted: boolean, ...acts: string[]) => {
    const [dossier] = exportRegister(permitsExport(permitCase('kecil', ...acts).journal)).dossiers;
    if (!dossier) throw new Error('No case.');
    const one = { ...dossier.case, narrowed: restricted };
    return rowsAhead(one, one.visits.at(-1), permits).map(({ row, step }) => [row, step?.short.en].join(' ').trim());
  };

  test('R46: the rows to come are listed with their letters, and a shared row with each of its steps', () => {
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

  test('R46: after the first step of a shared row, the second is to come', () => {
    expect(ahead(false, ...UP_TO_FOUR, 'kepala')[0]).toBe('5 initial the draft');
  });

  test('R11, R46: for a restricted case each row to come is shown once, without a step', () => {
    expect(ahead(true, 'tata')).toEqual(['3b', '4', '5', '6', '7', '8']);
  });
});
