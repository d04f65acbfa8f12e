import { copyFile, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { PublicFigures } from '#domain/generated/public-figures.ts';
import { type ChainLine, checkChain } from '#domain/journal/chain.ts';
import { emptyEdge } from '#domain/log/edge.ts';
import { extendLog } from '#engine/process/extend-log.ts';
import fc from '#tests/support/fast-check.ts';
import { SECOND } from '#tests/support/folders.ts';
import { readPublished } from '#tests/support/published-file.ts';
import { newKey } from '#tests/support/log-history.ts';
import { sop, Walk, world } from '#tests/support/walked-case.ts';
import { configOf } from '#tests/support/world.ts';
import { exportRegister, type PublicData } from '#tests/support/export-register.ts';
import { manifestOf, type PublicFile } from './folder.ts';
import type { Dossier } from '#public/export/publication.ts';
import { openLocalSite } from './local-site.ts';
import { loadRenderer, placeFiles, type Renderer } from './render/renderer.ts';
import { sharedFiles } from './render/shared-files.ts';
import { searchFiles } from '#site/src/search/files.ts';
import { openSite, type Published, pathOf } from './site.ts';

const root = new URL('../../..', import.meta.url).pathname;
let folder = '';
let built = 0;
/** The renderer, and the files that all pages share. They are the same for all sites of `build`. */
let renderer: Renderer;
let shared: PublicFile[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'situs-'));
  renderer = await loadRenderer({ root, base: '/berkas' });
  shared = placeFiles(await sharedFiles(root, renderer), '/berkas');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const dataOf = (...walks: Walk[]) => exportRegister(world(walks));
