import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeOfficeFile } from '#embedded/office/office-file.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { walkTo } from '../support/walk.ts';
import { office as sampleOffice } from '../support/world.ts';
import { emptyFolder, inBothLanguages } from './disposisi.ts';

let folder: string;
let office: Office;
const texts = new Map<number, { id: string; en: string }>();
beforeAll(async () => {
  folder = await emptyFolder();
  office = await openOffice();
  const { url, apiUrl, cloneUrl, owner, repo, accounts } = office.local;
  const login = 'disposisi[bot]';
  const tokens = { [login]: await accounts.token(login, { ttl: 'P700D' }) };
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

test('R23, R35: explain tells lengths of time, steps and rooms in words', () => {
  const { id, en } = texts.get(8) ?? { id: '', en: '' };
  expect(id).toMatch(/waktu baku \d+ menit, jam berjalan terus/);
  expect(en).toMatch(/time limit \d+ minutes, the clock runs/);
  expect(id).toContain('langkah 2 menerima surat permohonan ·');
  expect(`${id}${en}`).not.toMatch(/\bPT?\d+[DHM]\b/);
  for (const { id: step } of sampleOffice.procedures.get('protokol-manajemen-krisis')?.value.steps ?? [])
    expect(id).not.toMatch(new RegExp(`(langkah|step) \\d+[a-z]? ${step} ·`));
});

test('R1, R16, R35: explain names each thing that may be done, a rejection too', () => {
  const { id, en } = texts.get(3) ?? { id: '', en: '' };
  expect(id).toMatch(
    /^Setujui: .*\n(Minta perubahan: .*\n)?Tolak: permohonan ditutup dengan status ditolak \(alasan wajib\)$/m,
  );
  expect(en).toMatch(/^Reject: the request is closed as rejected \(a reason is required\)$/m);
});
