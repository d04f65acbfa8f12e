/** Tests of the published versions of an SOP: what changed, and which case uses which. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicSopVersions } from '#domain/generated/public-sop-versions.ts';
import { exportRegister } from '#tests/support/export-register.ts';
import type { ReadSops } from '#public/export/sop-versions.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import { FIRST, ROOT } from '../support/folders.ts';
import { readPublished } from '../support/published-file.ts';
import { sop, Walk, world } from '../support/walked-case.ts';

const PATH = 'sops/protokol-manajemen-krisis.yaml';
const text = readFileSync(join(FIRST, PATH), 'utf8');
/** The version to which the cases are pinned. */
const OLD = 'b'.repeat(40);
const blobOf = (content: string): string => createHash('sha1').update(content).digest('hex');

const first = text.replace('revised: ""', 'revised: 2 Januari 2024');
const now = text
  .replace('revised: ""', 'revised: 1 November 2026')
  .replace('effective: ""', 'effective: 5 November 2026')
  .replace(/(memberikan disposisi kepada[\s\S]*?)limit: PT30M/, '$1limit: PT15M')
  .replace(/(id: disposisi\n[\s\S]*?)( {4}informs:)/, '$1    consults:\n      - role: kabid-ikp\n$2');
const NOW = blobOf(now);
const move = (blob: string, at: string) => ({ path: PATH, blob, commit: blobOf(at), at });
const history: ReadSops['history'] = {
  head: 'a'.repeat(40),
  isWhole: true,
  moves: [
    move(blobOf(first), '2024-01-02T03:00:00Z'),
    move(OLD, '2026-10-01T03:00:00Z'),
    move(NOW, '2026-11-25T02:30:00Z'),
  ],
};
const texts = new Map([
  [blobOf(first), first],
  [OLD, text],
  [NOW, now],
]);

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function build(
  sops: ReadSops | undefined,
  walks = [new Walk(1).to('disposisi'), new Walk(2).submit().withdraw()],
) {
  const out = await mkdtemp(join(tmpdir(), 'versi-'));
  folders.push(out);
  const { config, ...rest } = world(walks, { pinned: new Map([[OLD, sop]]) });
  const value = parse(now) as Procedure;
  const procedures = new Map([[sop.id, { path: PATH, blob: NOW, value }]]);
  const { publication, dossiers } = exportRegister({ ...rest, config: { ...config, procedures } });
  const site = await openLocalSite({ root: ROOT, out });
  await site.publish(publication, { all: () => dossiers, sops: async () => sops });
  const read = (path: string) => readPublished(join(out, path));
  const words = async (path: string): Promise<string> =>
    (await read(`${path}index.html`))
      .replace(/<head>[\s\S]*?<\/head>/, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
  return { out, read, words, publication, dossiers, site };
}
type Built = Awaited<ReturnType<typeof build>>;

const versions = `sop/${sop.id}/versi/`;

describe('R7: the published versions of an SOP', () => {
  let site: Built;
  beforeAll(async () => {
    site = await build({ history, texts });
  });

  it('R7: the versions are listed with their times and dates, the newest first', async () => {
    const page = await site.words(versions);
    const order = ['Berlaku sejak 25 Nov 2026 09.30 WIB', 'Berlaku 1 Okt 2026 10.00 WIB sampai', 'Berlaku 2 Jan 2024'];
    expect(order.map((each) => page.indexOf(each))).toEqual(
      order.map((each) => page.indexOf(each)).sort((a, b) => a - b),
    );
    for (const each of order) expect(page).toContain(each);
    expect(page).toContain('Tanggal revisi 1 November 2026');
    expect(page).toContain('Tanggal efektif 5 November 2026');
    expect(page).toContain('Tanggal efektif tidak tercantum');
    expect(page).not.toMatch(/tidak diketahui di sini|tidak terbaca/);
  });

  it('R7: the list of versions says what changed, in both languages', async () => {
    expect(await site.words(versions)).toContain(
      'Langkah 3 (memberi disposisi) Waktu baku: dari 30 menit menjadi 15 menit',
    );
    expect(await site.words(`en/${versions}`)).toMatch(/Step 3 \([^)]+\) Time limit: from 30 minutes to 15 minutes/);
    expect(await site.words(versions)).toContain('Versi tertua yang diketahui.');
  });

  it('R7: the list of versions names the cases of each version, and the open cases that keep an earlier version', async () => {
    const page = await site.words(versions);
    expect(page).toContain('Berkas berjalan yang tetap mengikuti versi lama PMK-2026-1');
    expect(page).toContain('2 berkas, 1 masih berjalan. Terbaru: PMK-2026-2 , PMK-2026-1');
    const html = await site.read(`${versions}index.html`);
    expect(html).toContain(`href="#v-${OLD.slice(0, 12)}"`);
    expect(html).toContain(`id="v-${OLD.slice(0, 12)}"`);
  });

  it('R7: an old version can be read, and says that it is not the present one', async () => {
    const page = await site.words(`${versions}${OLD.slice(0, 12)}/`);
    expect(page).toContain('Ini versi lama.');
    expect(page).toContain('30 menit');
    expect((await readdir(join(site.out, versions))).sort()).toEqual(
      [OLD.slice(0, 12), blobOf(first).slice(0, 12), 'index.html'].sort(),
    );
  });

  it('R7: the page of the SOP links to the versions, and so does the page of a case that keeps an earlier version', async () => {
    expect(await site.read(`sop/${sop.id}/index.html`)).toContain(`href="/${versions}"`);
    const html = await site.read('berkas/PMK-2026-1/index.html');
    expect(html).toContain(`href="/${versions}${OLD.slice(0, 12)}/">versi sejak`);
    expect(await site.words('en/berkas/PMK-2026-1/')).toContain('not the one in force now');
  });

  it('R7: the page of a case says whom the version asks that the case keeps', async () => {
    expect(await site.words('berkas/PMK-2026-1/')).not.toContain('Diminta berkoordinasi');
  });

  it('R33: the versions are open data, valid by their schema', async () => {
    const ajv = new Ajv2020({ strict: false });
    const schema = JSON.parse(await site.read('data/schemas/public-sop-versions.schema.json')) as object;
    const data = JSON.parse(await site.read(`data/procedures/${sop.id}/versions.json`)) as PublicSopVersions;
    const valid = ajv.compile(schema);
    expect(valid(data) || valid.errors).toBe(true);
    expect(data.versions.map(({ revision, current, cases, open }) => [revision, current, cases, open])).toEqual([
      [NOW, true, 0, 0],
      [OLD, false, 2, 1],
      [blobOf(first), false, 0, 0],
    ]);
    for (const { revision } of data.versions)
      expect(JSON.parse(await site.read(`data/procedures/${sop.id}/${revision}.json`))).toHaveProperty('id', sop.id);
  });

  it('R38: known versions are not read again, and the page is the same after an act', async () => {
    const asked: unknown[] = [];
    const later = { ...history, head: 'c'.repeat(40) };
    const page = await site.read(`${versions}index.html`);
    const { publication, dossiers } = site;
    await site.site.publish(
      { ...publication, register: { ...publication.register, head: 'e'.repeat(40) } },
      {
        all: () => dossiers,
        changed: dossiers.slice(0, 1),
        sops: async (known) => {
          asked.push(known);
          return { history: later };
        },
      },
    );
    expect(asked).toEqual([history]);
    expect(await site.read(`${versions}index.html`)).toBe(page);
    // Main has new commits without a change of SOPs. The next read begins after them.
    const none = async (known: unknown) => void asked.push(known);
    await site.site.publish(publication, { all: () => dossiers, changed: [], sops: none as never });
    expect(asked.at(-1)).toEqual(later);
  });
});

