import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  afterCi,
  bash,
  blocks,
  blocksOf,
  clone,
  closeClone,
  openClone,
  START,
  startOffice,
  TEST,
} from '../support/readme-clone.ts';
import { IS_SHIPPED } from '../support/shipped.ts';

const MINUTES = 60_000;

beforeAll(openClone);
afterAll(closeClone);

test('the README shows two commands, each in both languages, and the second one exists', async () => {
  expect((await blocksOf('README.md')).map(({ body }) => body)).toEqual([START, TEST, START, TEST]);
  const { code, output } = await bash(`${afterCi('command npm pkg get "scripts.$1"')}\n${TEST}`);
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('vitest') });
});

test('the manual walk has the same commands in both languages', async () => {
  const walk = await blocksOf('docs/try.md');
  expect(walk.length).toBeGreaterThan(5);
  expect(await blocksOf('docs/coba.md')).toEqual(walk);
});

test.skipIf(!IS_SHIPPED)(
  '`npm start -- --once` leads a shipped request from row 1 to the merge in row 10, and exits 0',
  async () => {
    const [once = ''] = await blocks('once');
    const { code, output } = await bash(once);
    expect({ code, output }).toMatchObject({ code: 0 });
    for (const row of [1, 2, 3, 4, 5, 6, 7, 9, 10]) expect(output).toMatch(new RegExp(`^langkah +${row} `, 'm'));
    const page = /Halaman: (\S+)/.exec(output)?.[1] ?? '';
    const html = await readFile(join(clone, page), 'utf8');
    expect(html).toContain('Selesai');
  },
  2 * MINUTES,
);

describe('the files that the manual walk makes', () => {
  const make = async (today: string): Promise<(name: string) => Promise<string>> => {
    const lines = (await blocks('walk')).join('\n').split('\n');
    const making = lines.filter((line) => !line.startsWith('npx ')).join('\n');
    const date = `date() { if [ "$1" = -d ]; then command date -d "${today} $2" "$3"; else command date -d ${today} "$1"; fi; }`;
    const { code, output } = await bash(`${date}\n${making}`);
    expect({ code, output }).toEqual({ code: 0, output: '' });
    return (name) => readFile(join(clone, 'coba', name), 'utf8');
  };
  const daysOf = (text: string): string[] => [...new Set(text.match(/[\d-]{10}(?=T)/g))];

  // Shipped files name days in December 2026. Near these days, one `sed` may insert the day for which the next `sed`
  // looks.
  test.each([
    ['2026-12-06', '2026-12-08', '2026-12-09'],
    ['2026-12-07', '2026-12-09', '2026-12-10'],
    ['2026-12-08', '2026-12-10', '2026-12-11'],
    ['2026-12-09', '2026-12-11', '2026-12-12'],
    ['2026-12-10', '2026-12-12', '2026-12-13'],
    ['2026-12-30', '2027-01-01', '2027-01-02'],
    ['2028-02-27', '2028-02-29', '2028-03-01'],
  ])(
    'files made on %s ask for %s, the later files of the second request for %s, and nothing else in the requests changes',
    async (today, first, second) => {
      const read = await make(today);
      for (const name of ['permohonan.yaml', 'permohonan-2.yaml', 'hasil-10.yaml'])
        expect([name, daysOf(await read(name))]).toEqual([name, [first]]);
      // A connection test is made on the day on which it is reported.
      for (const name of ['hasil-7.yaml', 'hasil-9.yaml'])
        expect([name, daysOf(await read(name))]).toEqual([name, [first, today]]);
      for (const name of ['hasil-2-7.yaml', 'hasil-2-9.yaml'])
        expect([name, daysOf(await read(name))]).toEqual([name, [second, today]]);
      for (const name of ['permohonan-2-baru.yaml', 'hasil-8.yaml', 'hasil-2-10.yaml'])
        expect([name, daysOf(await read(name))]).toEqual([name, [second]]);
      const shipped = parse(await read('../examples/requests/rapat-evakuasi-warga/request.yaml'));
      const moved = (day: string) => ({
        ...shipped.pelaksanaan,
        mulai: `${day}T13:00:00+07:00`,
        selesai: `${day}T14:30:00+07:00`,
      });
      const by = (akun: string) => ({ ...shipped.pemohon, akun });
      expect(parse(await read('permohonan.yaml'))).toEqual({
        ...shipped,
        pemohon: by('contoh-opd'),
        pelaksanaan: moved(first),
      });
      expect(parse(await read('permohonan-2-baru.yaml'))).toEqual({
        ...shipped,
        pemohon: by('contoh-bpbd'),
        pelaksanaan: moved(second),
      });
    },
  );
});

describe.skipIf(!IS_SHIPPED)('the manual walk', () => {
  let office: Awaited<ReturnType<typeof startOffice>>;
  beforeAll(async () => {
    office = await startOffice();
  }, 2 * MINUTES);
  afterAll(() => office.end());

  test('the first page lists running cases by deadline: the overdue case first, the case with the applicant last', async () => {
    const overview = await (await fetch(office.url)).text();
    const running = /<h2 id="berjalan"[\s\S]*?<\/ul>/.exec(overview)?.[0] ?? '';
    const listed = running.split('<li ').slice(1);
    expect(listed.map((each) => Number(/PMK-\d+-(\d+)/.exec(each)?.[1]))).toEqual([3, 2, 5, 4]);
    expect(listed.map((each) => each.includes('Lewat tenggat'))).toEqual([true, false, false, false]);
  });
});