const place = (name = String(++built)) => ({ root, out: join(folder, name), address: 'https://contoh.example/berkas' });
async function build(data: PublicData) {
  const here = place();
  // `openLocalSite` would first read all sources of the site again.
  const site = await openSite({ ...here, renderer, shared: async () => shared });
  const published = await site.publish(data.publication, { all: () => data.dossiers });
  return { ...published, site, out: here.out, page: (path: string) => readPublished(join(here.out, path)) };
}
/** Returns the text of a page that a reader sees, without markup. */
const textOf = (html: string): string =>
  html
    .replace(/<head>[\s\S]*?<\/head>/g, '')
    .replace(/<template[\s\S]*?<\/template>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

/**
 * Makes the log of a register whose last entry is the first one with a log.
 * @returns the log, and the chains as they are then
 */
async function firstLog(dossiers: readonly Dossier[]) {
  const ids = dossiers.flatMap(({ chain }) => [...chain.matchAll(/^\{"id":"(\w+)"/gm)].map(([, id = '']) => id));
  const { additions } = await extendLog(
    { forge: { readRegister: async () => new Map() }, signer: newKey() },
    { edge: emptyEdge, vkey: undefined },
    ids,
  );
  const text = (wanted: string): string => additions.find(({ path }) => path === wanted)?.text ?? '';
  const last = ids.at(-1);
  const chains = dossiers.map((each) => ({
    ...each,
    chain: each.chain.replace(`{"id":"${last}",`, `{"id":"${last}","leaf":${ids.length - 1},`),
  }));
  return { log: { checkpoint: text('checkpoint'), keys: text('vkey') }, dossiers: chains };
}

describe('R32: the public site', () => {
  it('R36: the site continues when a register without a log gets one', async () => {
    const [one, other] = [new Walk(1).to('disposisi'), new Walk(2).submit()];
    const before = dataOf(one, other);
    const { site, page } = await build(before);
    const after = dataOf(one, other.wait(5).approve());
    const { log, dossiers } = await firstLog(after.dossiers);
    const [, changed] = dossiers;
    await site.publish(
      { ...after.publication, log },
      { all: () => dossiers, ...(changed ? { changed: [changed] } : {}) },
    );
    expect(await page('data/log/checkpoint')).toContain(log.checkpoint.trim());
    expect(JSON.parse(await page('data/log/before.json'))).toEqual({ 1: 0, 2: one.entries.length });
    site.close();
  });

  it('R32: the site of an office without a case says so, in both languages', async () => {
    const { page } = await build(dataOf());
    expect(textOf(await page('index.html'))).toContain('Tidak ada permohonan yang sedang berjalan.');
    expect(textOf(await page('en/index.html'))).toContain('No request is running.');
  });

  it('R32: the first page begins with the office, the purpose of the site, the SOP, and where to write a request and to search', async () => {
    const { page } = await build(dataOf());
    const head = async (path: string) => /^[\s\S]*?<\/main>/.exec(await page(path))?.[0] ?? '';
    const [id, en] = [await head('index.html'), await head('en/index.html')];
    for (const text of [...sop.identity.office, sop.identity.division]) expect(textOf(id)).toContain(text);
    expect(textOf(id)).toContain('Sampai langkah mana, menunggu siapa, kapan tenggatnya.');
    expect(id).toContain(`<a href="/berkas/sop/${sop.id}/">${sop.title.id}</a>`);
    expect(en).toContain(`<a href="/berkas/en/sop/${sop.id}/">${sop.title.en}</a>`);
    expect(id).toMatch(/<a class="button second" href="\/berkas\/meja\/#\/baru">.*?Tulis permohonan<\/a>/);
    expect(en).toMatch(/<a class="button second" href="\/berkas\/en\/meja\/#\/baru">.*?Write a request<\/a>/);
    expect(id).toContain('action="/berkas/arsip/"');
    expect(en).toContain('action="/berkas/en/arsip/"');
  });

  it('R32: the first page shows the five most urgent of many running cases, and links to all of them, without script', async () => {
    const walks = Array.from({ length: 45 }, (_, i) =>
      new Walk(i + 1, `2026-11-25T0${i % 8}:00:00Z`).submit({ kegiatan: { judul: `Rapat ${i + 1}` } }),
    );
    walks.push(new Walk(46, '2026-11-24T00:00:00Z').to('disposisi').wait(40).level(1));
    const { page, out } = await build(dataOf(...walks));
    const ids = (html: string) => [...html.matchAll(/<span class="number">(PMK.*?)</g)].map(([, id]) => id);
    const list = (await page('index.html')).split('id="berjalan"')[1]?.split('</section>')[0] ?? '';
    expect(ids(list)).toEqual(['PMK-2026-46', 'PMK-2026-1', 'PMK-2026-9', 'PMK-2026-17', 'PMK-2026-25']);
    expect(list).toContain(`<a href="/berkas/sop/${sop.id}/berjalan/">Semua permohonan berjalan (46)</a>`);
    expect(await page('en/index.html')).toContain('All running requests (46)');
    // A reader follows the links from page to page.
    const [read, seen] = [[] as (string | undefined)[], [] as string[]];
    for (let path: string | undefined = `sop/${sop.id}/berjalan/`; path !== undefined;) {
      const html = await page(`${path}index.html`);
      seen.push(path);
      expect(ids(html).length).toBeLessThanOrEqual(20);
      read.push(...ids(html));
      path = /rel="next" href="\/berkas\/(.*?)"/.exec(html)?.[1];
    }
    expect(read.slice(0, 5)).toEqual(ids(list));
    expect([...read].sort()).toEqual(walks.map(({ number }) => `PMK-2026-${number}`).sort());
    expect(seen.length).toBeGreaterThan(2);
    const last = await page(`en/${seen.at(-1)}index.html`);
    expect(/rel="prev" href="\/berkas\/en\/(.*?)"/.exec(last)?.[1]).toBe(seen.at(-2));
    expect(await readFile(join(out, 'sitemap-1.xml'), 'utf8')).not.toContain(seen.at(-1));
  });

  it('R32: lists name the SOP of each case if the office has several SOPs, and not if it has one', async () => {
    const walks = [
      new Walk(1).submit({ kegiatan: { judul: 'Rapat posko' } }),
      new Walk(2).submit({}, { nature: 'rahasia' }),
      new Walk(3).submit().withdraw(),
    ];
    const { config, ...rest } = world(walks);
    const { procedures, schemas } = await configOf(SECOND);
    const several = {
      ...config,
      procedures: new Map([...config.procedures, ...procedures]),
      schemas: new Map([...config.schemas, ...schemas]),
    };
    const [one, two] = [await build(dataOf(...walks)), await build(exportRegister({ ...rest, config: several }))];
    const named = (html: string): number => html.split(` <span>${sop.title.id}</span>`).length - 1;
    for (const [path, lines] of [
      ['index.html', 3],
      ['arsip/2026-11/index.html', 1],
    ] as const) {
      expect(named(await one.page(path)), path).toBe(0);
      expect(named(await two.page(path)), path).toBe(lines);
    }
    const figures = await two.page('angka/2026-11/index.html');
    for (const { value } of procedures.values()) {
      expect(await two.page('index.html')).toContain(`<a href="/berkas/sop/${value.id}/">${value.title.id}</a>`);
      // An SOP without cases in the month is shown by its name only.
      expect(figures).toContain(`Tanpa berkas bulan ini: ${value.title.id}.`);
      expect(figures).not.toContain(`id="sop-${value.id}"`);
    }
    expect(figures).toContain(`href="/berkas/angka/2026-11/${sop.id}/"`);
    expect(await two.page(`angka/2026-11/${sop.id}/index.html`)).toContain(`<h2 id="sop-${sop.id}">`);
    expect(await one.page('angka/2026-11/index.html')).toContain(`<h2 id="sop-${sop.id}">${sop.title.id}</h2>`);
    expect(await one.page('angka/2026-11/index.html')).not.toMatch(/Seluruh kantor|Tanpa berkas bulan ini/);
  });

  it('R32: lists show each case with its row, who acts, until when, and late if the journal says so', async () => {
    const late = new Walk(2).to('disposisi').wait(40).level(1);
    const { page } = await build(dataOf(new Walk(1).submit(), late));
    const overview = textOf(await page('index.html'));
    expect(overview).toContain('2 permohonan berjalan, 1 lewat tenggat');
    expect(overview).toMatch(/Kepala Dinas memberi disposisi .{0,40}Lewat tenggat Tenggat 25 Nov 2026 09\.33/);
    expect(overview).toContain('TU menerima surat permohonan');
    expect(await page('index.html')).toContain('aria-label="Langkah 3 dari 10"');
    expect(overview).toContain(`register ${'f'.repeat(40)}`);
  });

  it('R21: the site shows when the deadlines were last checked, and the longest time between two checks, if the forge reports them', async () => {
    const data = dataOf(new Walk(1).submit());
    const schedule = { last: '2026-12-01T00:41:05Z', since: '2026-11-30T00:41:05Z', longestGap: 11_920 };
    const { page } = await build({
      ...data,
      publication: { ...data.publication, register: { ...data.publication.register, schedule } },
    });
    const home = textOf(await page('index.html'));
    expect(home).toContain('tenggat terakhir diperiksa');
    expect(home).not.toContain('selama kantor ini berjalan');
    expect(home).toContain('3 jam 18 menit');
    expect(JSON.parse(await page('data/register.json')).schedule).toEqual(schedule);
  });

  it('R32: the page of a case shows its acts, refusals, superseded acts and loops', async () => {
    const refusal = { detail: { role: 'kabid-aptika' } };
    const { page } = await build(dataOf(new Walk(3).to('koordinasi').refuse('out-of-turn', refusal).supersede()));
    const text = textOf(await page('berkas/PMK-2026-3/index.html'));
    expect(text).toContain('Permohonan berubah; 4 persetujuan gugur, kembali ke langkah 2.');
    expect(text).toContain('Disetujui Gugur');
    expect(text).toContain('Tindakan tidak diterima: belum giliran; tunggu Kabid Aptika.');
    expect(text).toContain('putaran ke-2');
    expect(textOf(await page('en/berkas/PMK-2026-3/index.html'))).toContain('Act not accepted: not the turn yet');
  });

  it('R35: the site titles a case by its request everywhere, and a restricted case by its number alone', async () => {
    const request = { kegiatan: { judul: 'Rapat posko' }, surat: { sifat: 'biasa' } };
    const secret = new Walk(2).submit({ kegiatan: { judul: 'Rapat tertutup' } }, { nature: 'rahasia' }).approve();
    const { page } = await build(dataOf(new Walk(1).submit(request).withdraw(), secret, new Walk(3).submit(request)));
    for (const path of ['index.html', 'berkas/PMK-2026-1/index.html', 'arsip/2026-11/index.html'])
      expect(await page(path), path).toMatch(/<h[123][^>]*>(<a[^>]*>)?Rapat posko</);
    expect(await page('perubahan.atom')).toContain('<title>PMK-2026-1, Rapat posko, langkah 1: Diajukan');
    expect(JSON.parse(await page('data/arsip-2026.json'))).toMatchObject([{ id: 'PMK-2026-1', title: 'Rapat posko' }]);
    expect(await page('data/cases-2026.csv')).toMatch(/^PMK-2026-1,.*,Rapat posko,/m);
    const overview = await page('index.html');
    expect(overview.slice(overview.indexOf('/berkas/PMK-2026-2/')).split('</li>')[0]).toContain('>Berkas terbatas</a>');
    expect(await page('berkas/PMK-2026-2/index.html')).toContain('<h1>Berkas terbatas</h1>');
  });

  it('R11: search and calendar say of a restricted case no more than its page, whether it is running or has ended', async () => {
    const slot = { room: 'tcm', start: '2026-11-26T02:00:00Z', end: '2026-11-26T04:00:00Z' };
    const secret = (n: number) =>
      new Walk(n)
        .submit({ kegiatan: { judul: 'Rapat tertutup', jenis: 'rapat' } }, { nature: 'rahasia', slot })
        .approve();
    const bookings = [{ ...slot, case: 'PMK-2026-2', number: 2 }];
    const ended = secret(3).reject('Alasan tertutup');
    const { page } = await build(exportRegister(world([secret(2), ended], { index: { bookings } })));
    const line = { procedure: 'protokol-manajemen-krisis', zone: 'Asia/Pontianak', filters: {}, words: '' };
    const submitted = '2026-11-25T02:00:00Z';
    expect(JSON.parse(await page('data/arsip-terbaru.json'))).toEqual({ running: [], ended: {} });
    expect(JSON.parse(await page('data/arsip-berjalan.json'))).toEqual([
      { ...line, id: 'PMK-2026-2', status: 'running', submitted, row: 3, rows: 10 },
    ]);
    expect(JSON.parse(await page('data/arsip-2026.json'))).toEqual([
      { ...line, id: 'PMK-2026-3', status: 'ended', submitted, ended: expect.any(String) as string },
    ]);
    const room = await page('ruang/tcm/2026-11/index.html');
    expect(textOf(room)).toContain('dipesan 09.00–11.00 WIB');
    expect(room).not.toMatch(/PMK-2026|tertutup/);
  });

  it('R11: a room’s calendar titles the cases that have or ask for the room, and links to them', async () => {
    const slot = { room: 'tcm', start: '2026-11-26T02:00:00Z', end: '2026-11-26T04:00:00Z' };
    const asks = new Walk(1).submit({ kegiatan: { judul: 'Rapat posko' } }, { slot });
    const holds = new Walk(2).submit({ kegiatan: { judul: 'Siaran langsung' } });
    const bookings = [{ ...slot, case: 'PMK-2026-2', number: 2 }];
    const { page } = await build(exportRegister(world([asks, holds], { index: { bookings } })));
    const room = await page('en/ruang/tcm/2026-11/index.html');
    expect(room).toContain('<a href="/berkas/en/berkas/PMK-2026-1/">PMK-2026-1, Rapat posko</a>');
    expect(room).toContain('<a href="/berkas/en/berkas/PMK-2026-2/">PMK-2026-2, Siaran langsung</a>');
    expect(room).toContain('<a href="/berkas/en/berkas/PMK-2026-2/">Siaran langsung</a>');
    expect(textOf(room)).toMatch(/booked booked for a case .*asked for a request asks for it; not set aside yet/);
  });

  it('R51: a room’s calendar, its iCalendar and the data show for which time the room is closed, and why', async () => {
    const closures = [
      { from: '2026-11-27T08:00+07:00', until: '2026-11-27T17:00+07:00', reason: { id: 'Pengecatan', en: 'Painting' } },
      // A month that no case uses, and that is far ahead.
      { from: '2028-05-01T08:00+07:00', until: '2028-05-01T10:00+07:00', reason: { id: 'Rapat', en: 'Meeting' } },
    ];
    const input = world([]);
    const rooms = input.config.rooms.map((room) => ({ ...room, closures }));
    const { page } = await build(exportRegister({ ...input, config: { ...input.config, rooms } }));
    expect(textOf(await page('ruang/tcm/2026-11/index.html'))).toContain('ditutup 08.00–17.00 WIB Pengecatan');
    expect(textOf(await page('ruang/tcm/2026-11/index.html'))).toContain('27 08.00 ditutup Pengecatan');
    expect(textOf(await page('en/ruang/tcm/2028-05/index.html'))).toContain('closed 08:00–10:00 WIB Meeting');
    expect((await page('ruang/tcm.ics')).replaceAll('\r\n ', '')).toContain('SUMMARY:Ruang TCM: ditutup (Pengecatan)');
    const { rooms: named, uses } = JSON.parse(await page('data/rooms.json')) as Record<string, unknown[]>;
    expect(named?.[0]).toMatchObject({
      closures: [{ start: '2026-11-27T01:00:00Z', end: '2026-11-27T10:00:00Z' }, {}],
    });
    expect(uses).toEqual([]);
  });

  it('R38: a room has pages for the month before, this month and the twelve months after, linked in order, and no more over time', async () => {
    const monthsOf = async (out: string): Promise<string[]> =>
      Object.keys(await manifestOf(out)).flatMap((path) => /^ruang\/tcm\/(.*)\/index.html$/.exec(path)?.[1] ?? []);
    const { site, out, page } = await build(dataOf());
    const months = [
      '2026-10',
      '2026-11',
      '2026-12',
      ...Array.from({ length: 11 }, (_, i) => `2027-${String(i + 1).padStart(2, '0')}`),
    ];
    expect((await monthsOf(out)).sort()).toEqual(months);
    for (const [i, month] of months.entries()) {
      const html = await page(`ruang/tcm/${month}/index.html`);
      expect(/rel="prev" href="\/berkas\/ruang\/tcm\/(.*?)\//.exec(html)?.[1]).toBe(months[i - 1]);
      expect(/rel="next" href="\/berkas\/ruang\/tcm\/(.*?)\//.exec(html)?.[1]).toBe(months[i + 1]);
    }
    expect(textOf(await page('ruang/tcm/2027-03/index.html'))).toContain('Tidak ada pemakaian ruang pada bulan ini.');
    const later = exportRegister(world([], { readAt: '2027-01-02T02:00:00Z' }));
    const published = await site.publish(later.publication, { all: () => later.dossiers, changed: [], years: true });
    expect(published.whole).toBe(false);
    expect((await monthsOf(out)).sort()).toEqual([...months.slice(2), '2027-12', '2028-01']);
    expect(await manifestOf(out)).toEqual(await manifestOf((await build(later)).out));
  });

  it('R11: the page of a restricted case says why it shows no more than number, row and times', async () => {
    const { page } = await build(dataOf(new Walk(4).submit({}, { nature: 'rahasia' }).approve()));
    const text = textOf(await page('berkas/PMK-2026-4/index.html'));
    expect(text).toContain('publik hanya melihat nomor, langkah, dan waktu');
    expect(text).not.toContain('Kepala Dinas');
  });

  it('R32: the site names the fields of a request as its form does', async () => {
    const request = { kegiatan: { jenis: 'konferensi_pers', judul: 'Siaran' }, surat: { tanggal: '2026-11-24' } };
    const { page } = await build(dataOf(new Walk(5).submit(request)));
    expect(textOf(await page('en/berkas/PMK-2026-5/index.html'))).toMatch(/Kind of event Press conference/);
    expect(textOf(await page('berkas/PMK-2026-5/index.html'))).toContain('Selasa, 24 November 2026');
  });

  it('R32: the site is the same byte by byte in every build, and files that are no longer made are removed', async () => {
    const both = dataOf(new Walk(1).submit(), new Walk(2).submit());
    const [first, again] = [await build(both), await build(both)];
    expect(await manifestOf(again.out)).toEqual(await manifestOf(first.out));
    const one = dataOf(new Walk(1).submit());
    await first.site.publish(one.publication, { all: () => one.dossiers });
    expect(Object.keys(await manifestOf(first.out)).filter((path) => path.includes('PMK-2026-2'))).toEqual([]);
    expect(await manifestOf(first.out)).toEqual(await manifestOf((await build(one)).out));
  });
});

describe('unchanged files are not written again', () => {
  const touched = async (out: string) => {
    const paths = Object.keys(await manifestOf(out));
    return new Map(await Promise.all(paths.map(async (path) => [path, (await stat(join(out, path))).ino] as const)));
  };

  it('a site that is opened with a new database and makes everything again rewrites no unchanged file', async () => {
    const data = dataOf(new Walk(1).to('disposisi'));
    const { out } = await build(data);
    const before = await touched(out);
    const site = await openLocalSite({ ...place(), out });
    const published = await site.publish(data.publication, { all: () => data.dossiers });
    expect(published).toMatchObject({ whole: true, put: new Set(), gone: new Set() });
    expect(await touched(out)).toEqual(before);
  });

  it('an event does not rewrite the form, scripts, style, font or other cases', async () => {
    const walks = [new Walk(1).submit(), new Walk(2).submit()];
    const { out, site } = await build(dataOf(...walks));
    const before = await touched(out);
    walks[1]?.approve();
    const { publication, dossiers } = dataOf(...walks);
    await site.publish(publication, { all: () => dossiers, changed: dossiers.slice(1) });
    const after = await touched(out);
    const written = [...after].filter(([path, file]) => before.get(path) !== file).map(([path]) => path);
    expect(written).toContain('berkas/PMK-2026-2/index.html');
    expect(written.filter((path) => /^(admin|aset)\/|\.svg$|PMK-2026-1\b/.test(path))).toEqual([]);
  });
});

describe('after one event, only the pages that the event concerns are made', () => {
  const instant = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
  /** Returns a register as it was after each of these moves. */
  const history = (moves: readonly (readonly [number, string])[]) => {
    const walks = new Map<number, Walk>();
    return moves.map(([number, move], i) => {
      const walk = walks.get(number) ?? new Walk(number, `202${5 + (number % 2)}-12-31T1${number % 8}:00:00Z`);
      walks.set(number, walk);
      // The months differ, and some slots begin in one month and end in the next.
      const day = (days: number) => instant(Date.UTC(2026 + (i % 2), (number * i) % 12, 26 + days, 2));
      const slot = { room: 'tcm', start: day(0), end: day(1 + (i % 8)) };
      if (walk.entries.length === 0) walk.submit({ kegiatan: { judul: `Kegiatan ${number}` } }, { slot });
      else if (!walk.entries.some(({ end }) => end)) {
        walk.wait(11);
        const withApplicant = walk.entries.findLast(({ next }) => next)?.next?.withApplicant;
        if (withApplicant) walk.submit({}, { slot, ...(move === 'narrow' ? { nature: 'rahasia' } : {}) });
        else if (move === 'reject') walk.reject('alasan');
        else if (move === 'narrow') walk.changes('alasan');
        else if (move === 'rung') walk.level(1);
        else walk.approve({ note: 'x' });
      }
      const { publication, dossiers } = dataOf(...[...walks.values()].sort((a, b) => a.number - b.number));
      const readAt = instant(Date.UTC(2026, 11, 1, i * 100));
      const register = { head: String(i).padStart(40, 'e'), readAt };
      return { data: { publication: { ...publication, register }, dossiers }, touched: number };
    });
  };
  const move = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('approve', 'reject', 'narrow', 'rung'));

  it('a site updated event by event equals the whole site byte by byte, for random histories', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 2, maxLength: 8 }), async (moves) => {
        const here = place();
        const site = await openLocalSite(here);
        const states = history(moves);
        for (const { data, touched } of states) {
          const changed = data.dossiers.filter((each) => each.case.number === touched);
          const years = data === states.at(-1)?.data;
          await site.publish(data.publication, { all: () => data.dossiers, changed, years });
        }
        const last = states.at(-1)?.data;
        if (!last) return;
        const whole = await build(last);
        expect(await manifestOf(here.out)).toEqual(await manifestOf(whole.out));
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('an event does not even render the pages of other cases', async () => {
    const walks = Array.from({ length: 12 }, (_, i) => new Walk(i + 1).submit());
    const { site } = await build(dataOf(...walks));
    walks[3]?.approve();
    const { publication, dossiers } = dataOf(...walks);
    const all = (): Dossier[] => {
      throw new Error('Every case is read again.');
    };
    const changed = dossiers.filter((each) => each.case.number === 4);
    const published: Published = await site.publish(publication, { all, changed });
    expect(published).toMatchObject({ whole: false });
    // Pages in two languages: case, overview, SOP and its running cases, rooms, three pages of figures, and open data.
    expect(published.rendered).toBeLessThan(20);
  });

  it('a site that is opened again continues from its database', async () => {
    const here = { ...place(), memory: join(folder, 'ingatan.sqlite') };
    const walk = new Walk(1).submit();
    const before = dataOf(walk);
    const first = await openLocalSite(here);
    await first.publish(before.publication, { all: () => before.dossiers });
    first.close();
    const after = dataOf(walk.approve());
    const second = await openLocalSite(here);
    expect(second.shown).toEqual(before.publication.register);
    const published = await second.publish(after.publication, {
      all: () => after.dossiers,
      changed: after.dossiers,
      years: true,
    });
    second.close();
    expect(published.whole).toBe(false);
    expect(await manifestOf(here.out)).toEqual(await manifestOf((await build(after)).out));
  });

  it.each(['https://contoh.example/arsip', 'https://lain.example/berkas'])(
    'a site that moves to %s is made anew as a whole',
    async (address) => {
      const here = { ...place(), memory: join(folder, `${new URL(address).host}.sqlite`) };
      const data = dataOf(new Walk(1).submit());
      const first = await openLocalSite(here);
      await first.publish(data.publication, { all: () => data.dossiers });
      first.close();
      const second = await openLocalSite({ ...here, address });
      const { whole } = await second.publish(data.publication, { all: () => data.dossiers, changed: [] });
      second.close();
      expect(whole).toBe(true);
      const fresh = await openLocalSite({ ...place(), address });
      await fresh.publish(data.publication, { all: () => data.dossiers });
      expect(await manifestOf(here.out)).toEqual(await manifestOf(join(folder, String(built))));
    },
  );

  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => new Walk(i + 1, `2026-11-2${i % 5}T0${i % 7}:00:00Z`).submit().withdraw());

  it('R38: one event renders as many pages with 206 ended cases as with 30, and writes no other files', async () => {
    const touched = await Promise.all(
      [30, 206].map(async (count) => {
        const walks = [...many(count), new Walk(count + 1, '2026-11-28T01:00:00Z').submit()];
        const { site, out } = await build(dataOf(...walks));
        walks.at(-1)?.withdraw();
        const after = dataOf(...walks);
        const before = await manifestOf(out);
        const published = await site.publish(after.publication, {
          all: () => after.dossiers,
          changed: after.dossiers.slice(-1),
        });
        const now = await manifestOf(out);
        const differing = Object.keys(now).filter((path) => now[path]?.hash !== before[path]?.hash);
        await site.publish(after.publication, { all: () => after.dossiers, changed: [], years: true });
        expect(await manifestOf(out)).toEqual(await manifestOf((await build(after)).out));
        return {
          rendered: published.rendered,
          differing: differing.map((path) => path.replace(/\/[0-9a-f]{17}(?=\/)/, '').replace(/\d+(?=[/.])/, 'n')),
          now,
        };
      }),
    );
    expect(touched[1]?.rendered).toBe(touched[0]?.rendered);
    expect(touched[0]?.differing).toEqual(expect.arrayContaining(touched[1]?.differing ?? []));
    expect(
      Object.keys(touched[1]?.now ?? {})
        .filter((path) => path.startsWith('arsip/2026-11/'))
        .sort(),
    ).toEqual(['arsip/2026-11/1/index.html', 'arsip/2026-11/2/index.html', 'arsip/2026-11/index.html']);
  });

  /** Measures what one act writes in an office with these numbers of open cases and of cases that ended this month. */
  const actAmong = async ({ open = 5, ended = 0 }) => {
    const walks = Array.from({ length: open + ended }, (_, i) => {
      const walk = new Walk(i + 1, `2026-11-2${i % 5}T0${i % 7}:${10 + (i % 50)}:00Z`);
      walk.submit({ kegiatan: { judul: `Rapat ${i}` } });
      return i < open ? walk : walk.withdraw();
    });
    const { site, out } = await build(dataOf(...walks));
    walks[2]?.approve();
    const after = dataOf(...walks);
    const published = await site.publish(after.publication, {
      all: () => after.dossiers,
      changed: after.dossiers.slice(2, 3),
    });
    const sizes = await Promise.all([...published.put].map(async (path) => (await stat(join(out, path))).size));
    expect(published.whole).toBe(false);
    return { rendered: published.rendered, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  };

  it.each([
    ['205 open cases', { open: 205 }, 1.1],
    ['200 cases that ended in the month', { ended: 200 }, 1.2],
  ])(
    'R38: one act renders few pages more with %s than with 5 open cases, and writes few bytes more',
    async (_, office, most) => {
      const [few, many] = await Promise.all([actAmong({}), actAmong(office)]);
      // An act may change two parts of a long list besides the first, and the links of the parts next to them.
      expect(many.rendered - few.rendered).toBeLessThanOrEqual(6);
      expect(many.bytes).toBeLessThanOrEqual(few.bytes * most);
    },
  );

  it('R38: if many cases moved in a month, their list has pages, and the files that contain it wait for an hour', async () => {
    const walks = Array.from({ length: 120 }, (_, i) =>
      new Walk(i + 1).submit({ kegiatan: { judul: `Rapat ${i + 1}` } }),
    );
    const at = (readAt: string, count: number) => exportRegister(world(walks.slice(0, count), { readAt }));
    const cases = (data: PublicData, from: number) => ({
      all: () => data.dossiers,
      changed: data.dossiers.slice(from),
    });
    const before = at('2026-11-25T09:00:00Z', 25);
    const { site, page, out } = await build(before);
    const figures = 'data/figures/2026-11';
    const inFile = async () =>
      (JSON.parse(await page(`${figures}/figures.json`)) as PublicFigures).procedures[0]?.moved.length;
    const inTable = async (name: string) => (await page(`${figures}/${name}.csv`)).trim().split('\r\n').at(-1);
    const month = () => page('angka/2026-11/index.html');
    // Few cases are in the page of the month, and everything is written at once.
    expect(await month()).toContain('PMK-2026-25');
    const some = at('2026-11-25T09:10:00Z', 100);
    await site.publish(some.publication, cases(some, 25));
    expect(await month()).not.toContain('PMK-2026-25');
    expect(await month()).toContain(`<a href="/berkas/angka/2026-11/${sop.id}/berkas/">`);
    expect([await inFile(), await inTable('cases')]).toEqual([100, `2026-11,${sop.id},100,0,0,0,,`]);
    walks[30]?.approve();
    const many = at('2026-11-25T09:20:00Z', 120);
    const moved = many.dossiers.filter(({ case: one }) => one.number === 31 || one.number > 100);
    const published = await site.publish(many.publication, { all: () => many.dossiers, changed: moved });
    // The sums, and the pages of the list, show the act at once.
    expect([await inFile(), await inTable('cases')]).toEqual([100, `2026-11,${sop.id},120,0,0,0,,`]);
    expect([...published.put].some((path) => /moved\.csv$|figures\.json$/.test(path))).toBe(false);
    const read: string[] = [];
    for (let path: string | undefined = `angka/2026-11/${sop.id}/berkas/`; path !== undefined;) {
      const html = await page(`${path}index.html`);
      const lines = [...html.matchAll(/<th scope="row"><a[^>]*>(PMK.*?)<\/a><\/th><td>(.*?)<\/td><td>(.*?)<\/td>/g)];
      expect(lines.length).toBeLessThanOrEqual(50);
      read.push(...lines.map(([, ...cells]) => cells.join(' | ')));
      path = /rel="next" href="\/berkas\/(.*?)"/.exec(html)?.[1];
    }
    expect(read).toHaveLength(120);
    expect(read[30]).toBe('PMK-2026-31 | Rapat 31 | diajukan, 1 giliran');
    const later = at('2026-11-25T10:30:00Z', 120);
    await site.publish(later.publication, cases(later, 120));
    expect(await inFile()).toBe(120);
    expect(await inTable('moved')).toContain('PMK-2026-120');
    await site.publish(later.publication, { ...cases(later, 120), years: true });
    expect(await manifestOf(out)).toEqual(await manifestOf((await build(later)).out));
  });

  it('R38: the search finds an open case that changed since the file of all open cases was written, and finds it once', async () => {
    const walks = [
      new Walk(1).submit({ kegiatan: { judul: 'Rapat satu' } }),
      new Walk(2).submit(),
      new Walk(3).submit(),
    ];
    const { site, page } = await build(dataOf(...walks));
    walks[0]?.changes('Lengkapi.').submit({ kegiatan: { judul: 'Rapat lain' } });
    walks[1]?.withdraw();
    const after = dataOf(...walks);
    await site.publish(after.publication, { all: () => after.dossiers, changed: after.dossiers.slice(0, 2) });
    const files = new Map<string, unknown>();
    for (const name of ['terbaru', 'berjalan']) files.set(name, JSON.parse(await page(`data/arsip-${name}.json`)));
    expect(files.get('berjalan')).toMatchObject([{ id: 'PMK-2026-3' }, { id: 'PMK-2026-2' }, { title: 'Rapat satu' }]);
    expect(files.get('terbaru')).toMatchObject({
      running: [{ id: 'PMK-2026-1', title: 'Rapat lain' }],
      ended: { 2026: [{ id: 'PMK-2026-2' }] },
    });
    vi.stubGlobal('fetch', async (url: string) => Response.json(files.get(url.slice(2, -'.json'.length))));
    const lines = await searchFiles('/-').first();
    vi.unstubAllGlobals();
    expect(lines.map(({ id, title, ended }) => [id, title, ended !== undefined])).toEqual([
      ['PMK-2026-1', 'Rapat lain', false],
      ['PMK-2026-2', undefined, true],
      ['PMK-2026-3', undefined, false],
    ]);
  });

  it('R38: a month with many uses of a room shows how many each day has, and its days have pages, linked in order', async () => {
    const slotOn = (day: number, hour: number) => {
      const at = (hours: number) => `2026-11-${day}T${String(hours).padStart(2, '0')}:00:00Z`;
      return { room: 'tcm', start: at(hour), end: at(hour + 1) };
    };
    // Sixty cases ask for the room on one day, and nine on other days.
    const walks = Array.from({ length: 69 }, (_, i) =>
      new Walk(i + 1, `2026-11-1${i % 9}T00:${10 + (i % 50)}:00Z`).submit(
        { kegiatan: { judul: `Rapat ${i + 1}` } },
        { slot: i < 60 ? slotOn(26, i % 8) : slotOn(i - 50, 3) },
      ),
    );
    const { site, out, page } = await build(dataOf(...walks));
    const month = await page('ruang/tcm/2026-11/index.html');
    expect(month).not.toContain('Rapat 1<');
    expect(textOf(month)).toContain('60 diminta');
    expect(month).toContain('<a class="day-counts" href="/berkas/ruang/tcm/2026-11/26/">');
    expect(await page('ruang/tcm/index.html')).toContain('href="/berkas/ruang/tcm/2026-11/10/"');
    expect(await page('en/ruang/tcm/2026-11/10/index.html')).toContain('PMK-2026-61, Rapat 61');
    const read: (string | undefined)[] = [];
    for (let path: string | undefined = 'ruang/tcm/2026-11/26/'; path !== undefined;) {
      const html = await page(`${path}index.html`);
      const lines = [...html.matchAll(/<span>([^<]*) WIB<\/span><a[^>]*>(.*?)</g)];
      expect(lines.length).toBeLessThanOrEqual(50);
      read.push(...lines.map(([, time, name]) => `${time} ${name}`));
      path = /rel="next" href="\/berkas\/(.*?)"/.exec(html)?.[1];
    }
    expect(read).toHaveLength(60);
    expect(read[0]).toBe('07.00–08.00 PMK-2026-1, Rapat 1');
    expect(read.map((line) => line?.slice(0, 5))).toEqual(read.map((line) => line?.slice(0, 5)).sort());
    for (let n = 1; n <= 60; n += 1) expect(read.filter((line) => line?.endsWith(`-${n}, Rapat ${n}`))).toHaveLength(1);
    // One case leaves, and another case gets another day.
    walks[7]?.withdraw();
    walks[20]?.changes('Lengkapi.').submit({}, { slot: slotOn(20, 5) });
    const after = dataOf(...walks);
    const changed = after.dossiers.filter(({ case: one }) => one.number === 8 || one.number === 21);
    const published = await site.publish(after.publication, { all: () => after.dossiers, changed });
    const days = [...published.put].flatMap((path) => /^ruang\/tcm\/2026-11\/(\d\d)\//.exec(path)?.[1] ?? []);
    // The twentieth has a new page. Two pages of the twenty-sixth lost a line, and became one.
    expect(days.sort()).toEqual(['20', '26']);
    expect([...published.gone].map((path) => path.replace(/[0-9a-f]{17}/, 'n')).sort()).toEqual([
      'en/ruang/tcm/2026-11/26/n/index.html',
      'ruang/tcm/2026-11/26/n/index.html',
    ]);
    await site.publish(after.publication, { all: () => after.dossiers, changed: [], years: true });
    expect(await manifestOf(out)).toEqual(await manifestOf((await build(after)).out));
    // A month with few uses shows them itself, and its days have no pages.
    const few = dataOf(...walks.map((walk, i) => (i < 45 && i !== 7 ? walk.withdraw() : walk)));
    const ended = few.dossiers.filter(({ case: one }) => one.number <= 45);
    await site.publish(few.publication, { all: () => few.dossiers, changed: ended, years: true });
    expect(await manifestOf(out)).toEqual(await manifestOf((await build(few)).out));
    expect(await page('ruang/tcm/2026-11/index.html')).toContain('Rapat 50<');
  });

  it('R38: a short calendar is written at each change of a use; a long one has no past uses, and is written after an hour', async () => {
    const instantIn = (hours: number) => instant(Date.UTC(2026, 10, 20, hours));
    const slotAt = (hours: number) => ({ room: 'tcm', start: instantIn(hours), end: instantIn(hours + 1) });
    // The first twenty uses are over.
    const walks = Array.from({ length: 150 }, (_, i) =>
      new Walk(i + 1).submit({ kegiatan: { judul: `Rapat ${i + 1}` } }, { slot: slotAt(i < 20 ? i : 100 + i) }),
    );
    const at = (readAt: string, count: number) => exportRegister(world(walks.slice(0, count), { readAt }));
    const [few, more] = [at('2026-11-25T09:00:00Z', 99), at('2026-11-25T09:10:00Z', 100)];
    const { site, page, out } = await build(few);
    const cases = (data: PublicData, from: number) => ({
      all: () => data.dossiers,
      changed: data.dossiers.slice(from),
    });
    const events = async () => (await page('ruang/tcm.ics')).split('BEGIN:VEVENT').length - 1;
    const inData = async (file: string) =>
      (JSON.parse(await page(`data/${file}.json`)) as { uses: unknown[] }).uses.length;
    await site.publish(more.publication, cases(more, 99));
    expect([await events(), await inData('rooms'), await inData('rooms-terbaru')]).toEqual([100, 100, 1]);
    const many = at('2026-11-25T09:20:00Z', 150);
    const published = await site.publish(many.publication, cases(many, 100));
    expect([...published.put].filter((path) => /\.ics$|rooms\.json$/.test(path))).toEqual([]);
    expect([await events(), await inData('rooms'), await inData('rooms-terbaru')]).toEqual([100, 100, 51]);
    const later = at('2026-11-25T10:30:00Z', 150);
    await site.publish(later.publication, cases(later, 150));
    expect([await events(), await inData('rooms'), await inData('rooms-terbaru')]).toEqual([130, 150, 0]);
    expect(await page('ruang/tcm.ics')).not.toContain('DTSTART:20261120');
    expect(await page('ruang/tcm.ics')).toContain('DTSTART:20261125');
    await site.publish(later.publication, { ...cases(later, 150), years: true });
    expect(await manifestOf(out)).toEqual(await manifestOf((await build(later)).out));
  });

  it('R38: when a page of the newest month is full, the month’s first page links to it', async () => {
    const walks = [...many(200), new Walk(201, '2026-11-28T01:00:00Z').submit()];
    const { site, out, page } = await build(dataOf(...walks));
    expect(await page('arsip/2026-11/index.html')).toContain('href="/berkas/arsip/2026-11/1/"');
    walks.at(-1)?.withdraw();
    const after = dataOf(...walks);
    await site.publish(after.publication, {
      all: () => after.dossiers,
      changed: after.dossiers.slice(-1),
      years: true,
    });
    expect(await page('arsip/2026-11/index.html')).toContain('href="/berkas/arsip/2026-11/2/"');
    expect(await manifestOf(out)).toEqual(await manifestOf((await build(after)).out));
  });

  it('R11: a case that becomes restricted leaves every file at once, those of years too', async () => {
    const slot = { room: 'tcm', start: '2026-11-26T02:00:00Z', end: '2026-11-26T04:00:00Z' };
    const walk = new Walk(1).submit({ kegiatan: { judul: 'Terlihat dahulu' } }, { slot }).to('disposisi');
    const { site, out } = await build(dataOf(walk, new Walk(2).submit()));
    const naming = async () => {
      const paths = Object.keys(await manifestOf(out)).filter((path) => !path.startsWith('admin/'));
      const texts = await Promise.all(paths.map(async (path) => [path, await readPublished(join(out, path))] as const));
      return texts.filter(([, text]) => text.includes('Terlihat dahulu')).map(([path]) => path);
    };
    expect(await naming()).toEqual(
      expect.arrayContaining([
        ...['data/cases-2026.csv', 'data/cases-2026.jsonl.gz', 'data/arsip-berjalan.json'],
        ...['index.html', 'ruang/tcm/2026-11/index.html'],
      ]),
    );
    walk.changes('alasan').submit({ kegiatan: { judul: 'Terlihat dahulu' } }, { nature: 'rahasia', slot });
    const { publication, dossiers } = dataOf(walk, new Walk(2).submit());
    const published = await site.publish(publication, { all: () => dossiers, changed: dossiers.slice(0, 1) });
    expect(published.whole).toBe(false);
    expect(await naming()).toEqual([]);
  });

  it('the database of a killed process is not trusted: if a published file differs from it, everything is made', async () => {
    const here = { ...place(), memory: join(folder, 'dibunuh.sqlite') };
    const data = dataOf(new Walk(1).submit(), new Walk(2).submit());
    const cases = { all: () => data.dossiers, changed: [] };
    const kill = async (file?: string) => {
      const site = await openLocalSite(here);
      const { whole } = await site.publish(data.publication, cases);
      // The database is copied as it would be after a kill, without the mark of a successful end.
      const files = [here.memory, `${here.memory}-wal`];
      for (const each of files) await copyFile(each, `${each}.killed`);
      site.close();
      for (const each of files) await rename(`${each}.killed`, each);
      if (file !== undefined) await writeFile(join(here.out, file), 'setengah');
      return whole;
    };
    expect(await kill()).toBe(true);
    expect(await kill('berkas/PMK-2026-1/index.html')).toBe(false);
    expect(await kill()).toBe(true);
    expect(await manifestOf(here.out)).toEqual(await manifestOf((await build(data)).out));
    await rm(here.out, { recursive: true });
    const site = await openLocalSite(here);
    expect(site.shown).toBeUndefined();
    site.close();
  });

  it('a database of another version, or a file that is no database, is made again', async () => {
    const here = { ...place(), memory: join(folder, 'rusak.sqlite') };
    await writeFile(here.memory, 'bukan basis data');
    const data = dataOf(new Walk(1).submit());
    const site = await openLocalSite(here);
    expect(site.shown).toBeUndefined();
    await site.publish(data.publication, { all: () => data.dossiers });
    site.close();
    const database = new DatabaseSync(here.memory);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect((await openLocalSite(here)).shown).toBeUndefined();
  });

  it('after a failed publication, the next publication makes everything', async () => {
    const walk = new Walk(1).submit();
    const { site } = await build(dataOf(walk));
    const { publication, dossiers } = dataOf(walk.approve());
    const broken = dossiers.map((each): Dossier => ({ ...each, case: { ...each.case, visits: null as never } }));
    await expect(site.publish(publication, { all: () => dossiers, changed: broken })).rejects.toThrow();
    const published = await site.publish(publication, { all: () => dossiers, changed: dossiers });
    expect(published.whole).toBe(true);
  });

  it('the files of a failed publication are known, and the next publication replaces or removes them', async () => {
    const before = dataOf(new Walk(1).submit({ kegiatan: { judul: 'Sebelumnya' } }));
    const { site, out } = await build(before);
    const kept = await manifestOf(out);
    const { publication, dossiers } = dataOf(
      ...[new Walk(1).submit({ kegiatan: { judul: 'Tidak jadi' } }), new Walk(2).submit(), new Walk(3).submit()],
    );
    const broken = dossiers.map((each, at): Dossier =>
      at < 2 ? each : { ...each, case: { ...each.case, visits: null as never } },
    );
    await expect(site.publish(publication, { all: () => dossiers, changed: broken })).rejects.toThrow();
    const left = await manifestOf(out);
    expect(left['berkas/PMK-2026-1/index.html']).not.toEqual(kept['berkas/PMK-2026-1/index.html']);
    expect(left).toHaveProperty(['berkas/PMK-2026-2/index.html']);
    await site.publish(before.publication, { all: () => before.dossiers });
    expect(await manifestOf(out)).toEqual(kept);
  });
});

describe('R33: the content of the pages as open data', () => {
  const request = { kegiatan: { jenis: 'rapat', judul: 'Rapat, "besar"; dan =1+1' }, pemohon: { instansi: 'BPBD' } };
  const slot = { room: 'tcm', start: '2026-11-26T02:00:00Z', end: '2026-11-26T04:00:00Z' };
  const walks = () => [
    new Walk(1).submit(request, { slot }).to('koordinasi').refuse('stale').supersede(),
    new Walk(2).submit(request).to('pelaksanaan').wait(60).approve(),
    new Walk(3).submit({}, { nature: 'rahasia' }).approve().reject('x'),
    new Walk(4).to('disposisi').changes('Perbaiki').submit(request).wait(500).level(2, 'superior'),
    new Walk(5).to('pengecekan').approve({ partial: true }).changes('Tidak ada').withdraw(),
  ];

  it('R33: every case is valid by the published schema, in a file of its own and as a line of the year’s file', async () => {
    const { page, out } = await build(dataOf(...walks()));
    const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
    const valid = ajv.compile(JSON.parse(await page('data/schemas/public-case.schema.json')) as object);
    const lines = (await readPublished(join(out, 'data/cases-2026.jsonl.gz'))).trimEnd().split('\n');
    const alone = await Promise.all([1, 2, 3, 4, 5].map((n) => page(`data/cases/PMK-2026-${n}.json`)));
    for (const text of [...lines, ...alone]) expect(valid(JSON.parse(text)) || valid.errors).toBe(true);
    expect(alone.map((text) => JSON.stringify(JSON.parse(text)))).toEqual(lines);
  });

  it('R33: every field of the schema of public cases has a title', async () => {
    const untitled = (value: unknown, path: string): string[] => {
      if (typeof value !== 'object' || value === null) return [];
      const { properties, ...rest } = value as { properties?: Record<string, { title?: string }> };
      const own = Object.entries(properties ?? {}).flatMap(([name, field]) => [
        ...(field.title ? [] : [`${path}/${name}`]),
        ...untitled(field, `${path}/${name}`),
      ]);
      return [...own, ...Object.entries(rest).flatMap(([key, each]) => untitled(each, `${path}/${key}`))];
    };
    expect(untitled(JSON.parse(await readFile(join(root, 'schemas/public-case.schema.json'), 'utf8')), '')).toEqual([]);
  });

  it('R33: the table has a line for each case, each with the same number of cells', async () => {
    const { page } = await build(dataOf(...walks()));
    const rows = (await page('data/cases-2026.csv')).trimEnd().split('\r\n');
    expect(rows).toHaveLength(6);
    expect(rows[1]).toContain('"Rapat, ""besar""; dan =1+1"');
    expect(new Set(rows.map((row) => row.replace(/"(""|[^"])*"/g, '').split(',').length))).toEqual(new Set([17]));
  });

  it('R33: a published chain is valid and without private parts, and the case states the chain’s length and last id', async () => {
    const { page } = await build(dataOf(...walks()));
    for (const n of [1, 3]) {
      const lines = (await page(`data/chains/PMK-2026-${n}.jsonl.gz`)).trimEnd().split('\n');
      const chain = lines.map((line) => JSON.parse(line) as ChainLine);
      expect(() => checkChain(chain, n)).not.toThrow();
      const one = JSON.parse(await page(`data/cases/PMK-2026-${n}.json`)) as PublicCase;
      expect(one.register).toEqual({ entries: chain.length, tip: chain.at(-1)?.id });
      expect(chain.every((line) => Object.keys(line.private).join() === 'commitment')).toBe(true);
    }
  });

  it('R33: the feed is Atom, with permanent ids, times and links, in both languages', async () => {
    const { page } = await build(dataOf(...walks()));
    for (const path of ['perubahan.atom', 'en/perubahan.atom']) {
      const feed = await page(path);
      const entries = feed.split('<entry>').slice(1);
      expect(entries.length).toBeGreaterThan(20);
      for (const part of ['<id>', '<title>', '<updated>', '<author><name>', 'rel="self"']) expect(feed).toContain(part);
      expect(new Set(entries.map((each) => /<id>(urn:sha256:[0-9a-f]{64})<\/id>/.exec(each)?.[1])).size).toBe(
        entries.length,
      );
      expect(entries.every((each) => /<updated>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<\/updated>/.test(each))).toBe(true);
      expect(entries.every((each) => each.includes('href="https://contoh.example/berkas/'))).toBe(true);
      expect(feed).not.toContain('PMK-2026-3');
    }
  });

  it('R4: times of the office, of a procedure and of a room are shown in the zone of each', async () => {
    const walk = new Walk(1).to('disposisi');
    const input = world([walk], { readAt: '2026-11-30T16:30:00Z' });
    const rooms = input.config.rooms.map((room) => ({ ...room, zone: 'Asia/Makassar' }));
    const config = { ...input.config, zone: 'Asia/Jayapura', rooms };
    const { page } = await build(exportRegister({ ...input, config }));
    const overview = await page('index.html');
    expect(textOf(overview)).toContain('Selasa, 1 Desember 2026 pukul 01.30 WIT');
    expect(overview).toContain('data-zone="Asia/Jayapura"');
    expect(textOf(await page('berkas/PMK-2026-1/index.html'))).toMatch(/Rabu, 25 November 2026 pukul 09\.\d\d WIB/);
    // It is half past midnight in the room’s zone, and an hour before midnight in the procedure’s.
    expect(textOf(await page('ruang/tcm/index.html'))).toContain('Hari ini, Selasa, 1 Desember 2026');
    expect(JSON.parse(await page('data/rooms.json'))).toMatchObject({ rooms: [{ zone: 'Asia/Makassar' }] });
  });

  it('R3: another office’s pages give an example of a case number as that office writes it', async () => {
    const { page: first } = await build(dataOf());
    expect(await first('periksa/index.html')).toContain('placeholder="PMK-2026-12"');
    const { page: second } = await build(exportRegister({ ...world([]), config: await configOf(SECOND) }));
    expect(await second('periksa/index.html')).toContain('placeholder="PKD-2026-12"');
    expect(textOf(await second('index.html'))).toContain('pukul 17.00 WITA');
  });

  it('R33: a room is an iCalendar with folded lines, CRLF and escaped text, and names no restricted case', async () => {
    const bookings = [{ ...slot, case: 'PMK-2026-3', number: 3, end: '2026-11-26T05:00:00Z' }];
    const data = exportRegister(
      world([...walks().slice(0, 2), new Walk(3).submit({}, { nature: 'rahasia' })], { index: { bookings } }),
    );
    const { page } = await build(data);
    const text = await page('ruang/tcm.ics');
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const lines = text.replaceAll('\r\n ', '').split('\r\n');
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
    for (const name of ['UID:', 'DTSTAMP:20', 'DTSTART:20', 'DTEND:20', 'SUMMARY:']) {
      expect(lines.filter((line) => line.startsWith(name))).toHaveLength(2);
    }
    expect(lines).toContain('SUMMARY:Ruang TCM: dipesan');
    expect(lines).toContain('SUMMARY:Ruang TCM: diminta (PMK-2026-1)');
  });

  it('every link of the site leads to a page', async () => {
    const { out } = await build(dataOf(...walks()));
    const held = new Set(Object.keys(await manifestOf(out)));
    const base = '/berkas';
    for (const path of [...held].filter((each) => /\.(html|xml|atom)$/.test(each))) {
      const text = await readFile(join(out, path), 'utf8');
      for (const [, raw = ''] of text.matchAll(/(?:href|src|data-index)="([^"]*)"|<loc>([^<]*)/g)) {
        const target = raw.replaceAll('&#38;', '&').replace('https://contoh.example', '').split(/[?#]/)[0] ?? '';
        if (target === '' || /^[a-z]+:/.test(target) || /data\/arsip-$/.test(target)) continue;
        expect(target.startsWith(`${base}/`), `${path}: ${target}`).toBe(true);
        expect(held.has(pathOf(target.slice(base.length))), `${path}: ${target}`).toBe(true);
      }
    }
  });
});

describe('security row 26: nothing internal is anywhere in the built site', () => {
  it('security row 26: no page, data file or chain has internal content', async () => {
    const internalText = 'KENARI';
    const opens = { id: 42, login: internalText };
    const attachments = [
      { path: `${internalText}.pdf`, oid: internalText, sha256: internalText, type: 'application/pdf', size: 1 },
    ];
    const request = {
      pemohon: { nama: internalText, telepon: internalText, nip: internalText },
      krisis: { uraian: internalText },
      lain: internalText,
    };
    const walk = new Walk(5)
      .submit(request, { attachments, who: opens })
      .approve({ note: internalText })
      .changes('alasan');
    const secret = new Walk(6)
      .submit({ kegiatan: { judul: internalText } }, { nature: 'rahasia' })
      .approve({ note: internalText });
    const { out } = await build(dataOf(walk, secret.changes(internalText)));
    for (const path of Object.keys(await manifestOf(out))) {
      expect(`${path} ${await readFile(join(out, path), 'utf8')}`).not.toContain(internalText);
    }
  });
});

describe('security row 23: text of strangers is text', () => {
  const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}\${7*7}]]><!--`;
  const TYPED = new Set([
    ...['name', 'login', 'decree', 'note', 'nature', 'link', 'reason'],
    ...['label', 'message', 'room'],
  ]);

  /** Replaces every typed string of a case. Ids and instants stay, since the schema gives their form. */
  const poison = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return TYPED.has(key) ? HOSTILE : value;
    if (Array.isArray(value)) return value.map((each) => poison(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, poison(each, TYPED.has(key) ? key : name)]),
    );
  };
  const poisoned = (walk: Walk): PublicData => {
    const { publication, dossiers } = dataOf(walk);
    const request = {
      [HOSTILE]: HOSTILE,
      kegiatan: { judul: HOSTILE },
      pemohon: { instansi: HOSTILE },
      daftar: [HOSTILE, { dalam: HOSTILE }],
    };
    return {
      publication,
      dossiers: dossiers.map(({ case: one, ...rest }) => {
        // The reason of a refused act is one of a list, so nobody typed it.
        const kept = JSON.parse(
          JSON.stringify(one).replaceAll('"reason":"incomplete"', '"alasan":"incomplete"'),
        ) as PublicCase;
        const text = JSON.stringify(poison(kept)).replaceAll('"alasan":"incomplete"', '"reason":"incomplete"');
        return { ...rest, case: { ...(JSON.parse(text) as PublicCase), request } };
      }),
    };
  };

  it('security row 23: typed text makes no element and no attribute in any page', async () => {
    const acting = { kind: 'plt', decree: 'x' } as const;
    const who = { id: 1, login: 'x', name: 'x', role: 'kepala-dinas', acting };
    const problem = { file: 'f', path: '/x', code: 'c', label: { id: 'x', en: 'x' }, message: { id: 'x', en: 'x' } };
    const walk = new Walk(5)
      .submit({ kegiatan: { judul: 'x' } }, { warnings: [problem] })
      .approve({ who })
      .refuse('incomplete', { who, problems: [problem] })
      .reject('x');
    const { out } = await build(poisoned(walk));
    const pages = (await readdir(out, { recursive: true })).filter((path) => path.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(5);
    let found = 0;
    for (const path of pages) {
      const text = await readFile(join(out, path), 'utf8');
      found += text.split('&lt;script&gt;alert(1)').length - 1;
      // Only a quote can end the value of an attribute.
      const html = text.replace(/="[^"]*"/g, (value) => (/^="\s*javascript:/i.test(value) ? value : '=""'));
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<img');
      expect(html).not.toMatch(/<[^>]*\son\w+=/);
      expect(html).not.toContain('javascript:');
    }
    expect(found).toBeGreaterThan(20);
  });

  it('security row 23: a text that is no web address is not made a link', async () => {
    const { publication, dossiers } = dataOf(new Walk(5).submit().approve());
    const text = JSON.stringify(dossiers).replaceAll(
      '"kind":"accepted"',
      '"kind":"accepted","link":"javascript:alert(1)"',
    );
    const { page } = await build({ publication, dossiers: JSON.parse(text) as Dossier[] });
    expect(await page('berkas/PMK-2026-5/index.html')).not.toContain('javascript:');
  });

  it('security row 23: pages forbid inline script and style, have none, and load nothing from elsewhere', async () => {
    const { out } = await build(dataOf(new Walk(5).to('pengecekan'), new Walk(6).to('koordinasi').reject('x')));
    // The form is not among these pages: Decap needs more rights, and the form has a policy of its own.
    const pages = (await readdir(out, { recursive: true })).filter((path) => /^(?!admin\/).*\.html$/.test(path));
    expect(pages.length).toBeGreaterThan(20);
    for (const path of pages) {
      const html = await readFile(join(out, path), 'utf8');
      expect(html).toContain(`content="default-src 'none'; script-src 'self'; style-src 'self'`);
      expect(html).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)/);
      expect(html).not.toMatch(/<(script|img|iframe|source)[^>]*\ssrc="(https?:)?\/\//);
      expect(html).not.toMatch(/<link rel="(stylesheet|icon|preload)"[^>]*href="(https?:)?\/\//);
    }
  });
});
