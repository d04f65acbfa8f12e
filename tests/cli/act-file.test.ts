import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeOfficeFile } from '#embedded/office/office-file.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { digestOf, samplePdf } from '../support/signed.ts';
import { tick, walkTo } from '../support/walk.ts';
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
  const logins = ['contoh-tu', 'contoh-walikota', 'disposisi[bot]'];
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
