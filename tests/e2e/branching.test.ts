import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import { exportClone } from '../support/export-clone.ts';
import { BRANCHING, ROOT } from '../support/folders.ts';
import { label, type Office, openOffice, push, requestFiles, submit } from '../support/office.ts';
import { readPublished } from '../support/published-file.ts';
import { approve, sendBack, tick } from '../support/walk.ts';

/** The accounts of the fictional office in tests/fixtures/branching, and an applicant. */
const PEOPLE = { tata: 1, sekar: 2, awas: 3, pan: 4, kepala: 5, pemohon: 20 };

const permit = (size: string) => ({ sop: 'izin-acara', pemohon: 'pemohon', acara: 'Pasar malam', ukuran: size });

let office: Office;
let number: number;
let out: string;
beforeAll(async () => {
  // The walk begins on Monday, 21 December 2026, 09.00 in central Indonesia.
  office = await openOffice({ root: BRANCHING, people: PEOPLE, now: '2026-12-21T01:00:00Z' });
  number = await submit(office, 'pemohon', 'acara', permit('sedang'));
  await office.run(number);
  out = await mkdtemp(join(tmpdir(), 'situs-'));
});
afterAll(async () => {
  await office?.close();
  if (out) await rm(out, { recursive: true, force: true });
});

/** Returns what the forge shows of the case. */
const shown = async () => {
  const { pull } = await office.forge.readCase(number);
  const row = pull.labels.filter((name) => name.startsWith('baris/'));
  const checklist = pull.ownComments.find(({ body }) => body.includes('| No. |'))?.body ?? '';
  return { row, status: pull.status?.description ?? '', checklist, state: pull.state };
};

/**
 * Approves, or requests changes if a minus precedes the login.
 * @returns the case’s row afterwards, by label and status
 */
async function act(login: string): Promise<string> {
  tick(office);
  const entries = login.startsWith('-')
    ? await sendBack(office, number, login.slice(1), 'Mohon diperiksa lagi.')
    : await approve(office, number, login, `Setuju pada ${office.now()}.`);
  expect(entries.map(({ kind, reason }) => [kind, reason])).toEqual([['accepted', undefined]]);
  const { row, status } = await shown();
  return `${row.join()} ${/\(langkah .*?\)/.exec(status)?.[0] ?? status}`;
}

/** Builds the current site of the office. Returns a reader of its files. */
async function publish() {
  const { publication, dossiers } = await exportClone(join(office.folder, 'repo.git'), office.now());
  const site = await openLocalSite({ root: ROOT, out });
  await site.publish(publication, { all: () => dossiers });
  return (path: string) => readPublished(join(out, path));
}
const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:;)])/g, '$1');

