import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { startForge } from '#embedded/forge/start-forge.ts';
import { SECOND } from '#tests/support/folders.ts';
import { machine } from '#tests/support/machine.ts';
import { type Office, openOffice } from './open-office.ts';
import { samplePeople } from './on-main.ts';
import { readCurrentCase } from './current-case.ts';

let folder: string;
let office: Office;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'office-'));
  office = await openOffice({ folder, root: SECOND, port: 0, log: () => undefined, machine });
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

test('R3, R5: the sample people of another office carry a case through its rows to the merge', async () => {
  const request = {
    sop: 'peminjaman-kendaraan',
    peminjam: 'contoh-pemohon',
    tujuan: 'luar-kota',
    berangkat: '2027-01-20T08:00:00+08:00',
    kembali: '2027-01-20T17:00:00+08:00',
  };
  const files = [{ path: 'requests/2026/mobil/request.yaml', bytes: Buffer.from(stringify(request)) }];
  const applicant = await office.as('contoh-pemohon');
  const number = await applicant.open({ branch: 'permohonan/mobil', title: 'Mobil', files, draft: false });
  await office.idle();
  // The meeting needs two different people, and the person who received the request does not decide.
  for (const login of ['contoh-tata-usaha', 'contoh-panitia', 'contoh-sekretaris', 'contoh-kepala']) {
    office.forward(60);
    await (await office.as(login)).review(number, 'APPROVE', '');
    await office.idle();
  }
  const { view, journal } = await readCurrentCase(office.deps.forge, number);
  expect([view.pull.state, journal.state?.end?.kind]).toEqual(['merged', 'completed']);
});

test('the accounts offered at sign-in have a role on main, or are applicants', async () => {
  const accounts = await office.forge.accounts.list();
  const people = await samplePeople(join(folder, 'repo.git'), accounts, office.now());
  expect(people).toContainEqual({
    login: 'contoh-kepala',
    name: 'Contoh Kepala',
    roles: [{ id: 'Kepala', en: 'Head' }],
  });
  expect(people).toContainEqual({ login: 'contoh-pemohon', name: 'Contoh Peminjam', roles: [] });
  expect(people).toHaveLength(8);
});

test('an unknown account is reported by its name', async () => {
  await expect(office.as('contoh-tiada')).rejects.toThrow(/no sample account "contoh-tiada"/);
});

test('a first start that was interrupted is completed by the next start, with all accounts', async () => {
  const place = await mkdtemp(join(tmpdir(), 'office-'));
  const cut = await startForge({ folder: place, now: office.now });
  await cut.seed({ 'sops/roles.yaml': 'roles: {}\n' }, 'Konfigurasi kantor');
  const first = (await office.forge.accounts.list()).find(({ login }) => login === 'contoh-kepala');
  await cut.accounts.add({ login: 'contoh-kepala', id: first?.id ?? 0, permission: 'write' });
  await cut.close();
  const whole = await openOffice({ folder: place, root: SECOND, port: 0, log: () => undefined, machine });
  try {
    const logins = async (of: Office) => (await of.forge.accounts.list()).map(({ login }) => login).sort();
    expect(whole.isNew).toBe(true);
    expect(await logins(whole)).toEqual(await logins(office));
    expect((await whole.deps.forge.listOpen()).pulls).toEqual([]);
  } finally {
    await whole.close();
    await rm(place, { recursive: true, force: true });
  }
});
