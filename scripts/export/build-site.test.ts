import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from './build-site.ts';
import { exportRegister, type PublicData } from './export-register.ts';
import { manifestOf } from './folder.ts';
import { Walk, world } from './testing.ts';

const root = new URL('../..', import.meta.url).pathname;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'situs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const build = async (name: string, data: PublicData) => {
  const out = join(folder, name);
  const built = await buildSite({ data, out, root });
  return { ...built, out, page: (path: string) => readFile(join(out, path), 'utf8') };
};
const dataOf = (...walks: Walk[]) => exportRegister(world(walks));
/** What a reader reads: the text of a page without its markup. */
const textOf = (html: string): string =>
  html
    .replace(/<head>[\s\S]*?<\/head>/g, '')
    .replace(/<template[\s\S]*?<\/template>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('R32: the public site', () => {
  it('without a case says so, in both languages', async () => {
    const { page } = await build('kosong', dataOf());
    expect(textOf(await page('index.html'))).toContain('Tidak ada berkas yang sedang berjalan.');
    expect(textOf(await page('en/index.html'))).toContain('No case is running.');
  });

  it('shows each case with its row, who acts, until when, and late where the journal says so', async () => {
    const late = new Walk(2).to('disposisi').wait(40).rung(1);
    const { page } = await build('dua', dataOf(new Walk(1).submit(), late));
    const overview = textOf(await page('index.html'));
    expect(overview).toContain('2 berkas berjalan, 1 lewat tenggat.');
    expect(overview).toContain('Lewat tenggat: menunggu Kepala Dinas memberi disposisi (baris 3 dari 10)');
    expect(overview).toContain('Menunggu TU menerima surat permohonan (baris 2 dari 10)');
    expect(overview).toContain(`buku agenda ${'f'.repeat(40)}`);
  });

  it('shows the trail of a case: acts, refusals, what was superseded, loops', async () => {
    const walk = new Walk(3)
      .to('koordinasi')
      .refuse('out-of-turn', { detail: { role: 'kabid-aptika' } })
      .supersede();
    const { page } = await build('jejak', dataOf(walk));
    const text = textOf(await page('berkas/PMK-2026-3/index.html'));
    expect(text).toContain('Permohonan berubah; 4 persetujuan gugur, kembali ke baris 2.');
    expect(text).toContain('Disetujui Gugur');
    expect(text).toContain('Tindakan tidak diterima: belum giliran; tunggu Kabid Aptika.');
    expect(text).toContain('putaran ke-2');
    expect(textOf(await page('en/berkas/PMK-2026-3/index.html'))).toContain('Act not accepted: not the turn yet');
  });

  it('of a narrowed case shows its row and times, and says why no more', async () => {
    const { page } = await build('sempit', dataOf(new Walk(4).submit({}, { nature: 'rahasia' }).approve()));
    const text = textOf(await page('berkas/PMK-2026-4/index.html'));
    expect(text).toContain('publik hanya melihat nomor, baris, dan waktu');
    expect(text).not.toContain('Kepala Dinas');
  });

  it('is the same, byte by byte, however often it is built; what is gone goes', async () => {
    const data = dataOf(new Walk(1).submit(), new Walk(2).submit());
    const { out, manifest } = await build('tetap', data);
    const again = await buildSite({ data, out: join(folder, 'tetap-lagi'), root });
    expect(again.manifest).toEqual(manifest);
    await buildSite({ data: dataOf(new Walk(1).submit()), out, root, before: manifest });
    expect(await readdir(join(out, 'berkas'))).toContain('PMK-2026-1');
    expect([...(await manifestOf(out)).keys()].filter((path) => path.includes('PMK-2026-2'))).toEqual([]);
  });
});

describe('Security row 23: text of strangers is text', () => {
  const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}\${7*7}<!--`;

  /** Every string of a case that somebody typed, replaced. Ids and instants stay: they are shaped by their schema. */
  const poison = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return TYPED.has(key) ? HOSTILE : value;
    if (Array.isArray(value)) return value.map((each) => poison(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, poison(each, TYPED.has(key) ? key : name)]),
    );
  };
  const TYPED = new Set([
    ...['name', 'login', 'decree', 'note', 'reasonText', 'judul', 'perihal', 'nature', 'link', 'flags'],
    ...['label', 'message', 'isi', 'sebab', 'room'],
  ]);

  it('no element and no attribute comes of it, in any page', async () => {
    const acting = { kind: 'plt', decree: 'x' } as const;
    const who = { id: 1, login: 'x', name: 'x', role: 'kepala-dinas', acting };
    const problem = { file: 'f', path: '/x', code: 'c', label: { id: 'x', en: 'x' }, message: { id: 'x', en: 'x' } };
    const walk = new Walk(5)
      .submit({ kegiatan: { judul: 'x' }, surat: { perihal: 'x' } }, { warnings: [problem] })
      .approve({ who })
      .refuse('incomplete', { who, problems: [problem] })
      .refuse('four-eyes', { detail: { name: 'x', row: 2 } })
      .changes('x', { who });
    const data = dataOf(walk);
    const clean = await build('bersih', data);
    const [one] = data.cases;
    const request = { [HOSTILE]: HOSTILE, daftar: [HOSTILE, { dalam: HOSTILE }] };
    const poisoned = { ...(poison(one) as NonNullable<typeof one>), request };
    const { out } = await build('racun', { ...data, cases: [poisoned] });
    const pages = (await readdir(out, { recursive: true })).filter((path) => path.endsWith('.html'));
    expect(pages.length).toBe(5);
    let found = 0;
    for (const path of pages) {
      const text = await readFile(join(out, path), 'utf8');
      found += text.split('&lt;script&gt;alert(1)').length - 1;
      // What stands between the quotes of an attribute can leave them only by a quote.
      const html = text.replace(/="[^"]*"/g, (value) => (/^="\s*javascript:/i.test(value) ? value : '=""'));
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<img');
      expect(html).not.toMatch(/<[^>]*\son\w+=/);
      expect(html).not.toContain('javascript:');
    }
    expect(found).toBeGreaterThan(20);
    expect(clean.pages).toBe(5);
  });

  it('a link that is none of the web is not made one', async () => {
    const data = dataOf(new Walk(5).submit().approve());
    const text = JSON.stringify(data).replaceAll('"kind":"accepted"', '"kind":"accepted","link":"javascript:alert(1)"');
    const { page } = await build('tautan', JSON.parse(text) as PublicData);
    expect(await page('berkas/PMK-2026-5/index.html')).not.toContain('javascript:');
  });

  it('pages forbid inline script and style, and have none', async () => {
    const { page } = await build('csp', dataOf(new Walk(5).to('pengecekan')));
    const html = await page('berkas/PMK-2026-5/index.html');
    expect(html).toContain(`content="default-src 'none'; script-src 'self'; style-src 'self'`);
    expect(html).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
});
