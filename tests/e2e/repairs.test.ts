import { afterEach, expect, test } from 'vitest';
import {
  label,
  type Office,
  openOffice,
  pullOf,
  push,
  requestFiles,
  sampleRequest,
  setState,
  submit,
} from '../support/office.ts';
import { sendBack, tick, walkTo } from '../support/walk.ts';

let office: Office;
afterEach(() => office.close());

const at = () => ({ owner: office.local.owner, repo: office.local.repo });

test('R8, R31: while the configuration is broken, a pull request that is no case still gets its status', async () => {
  office = await openOffice({ files: { 'sops/roles.yaml': 'roles: [' } });
  await push(office, 'contoh-opd', 'perbaikan-konfigurasi', { 'docs/catatan.md': 'contoh' });
  const client = await office.as('contoh-opd');
  const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', {
    ...at(),
    title: 'Perbaikan',
    head: 'perbaikan-konfigurasi',
    base: 'main',
  });
  const run = await office.run(data.number);
  expect([run.runError, run.effects.map((effect) => (effect.do === 'status' ? effect.state : effect.do))]).toEqual([
    undefined,
    ['success'],
  ]);
});

test('R9, R13: a request that was returned before its event may be submitted unchanged after the event has begun', async () => {
  office = await openOffice();
  const number = await submit(office, 'contoh-opd', 'mepet', sampleRequest());
  await walkTo(office, number, 3);
  office.setNow('2026-12-05T01:59:00Z');
  await sendBack(office, number, 'contoh-kepala-dinas', 'Lengkapi surat.');
  office.setNow('2026-12-05T02:01:00Z');
  await label(office, 'contoh-opd', number, ['decap-cms/pending_review']);
  expect((await office.run(number)).entries.map(({ kind }) => kind)).toContain('submitted');
});

test('R13: a refused submission stays refused after its obstacle is gone, until a new push', async () => {
  office = await openOffice();
  const first = await submit(office, 'contoh-opd', 'satu', sampleRequest());
  await office.run(first);
  const second = await submit(
    office,
    'contoh-bpbd',
    'dua',
    sampleRequest({ room: 'ruang-lain', account: 'contoh-bpbd' }),
  );
  expect((await office.run(second)).entries).toEqual([]);
  expect((await office.forge.readCase(second)).pull.status?.state).toBe('failure');
  const rooms = (await office.forge.readCase(second)).config.find(({ path }) => path === 'sops/rooms.yaml')?.text ?? '';
  await office.local.accounts.add({ login: 'contoh-pengelola', permission: 'admin' });
  await push(office, 'contoh-pengelola', 'main', { 'sops/rooms.yaml': rooms.replace('id: tcm', 'id: ruang-lain') });
  tick(office);
  const again = await office.run(second);
  expect([again.entries, again.effects, again.runError]).toEqual([[], [], undefined]);
  tick(office);
  const fixed = {
    ...sampleRequest({ room: 'ruang-lain', account: 'contoh-bpbd' }),
    kegiatan: { jenis: 'rapat', judul: 'Rapat contoh' },
  };
  await push(office, 'contoh-bpbd', 'permohonan/dua', requestFiles('dua', fixed));
  expect((await office.run(second)).entries.map(({ kind }) => kind)).toEqual(['submitted']);
});

test('R13: on a closed pull request nothing is submitted, whatever label is set', async () => {
  office = await openOffice();
  const number = await submit(office, 'contoh-opd', 'tutup', sampleRequest({ end: '2026-12-05T08:00:00+07:00' }), {
    branch: 'cms/permohonan/tutup',
  });
  await label(office, 'contoh-opd', number, ['decap-cms/pending_review']);
  await office.run(number);
  tick(office);
  await setState(office, 'contoh-opd', number, 'closed');
  tick(office);
  const { data } = await (
    await office.as('contoh-opd')
  ).request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
    ...at(),
    pull_number: number,
  });
  expect(data.state).toBe('closed');
  await push(office, 'contoh-opd', 'cms/permohonan/tutup', requestFiles('tutup', sampleRequest()));
  expect((await office.run(number)).entries).toEqual([]);
  expect((await pullOf(office, number)).state).toBe('closed');
});