describe('a case with every kind of row', () => {
  test('R46: a case goes from row 3a to 3b, back, and on to row 4, as label, status and checklist show', async () => {
    expect(await act('tata')).toBe('baris/3a (langkah 3a dari 8)');
    const { status, checklist } = await shown();
    expect(status).toMatch(/^Menunggu Sekretaris memeriksa kelengkapan berkas \(langkah 3a dari 8\)/);
    expect(checklist).toContain('| 3a | memeriksa kelengkapan berkas | Sekretaris | **sedang berjalan** |');
    expect(checklist).toContain('| 3b | memeriksa lokasi | Pengawas | belum |');
    expect(checklist).toContain('Setujui → Pengawas (langkah 3b)');
    expect(parseIndex((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH)).cases[number]?.row).toBe('3a');
    expect(await act('sekar')).toBe('baris/3b (langkah 3b dari 8)');
    expect(await act('-awas')).toBe('baris/3a (langkah 3a dari 8, putaran ke-2)');
    expect(await act('sekar')).toBe('baris/3b (langkah 3b dari 8, putaran ke-2)');
    expect(await act('awas')).toBe('baris/4 (langkah 4 dari 8)');
  });

  test('R16, R46: an act out of turn is refused, and the checklist says which role and row is on turn', async () => {
    tick(office);
    const [entry] = await approve(office, number, 'awas', 'Sekali lagi.');
    expect(entry?.reason).toBe('out-of-turn');
    expect((await shown()).checklist).toContain('Giliran Kepala (langkah 4).');
  });

  test('R32, R33, R46: pages and open data show the rows as the table prints them', async () => {
    const read = await publish();
    const page = plain(await read('berkas/IZA-2026-1/index.html'));
    expect(page).toContain('3b Memeriksa lokasi');
    expect(page).toContain('5 Sekretaris menyusun konsep izin belum');
    expect(page).toContain('5 Sekretaris membubuhkan paraf belum');
    expect(plain(await read('en/berkas/IZA-2026-1/index.html'))).toContain('3a Check that the papers are complete');
    expect(await read('perubahan.atom')).toContain('langkah 3a');
    const valid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
      JSON.parse(await read('data/schemas/public-case.schema.json')) as object,
    );
    const one = JSON.parse(await read('data/cases/IZA-2026-1.json')) as { visits: { row: unknown }[] };
    expect(valid(one) || valid.errors).toBe(true);
    expect(one.visits.map(({ row }) => row)).toEqual([1, 2, '3a', '3b', '3a', '3b', 4]);
    expect(await read('data/cases-2026.csv')).toMatch(/^IZA-2026-1,1,izin-acara,running,4,8,/m);
    expect(await read('data/chains/IZA-2026-1.jsonl.gz')).toContain('"row":"3a"');
  });

  test('R46: for a middle size the decision leads to rows 6 and 7, which are one turn, and their Request changes leads to the applicant', async () => {
    expect(await act('kepala')).toBe('baris/6 (langkah 6 dari 8)');
    const { checklist } = await shown();
    expect(checklist).toContain('| 6 | membahas permohonan | Panitia | **sedang berjalan** |');
    expect(checklist).toContain('| 7 | membahas permohonan | Panitia | **sedang berjalan** |');
    expect(await act('-pan')).toBe('baris/1 (langkah 1 dari 8)');
    await push(office, 'pemohon', 'permohonan/acara', requestFiles('acara', permit('kecil')));
    tick(office);
    await label(office, 'pemohon', number, ['decap-cms/pending_review']);
    await office.run(number);
    expect((await shown()).row).toEqual(['baris/2']);
  });

  test('R46: for a small size the same decision leads to row 5, which two roles share, and the case completes', async () => {
    for (const login of ['tata', 'sekar', 'awas']) await act(login);
    expect(await act('kepala')).toBe('baris/5 (langkah 5 dari 8)');
    expect((await shown()).status).toMatch(/^Menunggu Sekretaris menyusun konsep izin/);
    expect(await act('sekar')).toBe('baris/5 (langkah 5 dari 8)');
    const { status, checklist } = await shown();
    expect(status).toMatch(/^Menunggu Kepala membubuhkan paraf/);
    expect(checklist).toMatch(
      /\| 5 \| menyusun konsep izin \| Sekretaris \| selesai [^|]*\|\n\| 5 \| membubuhkan paraf \| Kepala \| \*\*sedang/,
    );
    expect(await act('-kepala')).toBe('baris/5 (langkah 5 dari 8, putaran ke-2)');
    expect(await act('sekar')).toBe('baris/5 (langkah 5 dari 8, putaran ke-2)');
    expect(await act('kepala')).toBe('baris/8 (langkah 8 dari 8)');
    expect((await shown()).checklist).toContain('| 6 | membahas permohonan | Panitia | tidak dilalui |');
    tick(office);
    await approve(office, number, 'kepala', 'Izin diberikan.');
    expect((await office.state(number))?.end?.kind).toBe('completed');
    expect((await shown()).state).toBe('merged');
  });

  test('R29, R46: the register of a case with lettered rows is verified, and the SOP’s page shows how long these rows took', async () => {
    const { findings, cases } = await verifyClone(join(office.folder, 'repo.git'));
    expect({ findings, cases }).toEqual({ findings: [], cases: 1 });
    const read = await publish();
    const reality = plain(await read('sop/izin-acara/index.html')).split('Realisasi waktu')[1] ?? '';
    for (const row of ['3a memeriksa kelengkapan berkas', '5 menyusun konsep izin', '5 membubuhkan paraf'])
      expect(reality).toContain(row);
  });
});
