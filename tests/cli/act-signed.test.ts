import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentPath } from '#domain/journal/paths.ts';
import { writeOfficeFile } from '#embedded/office/office-file.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { digestOf, samplePdf } from '../support/signed.ts';
import { walkTo } from '../support/walk.ts';
import { disposisi, emptyFolder, inBothLanguages } from './disposisi.ts';

let folder: string;
let office: Office;
let number: number;
const PDF = samplePdf('baris perintah');
beforeAll(async () => {
  folder = await emptyFolder();
  await writeFile(join(folder, 'Nota-Dinas.pdf'), PDF);
  await writeFile(join(folder, 'teks.pdf'), 'Bukan PDF.\n');
  await writeFile(join(folder, 'besar.pdf'), Buffer.concat([PDF, Buffer.alloc(5 * 1024 * 1024)]));
  office = await openOffice();
  const { url, apiUrl, cloneUrl, owner, repo, accounts } = office.local;
  const logins = ['contoh-kepala-dinas', 'disposisi[bot]'];
  const tokens = Object.fromEntries(
    await Promise.all(logins.map(async (login) => [login, await accounts.token(login, { ttl: 'P700D' })] as const)),
  );
  const place = { url, apiUrl, cloneUrl, owner, repo, pid: process.pid, process: 'disposisi[bot]', tokens };
  writeOfficeFile(office.folder, place);
  number = await submit(office, 'contoh-opd', 'ditandatangani', sampleRequest());
  await walkTo(office, number, 3);
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

const act = (gesture: string, ...more: string[]): string[] => [
  ...['act', gesture, String(number), '--folder', office.folder, '--as', 'contoh-kepala-dinas', '--wait', '0'],
  ...more,
];

test('R47: a file that the process would not keep is reported before anything is sent', async () => {
  const before = await office.forge.readCase(number);
  const { codes, id, en } = await inBothLanguages(
    act('approve', '--note', 'Setuju.', '--signed', 'teks.pdf', '--signed', 'besar.pdf'),
    folder,
  );
  expect(codes).toEqual([1, 1]);
  expect(id).toMatch(/teks\.pdf[^]*Isinya bukan PDF[^]*besar\.pdf[^]*terlalu besar[^]*Tidak ada yang dikirim/);
  expect(en).toMatch(/teks\.pdf[^]*Its content is no PDF[^]*besar\.pdf[^]*too large[^]*Nothing was sent/);
  expect(await office.forge.readCase(number)).toEqual(before);
});

test('R47: --signed is refused for submit, and for a close without a reason', async () => {
  for (const gesture of ['submit', 'close']) {
    const { codes, en } = await inBothLanguages(act(gesture, '--signed', 'Nota-Dinas.pdf'), folder);
    expect([codes, en]).toEqual([[2, 2], expect.stringContaining('--signed is for approve')]);
  }
});

test('R47: act approve --signed sends the file and names it in the act, and explain shows the kept document', async () => {
  await disposisi(act('approve', '--note', 'Tindak lanjuti.', '--signed', 'Nota-Dinas.pdf'), folder);
  const { entries } = await office.run(number);
  expect(entries[0]).toMatchObject({ kind: 'accepted', signed: [{ name: 'nota-dinas.pdf', sha256: digestOf(PDF) }] });
  expect(documentPath(number, digestOf(PDF))).toMatch(/^documents\/0\/\d+\/[0-9a-f]{64}\.pdf$/);
  const { id, en } = await inBothLanguages(['explain', String(number), '--folder', office.folder], folder);
  expect(id).toContain(`Dokumen bertanda tangan disimpan: nota-dinas.pdf (SHA-256 ${digestOf(PDF)})`);
  expect(en).toContain(`Signed document kept: nota-dinas.pdf (SHA-256 ${digestOf(PDF)})`);
});
