import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import { agendaBooks } from '#public/documents/clone-documents.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import type { Site } from '#public/site/site.ts';
import { exportClone } from '../support/export-clone.ts';
import { ROOT } from '../support/folders.ts';
import { type Office, openOffice, sampleRequest, submit, withResult } from '../support/office.ts';
import { readPublished } from '../support/published-file.ts';
import { copyId, SEVERAL_PEOPLE, severalFiles } from '../support/several.ts';
import { approve, straightWalk, tick } from '../support/walk.ts';

/** Monday, 21 December 2026, 09.00 in central Indonesia. */
const OPENED = '2026-12-21T01:00:00Z';
const [START, END] = ['2026-12-28T09:00:00+07:00', '2026-12-28T11:00:00+07:00'];

/** A case of one procedure: who asks, for what, and who then approves with which words. */
interface Course {
  readonly by: string;
  readonly request: Record<string, unknown>;
  readonly acts: readonly (readonly [string, string])[];
}

const loan = {
  sop: 'peminjaman-kendaraan',
  peminjam: 'peminjam',
  tujuan: 'dalam-kota',
  berangkat: '2027-01-20T08:00:00+08:00',
  kembali: '2027-01-20T17:00:00+08:00',
};
const crisis = sampleRequest({ start: START, end: END });
const crisisActs = straightWalk(START, END).map(({ who, body }) => [who, body] as const);
const loanActs: Course['acts'] = [
  ['sekar', ''],
  ['kelola', withResult('', { biaya: 300 })],
  ['tata', ''],
  ['benda', ''],
  ['kepala', 'Setuju.'],
];
const COURSES: Readonly<Record<string, Course>> = {
  PMK: { by: 'contoh-opd', request: crisis, acts: crisisActs.slice(0, 7) },
  PKD: { by: 'peminjam', request: loan, acts: loanActs },
  IZA: {
    by: 'pemohon',
    request: { sop: 'izin-acara', pemohon: 'pemohon', acara: 'Pasar malam', ukuran: 'besar' },
    acts: [
      ['tata', 'Diterima.'],
      ['sekar', 'Lengkap.'],
      ['awas', 'Sesuai.'],
      ['kepala', 'Lanjut.'],
      ['kepala', 'Izin diberikan.'],
    ],
  },
  PMK1: {
    by: 'contoh-bpbd',
    request: { ...sampleRequest({ start: START, end: END, account: 'contoh-bpbd' }), sop: copyId(0) },
    acts: crisisActs.slice(0, 5),
  },
  PKD2: { by: 'peminjam', request: { ...loan, sop: copyId(1) }, acts: loanActs.slice(0, 1) },
};

let office: Office;
let out: string;
let site: Site;
const numbers: Record<string, number> = {};
beforeAll(async () => {
  office = await openOffice({ files: await severalFiles(2), people: SEVERAL_PEOPLE, now: OPENED });
  out = await mkdtemp(join(tmpdir(), 'situs-'));
  site = await openLocalSite({ root: ROOT, out });
});
afterAll(async () => {
  await office?.close();
  if (out) await rm(out, { recursive: true, force: true });
});

/** Builds the current site of the office. Returns a reader of its files. */
async function publish() {
  const { publication, dossiers } = await exportClone(join(office.folder, 'repo.git'), office.now());
  await site.publish(publication, { all: () => dossiers });
  return read;
}
const read = (path: string): Promise<string> => readPublished(join(out, path));
const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const part = (html: string, id: string): string => html.split(`id="${id}"`)[1]?.split('</section>')[0] ?? '';
const idOf = (short: string): string => `${short}-2026-${numbers[short]}`;
const titles = {
  PMK: 'Protokol Manajemen Krisis',
  PKD: 'Peminjaman Kendaraan',
  IZA: 'Izin Acara',
  PMK1: 'Protokol Manajemen Krisis 1',
  PKD2: 'Peminjaman Kendaraan 2',
};

