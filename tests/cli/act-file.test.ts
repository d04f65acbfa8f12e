import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeOfficeFile } from '#embedded/office/office-file.ts';
import { hasPoppler, textOf } from '../documents/paper.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { digestOf, samplePdf, samplePhoto } from '../support/signed.ts';
import { approve, straightWalk, tick, walkTo } from '../support/walk.ts';
import { disposisi, emptyFolder, inBothLanguages } from './disposisi.ts';

let folder: string;
let office: Office;
let number: number;
const PDF = samplePdf('balasan bertanda tangan');
beforeAll(async () => {
  folder = await emptyFolder();
  await writeFile(join(folder, 'Balasan-TTD.pdf'), PDF);
  office = await openOffice();
  const { url, apiUrl, cloneUrl, owner, repo, accounts } = office.local;
  const logins = ['contoh-tu', 'contoh-walikota', 'contoh-operator', 'disposisi[bot]'];
  const tokens = Object.fromEntries(
    await Promise.all(logins.map(async (login) => [login, await accounts.token(login, { ttl: 'P700D' })] as const)),
  );
  const place = { url, apiUrl, cloneUrl, owner, repo, pid: process.pid, process: 'disposisi[bot]', tokens };
  writeOfficeFile(office.folder, place);
  number = await submit(office, 'contoh-opd', 'diarsipkan', sampleRequest());
  await walkTo(office, number, 10);
  tick(office);
}, 60_000);
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

const file = (as: string, ...more: string[]): string[] => [
  ...['act', 'file', String(number), '--folder', office.folder, '--as', as, '--wait', '0'],
  ...more,
];
const SIGNED = ['--signed', 'Balasan-TTD.pdf'];

test('R47: act file refuses a paper that the case does not have, and an account that may not file, before anything is sent', async () => {
  const before = await office.forge.readCase(number);
  const early = await inBothLanguages(file('contoh-tu', '--document', 'laporan-kegiatan', ...SIGNED), folder);
  expect([early.codes, early.en]).toEqual([
    [1, 1],
    expect.stringMatching(/does not have this paper yet.*surat-balasan/),
  ]);
  const other = await inBothLanguages(file('contoh-walikota', '--document', 'surat-balasan', ...SIGNED), folder);
  expect([other.codes, other.id]).toEqual([[1, 1], expect.stringContaining('diarsipkan oleh penerima surat (TU)')]);
  for (const wrong of [SIGNED, ['--document', 'surat-balasan']])
    expect((await disposisi(file('contoh-tu', ...wrong), folder)).code).toBe(2);
  expect(await office.forge.readCase(number)).toEqual(before);
});

test('R47: act file files the signed letter, and explain and documents show that it is filed', async () => {
  await disposisi(file('contoh-tu', '--document', 'surat-balasan', ...SIGNED), folder);
  const { entries } = await office.run(number);
  expect(entries).toMatchObject([{ kind: 'filed', signed: [{ name: 'balasan-ttd.pdf', sha256: digestOf(PDF) }] }]);
  const [{ seq = 0, filed } = {}] = entries;
  const { id, en } = await inBothLanguages(['explain', String(number), '--folder', office.folder], folder);
  expect(id).toContain(`Surat Balasan bertanda tangan, atas entri ${filed?.entry}`);
  expect(en).toContain(`Letter of reply, signed, on entry ${filed?.entry}`);
  const clone = join(office.folder, 'repo.git');
  const made = await disposisi(
    ['documents', String(number), clone, '--address', 'https://contoh.go.id/berkas', '--out', 'dokumen'],
    folder,
  );
  expect(made.out).toMatch(new RegExp(`surat-balasan-${filed?.entry}\\.pdf .* · bertanda tangan: entri ${seq}\\n`));
  expect(made.out.match(/bertanda tangan: entri/g)).toHaveLength(1);
});

test('R47: act file keeps photographs with their captions, and documents draws them at the end of the report alone', async () => {
  office.setNow('2026-12-05T05:00:00Z');
  await approve(office, number, 'contoh-operator', straightWalk().at(-1)?.body);
  await office.run(number);
  const report = `PMK-2026-${number}-laporan-kegiatan.pdf`;
  const clone = join(office.folder, 'repo.git');
  const args = ['documents', String(number), clone, '--address', 'https://contoh.go.id/berkas', '--out', 'dokumen'];
  const made = async (): Promise<Buffer> => {
    expect((await disposisi(args, folder)).code).toBe(0);
    return readFile(join(folder, 'dokumen', report));
  };
  const pictures = (pdf: Buffer): number => pdf.toString('latin1').split('/Subtype /Image').length - 1;
  expect(pictures(await made())).toBe(0);
  await writeFile(join(folder, 'Rapat.JPG'), samplePhoto('rapat'));
  await writeFile(join(folder, 'gerbang.jpg'), samplePhoto('gerbang'));
  tick(office);
  const photos = ['--signed', 'Rapat.JPG= Peserta rapat ', '--signed', 'gerbang.jpg'];
  await disposisi(file('contoh-operator', '--document', 'laporan-kegiatan', ...photos), folder);
  const { entries } = await office.run(number);
  expect(entries).toMatchObject([
    { filed: { photos: 2 }, signed: [{ name: 'rapat.jpg', caption: 'Peserta rapat' }, { name: 'gerbang.jpg' }] },
  ]);
  const drawn = await made();
  expect(pictures(drawn)).toBe(2);
  if (hasPoppler) expect(textOf(drawn)).toContain('Dokumentasi kegiatan Foto 1. Peserta rapat Foto 2');
  const explained = await disposisi(['explain', String(number), '--folder', office.folder], folder);
  expect(explained.out).toContain('2 foto untuk Laporan Kegiatan');
  // An act brings no photograph.
  const act = ['act', 'return', String(number), '--folder', office.folder, '--as', 'contoh-tu', '--note', 'Lengkapi.'];
  const refused = await disposisi([...act, '--signed', 'gerbang.jpg'], folder);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('Nama file ini tidak dapat dipakai')]);
}, 120_000);
