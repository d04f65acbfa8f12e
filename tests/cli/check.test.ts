import { copyFile, cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../support/folders.ts';
import { IS_SHIPPED } from '../support/shipped.ts';
import { contentsOf, disposisi, emptyFolder, sample } from './disposisi.ts';

const LETTER = join(ROOT, 'examples/requests/rapat-evakuasi-warga/surat-permohonan.pdf');

let folder: string;
beforeEach(async () => {
  folder = await emptyFolder();
  await copyFile(LETTER, join(folder, 'surat-permohonan.pdf'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Returns the shipped request with dates in the far future, changed by `edit`. */
async function request(edit: (text: string) => string = (text) => text): Promise<string> {
  return edit((await sample()).replaceAll('2026-12', '2098-12'));
}

async function check(text: string | Uint8Array, lang: 'id' | 'en' = 'en') {
  await writeFile(join(folder, 'request.yaml'), text);
  const before = await contentsOf(folder);
  const ran = await disposisi(['check', 'request.yaml', '--lang', lang], folder);
  expect(await contentsOf(folder)).toEqual(before);
  return ran;
}

test('a valid request is reported as valid, with exit code 0', async () => {
  const { code, out } = await check(await request(), 'id');
  expect({ code, out }).toEqual({ code: 0, out: 'Baik: request.yaml\n' });
});

test('if a request is not in request.yaml, check reads only the attachments that it names, whatever else is in the folder', async () => {
  await copyFile(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  await copyFile(join(ROOT, 'README.md'), join(folder, 'README.md'));
  await writeFile(join(folder, 'permohonan.yaml'), await request());
  const { code, out, err } = await disposisi(['check', 'permohonan.yaml'], folder);
  expect({ code, out, err }).toMatchObject({ code: 0, out: 'Baik: permohonan.yaml\n', err: '' });
  await writeFile(join(folder, 'surat-permohonan.pdf'), 'no PDF');
  const spoilt = await disposisi(['check', 'permohonan.yaml'], folder);
  expect({ code: spoilt.code, err: spoilt.err }).toMatchObject({
    code: 1,
    err: expect.stringContaining('surat-permohonan.pdf — '),
  });
});

test('with --at, a request is checked as if it were submitted at that time', async () => {
  await writeFile(join(folder, 'request.yaml'), await sample());
  const at = (time: string) => disposisi(['check', 'request.yaml', '--at', time, '--lang', 'en'], folder);
  expect(await at('2026-12-01T09:00:00+07:00')).toMatchObject({ code: 0, err: '' });
  expect(await at('2027-01-01T09:00:00+07:00')).toMatchObject({ code: 1, err: expect.stringContaining('pelaksanaan') });
  expect(await at('kemarin')).toMatchObject({ code: 2, err: expect.stringContaining('--at') });
});

const BAD: readonly {
  readonly what: string;
  readonly edit: (text: string) => string | Uint8Array;
  readonly says: readonly (string | RegExp)[];
}[] = [
  { what: 'R9: a duplicate key', edit: (t) => `${t}sop: lain\n`, says: [/^request\.yaml:\d+ .*sop/m] },
  { what: 'R9: an alias', edit: (t) => `${t}x: &a 1\ny: *a\n`, says: [/^request\.yaml:\d+ /m] },
  { what: 'R9: a tag', edit: (t) => t.replace('zoom', '!!js/function zoom'), says: [/^request\.yaml:\d+ /m] },
  { what: 'R9: an invisible control', edit: (t) => t.replace('rapat', 'ra\u202Epat'), says: ['U+202E'] },
  { what: 'R9: a document of more than 64 KiB', edit: (t) => t + '#'.repeat(70_000), says: ['64 KiB'] },
  { what: 'R9: bytes that are no UTF-8', edit: () => new Uint8Array([0x61, 0x3a, 0xff]), says: ['UTF-8'] },
  {
    what: 'R9: a value of another kind',
    edit: (t) => t.replace('peserta: 14', 'peserta: banyak'),
    says: ['/pelaksanaan/peserta', 'Must be a whole number', 'written "banyak"'],
  },
  {
    what: 'R9: an unknown choice',
    edit: (t) => t.replace('derajat: sangat_segera', 'derajat: santai'),
    says: ['/surat/derajat', 'expected', 'written "santai"'],
  },
  { what: 'R9: a missing field', edit: (t) => t.replace(/^ {2}nomor:.*\n/m, ''), says: ['/surat'] },
  {
    what: 'R9: an end before the start',
    edit: (t) => t.replace('T14:30', 'T12:30'),
    says: ['/pelaksanaan/selesai', 'after 2098-12-10T13:00+07:00', 'written 2098-12-10T12:30:00+07:00'],
  },
  {
    what: 'R9: a start in the past',
    edit: (t) => t.replaceAll('2098-12-10T', '2020-12-10T'),
    says: ['/pelaksanaan/mulai', 'after ', 'written 2020-12-10T13:00:00+07:00'],
  },
  {
    what: 'R9: an unknown room',
    edit: (t) => t.replace('ruang: tcm', 'ruang: aula'),
    says: ['/pelaksanaan/ruang', 'expected tcm', 'received "aula"'],
  },
  {
    what: 'R9: more participants than the room’s capacity',
    edit: (t) => t.replace('peserta: 14', 'peserta: 400'),
    says: ['/pelaksanaan/peserta', 'at most 30', 'received 400'],
  },
  {
    what: 'R9: a missing attachment',
    edit: (t) => t.replace('surat-permohonan.pdf', 'lain.pdf'),
    says: ['/lampiran/0', 'received "lain.pdf"'],
  },
  {
    what: 'an unknown procedure',
    edit: (t) => t.replace('sop: protokol-manajemen-krisis', 'sop: lain'),
    says: ['/sop', 'expected protokol-manajemen-krisis', 'received lain'],
  },
  {
    what: 'no procedure',
    edit: (t) => t.replace(/^sop:.*\n/m, ''),
    says: ['/sop', 'expected protokol-manajemen-krisis'],
  },
];

describe('wrong input is reported with file, path, expected and received value, ends with exit code 1, and writes nothing', () => {
  test.each(BAD)('check reports $what', async ({ edit, says }) => {
    const { code, out, err } = await check(edit(await request()) as string);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    for (const each of says) expect(err).toMatch(each);
    expect(err).toContain('request.yaml');
  });

  test('R8: check reports an attachment that is not of the type in its name', async () => {
    await writeFile(join(folder, 'surat-permohonan.pdf'), '<html><script>1</script>');
    const { code, err } = await check(await request());
    expect(code).toBe(1);
    expect(err).toMatch(/surat-permohonan\.pdf .*expected PDF, PNG, JPEG/);
  });

  test('R8: check reports a name that is not allowed', async () => {
    await copyFile(LETTER, join(folder, 'Peta Lokasi.PDF'));
    const { code, err } = await check(await request((text) => `${text}  - Peta Lokasi.PDF\n`));
    expect(code).toBe(1);
    expect(err).toMatch(/Peta Lokasi\.PDF .*expected a-z 0-9 - _ \./);
  });

  test('check reports a missing file', async () => {
    const { code, err } = await disposisi(['check', 'tidak-ada.yaml'], folder);
    expect(code).toBe(1);
    expect(err).toMatch(/tidak-ada\.yaml — .*tidak ada\. Periksa/);
  });

  test('check reports every problem, not the first only, in Indonesian by default', async () => {
    const text = await request((t) => t.replace('peserta: 14', 'peserta: banyak').replace('sangat_segera', 'santai'));
    await writeFile(join(folder, 'request.yaml'), text);
    const { code, err } = await disposisi(['check', 'request.yaml'], folder);
    expect(code).toBe(1);
    expect(err).toMatch(/peserta.*Harus berupa bilangan bulat/);
    expect(err).toMatch(/derajat.*diharapkan/);
    expect(err).toContain('2 masalah.');
  });
});

test.skipIf(!IS_SHIPPED)('missing parts of letters give a warning, with what to do, and never a failure', async () => {
  for (const part of ['sops', 'schemas']) await cp(join(ROOT, part), join(folder, part), { recursive: true });
  const complete = await disposisi(['check', 'sops', '--lang', 'id'], folder);
  expect(complete).toMatchObject({ code: 0, out: 'Baik: sops\n' });
  expect(complete.err).toMatch(/^Peringatan: sops\/letterhead\.yaml — Kop surat belum memuat alamat .*lambang daerah/m);
  expect(complete.err).not.toContain('roles.yaml');

  const roles = join(folder, 'sops/roles.yaml');
  const text = await readFile(roles, 'utf8');
  await writeFile(roles, text.replaceAll('from: 2026-', 'from: 2020-').replaceAll('until: 2026-', 'until: 2020-'));
  const letterhead = join(folder, 'sops/letterhead.yaml');
  const address = 'address: Jalan Contoh 1\npostcode: "00000"\ntelephone: "0"\nemail: a@contoh.go.id\n';
  await writeFile(letterhead, `${await readFile(letterhead, 'utf8')}${address}`);
  const some = await disposisi(['check', 'sops', '--lang', 'en'], folder);
  expect(some.err).toBe(
    'Warning: sops/letterhead.yaml — The letterhead lacks the arms (arms). Letters are made without it all the same. Ask the maintainer to complete sops/letterhead.yaml.\n',
  );

  // All holders have left, so that nobody can sign.
  await writeFile(roles, text.replace(/from: 2026-01-01$/m, 'from: 2020-01-01\n        until: 2020-01-02'));
  await writeFile(roles, (await readFile(roles, 'utf8')).replaceAll('2026-08-', '2020-08-'));
  const vacant = await disposisi(['check', 'sops', '--lang', 'en'], folder);
  expect(vacant).toMatchObject({ code: 0 });
  expect(vacant.err).toMatch(
    /Warning: sops\/roles\.yaml \/roles\/kepala-dinas — Nobody holds the office Head of agency on .*roles add kepala-dinas LOGIN/,
  );
});