describe('R3, R32: five procedures in one office', () => {
  test('R13, R16: the acts of cases of five procedures are accepted in turn, and each id has the prefix of its procedure', async () => {
    for (const [short, { by, request }] of Object.entries(COURSES)) {
      tick(office);
      const number = await submit(office, by, short.toLowerCase(), request);
      numbers[short] = number;
      const { entries, runError } = await office.run(number);
      expect([short, runError, entries.map(({ kind, problems }) => problems ?? kind)]).toEqual([
        short,
        undefined,
        ['submitted'],
      ]);
      expect((await office.state(number))?.opens.case).toBe(idOf(short));
    }
    const most = Math.max(...Object.values(COURSES).map(({ acts }) => acts.length));
    for (let i = 0; i < most; i += 1)
      for (const [short, { acts }] of Object.entries(COURSES)) {
        const [who, body] = acts[i] ?? [];
        if (who === undefined) continue;
        tick(office);
        const entries = await approve(office, numbers[short] ?? 0, who, body);
        const reported = entries.filter(({ kind }) => kind !== 'rung');
        expect([short, i, ...reported.map(({ kind, reason, problems }) => problems ?? reason ?? kind)]).toEqual([
          short,
          i,
          'accepted',
        ]);
      }
    const ends = await Promise.all(Object.values(numbers).map(async (n) => (await office.state(n))?.end?.kind));
    expect(ends).toEqual([undefined, 'completed', 'completed', undefined, undefined]);
  });

  test('R24: a case of one procedure is refused the room that a case of another procedure has booked', async () => {
    const [who, body] = crisisActs[5] ?? [];
    tick(office);
    const entry = (await approve(office, numbers['PMK1'] ?? 0, who ?? '', body)).at(-1);
    expect([entry?.kind, entry?.reason]).toEqual(['refused', 'room-taken']);
  });

  test('R13, R29: agenda numbers are one sequence for all procedures, and the register is verified', async () => {
    const given = await Promise.all(Object.values(numbers).map(async (n) => (await office.state(n))?.agenda?.number));
    expect(given.toSorted()).toEqual([1, 2, 3, 4, 5]);
    const { findings, cases } = await verifyClone(join(office.folder, 'repo.git'));
    expect({ findings, cases }).toEqual({ findings: [], cases: 5 });
  });

  test('R13: the printed agenda book of the year has the cases of all procedures', async () => {
    const address = 'https://contoh.example';
    const [book, ...others] = await agendaBooks(join(office.folder, 'repo.git'), 2026, {
      ...{ address, readAt: office.now() },
    });
    expect([book?.file, others]).toEqual(['buku-agenda-2026.pdf', []]);
    const said = JSON.stringify(book?.sheet);
    for (const short of Object.keys(COURSES)) expect(said).toContain(idOf(short));
  });

  test('R32: overview and case pages name the SOP of each case, and the list of SOPs has all five', async () => {
    await publish();
    const pages = (await readdir(out, { recursive: true })).filter((path) => path.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(40);
    for (const path of pages)
      expect([path, await read(path)]).toEqual([path, expect.not.stringMatching(/undefined|\[object/)]);
    const overview = await read('index.html');
    for (const short of ['PMK', 'PMK1', 'PKD2'] as const) {
      const line = overview
        .split('<li class="case-line"')
        .slice(1)
        .find((each) => each.includes(`>${idOf(short)}<`));
      expect(line).toContain(titles[short]);
    }
    const list = words(await read('sop/index.html'));
    for (const [short, title] of Object.entries(titles)) {
      expect([short, list]).toEqual([short, expect.stringContaining(title)]);
      expect(words(await read(`berkas/${idOf(short)}/index.html`))).toContain(title);
    }
  });

  test('R32: the overview links to the running cases of each SOP, and the SOP’s page lists them and no others', async () => {
    const overview = await read('index.html');
    expect(overview).toContain('href="/sop/protokol-manajemen-krisis/berjalan/">1 berjalan<');
    expect(overview).not.toContain('/sop/peminjaman-kendaraan/berjalan/');
    const list = await read('sop/protokol-manajemen-krisis/berjalan/index.html');
    expect(list).toContain(idOf('PMK'));
    expect(list).not.toContain(idOf('PMK1'));
    const page = await read('sop/protokol-manajemen-krisis/index.html');
    expect(part(page, 'berjalan')).toContain(idOf('PMK'));
    expect(page).not.toContain(idOf('PMK1'));
    expect(words(part(await read('sop/izin-acara/index.html'), 'berakhir'))).toContain(idOf('IZA'));
    expect(part(await read('sop/izin-acara/index.html'), 'berjalan')).toContain(
      'Tidak ada berkas yang sedang berjalan',
    );
  });

  test('R33: each SOP has a feed of its own besides the office’s feed, and feed entries name their SOP', async () => {
    const [own, whole] = [await read('sop/izin-acara/perubahan.atom'), await read('perubahan.atom')];
    expect(own.match(/<category [^>]+>/g)).toHaveLength(6);
    expect(new Set(own.match(/<category [^>]+>/g))).toEqual(
      new Set(['<category term="izin-acara" label="Izin Acara"/>']),
    );
    expect(own).toContain('<title>Disposisi: Izin Acara: Perubahan terakhir</title>');
    for (const id of ['izin-acara', 'peminjaman-kendaraan', copyId(0)]) expect(whole).toContain(`term="${id}"`);
    expect(await read('data/index.html')).toContain('/sop/izin-acara/perubahan.atom');
    expect(await read('sop/izin-acara/index.html')).toContain('href="/sop/izin-acara/perubahan.atom"');
  });

  test('R32, R33: a room’s calendar and its data name the SOP of each use', async () => {
    expect(words(await read('ruang/tcm/2026-12/index.html'))).toContain(`Rapat koordinasi contoh ${titles.PMK} `);
    expect(await read('ruang/tcm.ics')).toContain(`CATEGORIES:${titles.PMK}\r\n`);
    const { uses } = JSON.parse(await read('data/rooms.json')) as { uses: { case: string; procedure: string }[] };
    expect(uses.map((use) => [use.case, use.procedure])).toEqual([
      [idOf('PMK1'), copyId(0)],
      [idOf('PMK'), 'protokol-manajemen-krisis'],
    ]);
  });

  test('R32: there are figures for each SOP and for the whole office', async () => {
    const month = await read('angka/2026-12/index.html');
    const table = words(part(month, 'kantor'));
    expect(table).toContain('Izin Acara 1 1');
    expect(table).toContain('Seluruh kantor 5 2');
    expect(month).toContain('href="/angka/2026-12/izin-acara/"');
    expect(words(await read('angka/2026-12/izin-acara/index.html'))).toContain('Statistik Desember 2026: Izin Acara');
    const now = JSON.parse(await read('data/figures/now.json')) as PublicFiguresNow;
    expect(now.course.map(({ procedure }) => procedure)).toHaveLength(5);
    expect(words(await read('angka/index.html'))).toContain('Seluruh kantor');
  });

  test('R32, R33: the archive filters by SOP, the CSV of cases names the SOP, and the form is published', async () => {
    expect(await read('arsip/index.html')).toMatch(/<select id="sop"[\s\S]*value="izin-acara"/);
    expect(await read('data/cases-2026.csv')).toMatch(/^IZA-2026-\d+,\d+,izin-acara,completed,/m);
    for (const language of ['id', 'en']) {
      const form = await read(`admin/config-${language}.json`).catch(() => read(`admin/config.${language}.json`));
      expect(JSON.parse(form)).toMatchObject({ collections: expect.any(Array) });
    }
  });

  test('R38: acts in a case of one SOP make no page of another SOP anew', async () => {
    const before = await exportClone(join(office.folder, 'repo.git'), office.now());
    await site.publish(before.publication, { all: () => before.dossiers, changed: [], years: true });
    for (const [who, body] of loanActs.slice(1, 4)) {
      tick(office);
      await approve(office, numbers['PKD2'] ?? 0, who, body);
    }
    const { publication, dossiers } = await exportClone(join(office.folder, 'repo.git'), office.now());
    const changed = dossiers.filter((each) => each.case.number === numbers['PKD2']);
    const { whole, put } = await site.publish(publication, { all: () => dossiers, changed, years: true });
    expect(whole).toBe(false);
    expect([...put].filter((path) => /(^|\/)(sop|angka\/[\d-]+)\/[^/]+\//.test(path)).sort()).toEqual(
      ['', 'en/']
        .flatMap((language) =>
          [
            ...['angka/2026-12/ID/index.html', 'sop/ID/berjalan/index.html', 'sop/ID/index.html'],
            'sop/ID/perubahan.atom',
          ].map((file) => `${language}${file.replace('ID', copyId(1))}`),
        )
        .sort(),
    );
  });

  test('R38: a site published in parts equals a site that is made anew', async () => {
    const parts = await readdir(out, { recursive: true, withFileTypes: true });
    const files = parts
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name).slice(out.length + 1));
    const before = new Map(await Promise.all(files.map(async (path) => [path, await read(path)] as const)));
    await publish();
    const differ: string[] = [];
    for (const [path, text] of before) if (path.endsWith('.html') && (await read(path)) !== text) differ.push(path);
    expect(differ).toEqual([]);
  });
});
