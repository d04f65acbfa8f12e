import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { writeOfficeFile } from '#embedded/office/office-file.ts';
import { makeSigningKey } from '#engine/register/signing-key.ts';
import { FIRST, ROOT } from '../support/folders.ts';
import { type Office, openOffice, pullOf, sampleRequest, submit } from '../support/office.ts';
import { walkTo } from '../support/walk.ts';
import { office as sampleOffice } from '../support/world.ts';
import { disposisi, emptyFolder, inBothLanguages } from './disposisi.ts';

/** The letter of a sample request. */
const LETTER = join(ROOT, 'examples/requests/rapat-koordinasi-banjir/surat-permohonan.pdf');

let folder: string;
let office: Office;
const texts = new Map<number, { id: string; en: string }>();
beforeAll(async () => {
  folder = await emptyFolder();
  office = await openOffice();
  const { url, apiUrl, cloneUrl, owner, repo, accounts } = office.local;
  const login = 'disposisi[bot]';
  const tokens = Object.fromEntries(
    await Promise.all([login, 'contoh-opd'].map(async (each) => [each, await accounts.token(each, { ttl: 'P700D' })])),
  ) as Record<string, string>;
  writeOfficeFile(office.folder, { url, apiUrl, cloneUrl, owner, repo, pid: process.pid, process: login, tokens });
  for (const row of [3, 8]) {
    const number = await submit(office, 'contoh-opd', `baris-${row}`, sampleRequest());
    await walkTo(office, number, row);
    texts.set(row, await inBothLanguages(['explain', String(number), '--folder', office.folder], folder));
  }
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

test('R23, R35: explain prints lengths of time and steps in words, not as codes and ids', () => {
  const { id, en } = texts.get(8) ?? { id: '', en: '' };
  expect(id).toMatch(/waktu baku \d+ menit, jam berjalan terus/);
  expect(en).toMatch(/time limit \d+ minutes, the clock runs/);
  expect(id).toContain('langkah 2 menerima surat permohonan ·');
  expect(`${id}${en}`).not.toMatch(/\bPT?\d+[DHM]\b/);
  for (const { id: step } of sampleOffice.procedures.get('protokol-manajemen-krisis')?.value.steps ?? [])
    expect(id).not.toMatch(new RegExp(`(langkah|step) \\d+[a-z]? ${step} ·`));
});

test('R1, R16, R35: explain names each possible act, a rejection too', () => {
  const { id, en } = texts.get(3) ?? { id: '', en: '' };
  expect(id).toMatch(
    /^Setujui: .*\n(Kembalikan: .*\n)?Tolak: permohonan ditutup dengan status ditolak \(alasan wajib\)$/m,
  );
  expect(en).toMatch(/^Reject: the request is closed as rejected \(a reason is required\)$/m);
});

test('reconcile says what it would write, with times as people of the office write them', async () => {
  const number = await submit(office, 'contoh-opd', 'dicoba', sampleRequest());
  await writeFile(join(office.folder, 'log.key'), `${makeSigningKey('kantor/disposisi')}\n`);
  const args = ['reconcile', '--pr', String(number), '--dry-run', '--folder', office.folder];
  const { codes, id, en } = await inBothLanguages(args, folder);
  expect(codes).toEqual([0, 0]);
  expect(id).toMatch(/\+ 1 submitted .*\d+ Des 2026 \d\d\.\d\d WIB$/m);
  expect(en).toMatch(/\+ 1 submitted .*\d+ Dec 2026 \d\d:\d\d WIB$/m);
  expect(id).not.toMatch(/\d\dZ/);
});

test('R12: explain of a draft that was refused gives the reasons, with times as people write them', async () => {
  const past = sampleRequest({ start: '2026-01-05T09:00:00+07:00', end: '2026-01-05T08:00:00+07:00' });
  const number = await submit(office, 'contoh-opd', 'ditolak', past);
  await office.run(number);
  const { id, en } = await inBothLanguages(['explain', String(number), '--folder', office.folder], folder);
  expect(id).toMatch(new RegExp(`^Permohonan nomor ${number} ditolak saat diajukan, dan belum menjadi berkas`));
  expect(id).toMatch(/“Selesai” .*5 Jan 2026 08\.00 WIB/);
  expect(en).toMatch(/5 Jan 2026 08:00 WIB/);
  expect(`${id}${en}`).not.toMatch(/\d{4}-\d\d-\d\d/);
});

test('R35: new names a draft by the title of its request, and not by the name of the file', async () => {
  const file = join(folder, 'u2x.yaml');
  // `new` checks a request with the clock of the machine.
  const later = { start: '2099-12-04T09:00:00+07:00', end: '2099-12-04T11:00:00+07:00' };
  await writeFile(file, stringify(sampleRequest(later)));
  const made = await disposisi(
    ['new', '--file', file, '--as', 'contoh-opd', '--attach', LETTER, '--draft', '--folder', office.folder],
    FIRST,
  );
  expect(made).toMatchObject({ code: 0, err: '' });
  const [, number = ''] = /nomor (\d+)/.exec(made.out) ?? [];
  expect((await pullOf(office, Number(number))).title).toBe('Rapat koordinasi contoh');
});