it('a history without its beginning is reported, and a version from before it has no date', async () => {
  const [, second, third] = history.moves;
  const { at: _at, ...before } = second as NonNullable<typeof second>;
  const cut = {
    head: history.head,
    isWhole: false,
    since: '2026-10-20T00:00:00Z',
    moves: [before, third as typeof before],
  };
  const site = await build({ history: cut, texts });
  const page = await site.words(versions);
  expect(page).toContain('Versi sebelum 20 Oktober 2026 tidak diketahui di sini');
  expect(page).toContain('Sudah berlaku sebelum riwayat yang diketahui di sini');
  expect(page).not.toContain('1 Okt 2026');
});

it('without a readable history, the versions that cases use are listed all the same', async () => {
  const site = await build(undefined);
  const page = await site.words(versions);
  expect(page).toContain('Riwayat cabang main tidak terbaca di sini');
  expect(page).toContain('Diketahui dari berkas yang mengikutinya');
  expect(page).toContain('2 berkas, 1 masih berjalan');
  expect(await site.read('berkas/PMK-2026-1/index.html')).toContain(`href="/${versions}">versi bbbbbbb`);
});

it('a version that cannot be read is listed, with the note that its content is unknown', async () => {
  const site = await build({ history, texts: new Map([...texts].filter(([blob]) => blob !== blobOf(first))) });
  const page = await site.words(versions);
  expect(page).toContain('Berlaku 2 Jan 2024');
  expect(page).toContain('jadi yang berubah tidak dapat disebutkan');
});

it('an SOP that the office no longer has is listed among those that are no longer in force', async () => {
  const old = 'id: pinjam-aula\ntitle: { id: Peminjaman Aula, en: Loan of the Hall }\nsteps: []\n';
  const path = 'sops/pinjam-aula.yaml';
  const moves = [
    { path, blob: blobOf(old), commit: blobOf('datang'), at: '2025-01-02T03:00:00Z' },
    ...history.moves,
    { path, commit: blobOf('pergi'), at: '2026-11-25T03:00:00Z' },
  ];
  const site = await build({ history: { ...history, moves }, texts: new Map([...texts, [blobOf(old), old]]) });
  expect(await site.read('sop/index.html')).toContain('<a href="/sop/pinjam-aula/versi/">Peminjaman Aula</a>');
  const page = await site.words('en/sop/pinjam-aula/versi/');
  expect(page).toContain('This SOP is no longer in force in this office.');
  expect(page).toContain('In force 2 Jan 2025 10:00 WIB to 25 Nov 2026 10:00 WIB');
});
