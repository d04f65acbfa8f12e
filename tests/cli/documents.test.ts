import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aboutOf, hasPoppler, textOf } from '../documents/paper.ts';
import { openOffice, type Office, sampleRequest, submit } from '../support/office.ts';
import { walkTo } from '../support/walk.ts';
import { disposisi, emptyFolder, inBothLanguages } from './disposisi.ts';

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

let office: Office | undefined;
afterEach(async () => {
  await office?.close();
  office = undefined;
});

const SITE = ['--address', 'https://contoh.go.id/berkas'];

/** Returns the documents that were made in this folder, by name. */
async function made(args: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const { code, err } = await disposisi(['documents', ...args, ...SITE, '--out', 'dokumen'], folder);
  // The sample letterhead has no address. The command reports that, and nothing else.
  expect([code, err.trim().split('\n')]).toEqual([0, [expect.stringMatching(/^Kop surat belum memuat alamat/)]]);
  const names = (await readdir(join(folder, 'dokumen'))).sort();
  const files = await Promise.all(names.map((name) => readFile(join(folder, 'dokumen', name))));
  await rm(join(folder, 'dokumen'), { recursive: true });
  return new Map(names.map((name, at) => [name, files[at] ?? Buffer.alloc(0)]));
}

test('documents makes a case’s documents from a clone, each time with the same bytes; --public omits the disposition sheet and refuses a restricted case', async () => {
  office = await openOffice();
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  const secret = await submit(office, 'contoh-opd', 'rahasia', sampleRequest({ nature: 'rahasia' }));
  await walkTo(office, number, 10);
  await walkTo(office, secret, 3);
  const clone = join(office.folder, 'repo.git');
  const all = await made([String(number), clone]);
  const id = `PMK-2026-${number}`;
  const seq = /-surat-balasan-(\d+)\.pdf/.exec([...all.keys()].join(' '))?.[1] ?? '';
  expect([...all.keys()]).toEqual(
    [
      'bukti-pengajuan',
      `jadwal-pelaksanaan-${seq}`,
      'lembar-disposisi',
      `surat-balasan-${seq}`,
      'surat-permohonan',
      'tanda-terima-2',
    ].map((name) => `${id}-${name}.pdf`),
  );
  expect(await made([id, clone])).toEqual(all);
  const open = await made([id, clone, '--public']);
  expect([...open.keys()]).not.toContain(`${id}-lembar-disposisi.pdf`);

  const hidden = await inBothLanguages(['documents', String(secret), clone, '--public', ...SITE], folder);
  expect(hidden.codes).toEqual([1, 1]);
  expect(hidden.en).toContain('its letter is restricted or secret');

  const book = await made(['--agenda', '2026', clone]);
  expect([...book.keys()]).toEqual(['buku-agenda-2026.pdf']);
  if (!hasPoppler) return;
  const reply = all.get(`${id}-surat-balasan-${seq}.pdf`) ?? Buffer.alloc(0);
  expect(textOf(reply)).toContain(`https://contoh.go.id/berkas/berkas/${id}/`);
  expect(aboutOf(reply)).toMatch(/Tagged: +yes/);
  const agenda = textOf([...book.values()][0] ?? Buffer.alloc(0));
  expect(agenda).toMatch(new RegExp(`Tahun 2026.*${id}.*PMK-2026-${secret}`));
}, 240_000);

test.each([
  [['documents', '3', '.'], 2, 'Perlu --address', '--address ADDRESS is needed'],
  [['documents', 'tiga', '.', ...SITE], 2, 'Berkas: diharapkan nomor', 'Case: expected'],
  [['documents', '3'], 1, 'Tidak ada kantor di .disposisi', 'There is no office in .disposisi'],
  [
    ['documents', '--agenda', '2026', '.', '--public', ...SITE],
    2,
    'Buku agenda hanya untuk kantor',
    'The agenda book is for the office only',
  ],
  [['documents', '--agenda', 'kemarin', '.', ...SITE], 2, '--agenda: diharapkan', '--agenda: expected'],
  [['documents', '3', 'tidak-ada', ...SITE], 1, 'tidak-ada', 'tidak-ada'],
])('documents refuses %j with what to do', async (args, code, id, en) => {
  const reported = await inBothLanguages(args, folder);
  expect(reported.codes).toEqual([code, code]);
  expect(reported.id).toContain(id);
  expect(reported.en).toContain(en);
});
