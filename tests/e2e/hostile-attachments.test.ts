/** What an applicant can do to others with the files of a request: nothing. Every file comes over HTTP. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type Office, push, requestFiles, requestPath, sampleRequest, submit } from '../support/office.ts';
import { handOver, samplePdf } from '../support/signed.ts';
import { approve, tick, walkTo } from '../support/walk.ts';

const ATTACKER = 'contoh-bpbd';
let office: Office;
let number: number;

beforeAll(async () => {
  office = await openOffice();
  number = await submit(office, 'contoh-opd', 'lain', sampleRequest());
  await walkTo(office, number, 3);
});
afterAll(() => office.close());

/** Submits a request with these files, as the attacker. */
async function attack(slug: string, files: Readonly<Record<string, Uint8Array>>): Promise<number> {
  const client = await office.as(ATTACKER);
  const at = { owner: office.local.owner, repo: office.local.repo };
  const request = { ...sampleRequest({ account: ATTACKER }), lampiran: Object.keys(files) };
  const { [requestPath(slug)]: document = '' } = requestFiles(slug, request);
  const branch = `permohonan/${slug}`;
  const parent = await push(office, ATTACKER, branch, { [requestPath(slug)]: document });
  const named = await Promise.all(
    Object.entries(files).map(([name, bytes]) => handOver(office, ATTACKER, name, bytes)),
  );
  const tree = await client.request('POST /repos/{owner}/{repo}/git/trees', {
    ...{ ...at, base_tree: parent },
    tree: named.map(({ name, oid }) => ({
      ...{ path: `requests/2026/${slug}/${name}`, mode: '100644' as const, type: 'blob' as const, sha: oid },
    })),
  });
  const commit = await client.request('POST /repos/{owner}/{repo}/git/commits', {
    ...{ ...at, message: 'request', tree: tree.data.sha, parents: [parent] },
  });
  const ref = `heads/${branch}`;
  await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...at, ref, sha: commit.data.sha });
  const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', {
    ...{ ...at, title: slug, head: branch, base: 'main' },
  });
  return data.number;
}

/** Makes a PDF with streams of compressed objects. Each is inflated to this many bytes, and a text at their end. */
function pdfOf(streams: number, size: number, last = ''): Uint8Array {
  const packed = deflateSync(Buffer.concat([Buffer.alloc(size, ' '), Buffer.from(last)]));
  const one = Buffer.concat([
    Buffer.from(`9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n`),
    packed,
    Buffer.from('\nendstream\nendobj\n'),
  ]);
  const letter = Buffer.from(samplePdf(String(streams)));
  const end = letter.lastIndexOf('startxref');
  return Buffer.concat([letter.subarray(0, end), ...Array.from({ length: streams }, () => one), letter.subarray(end)]);
}

const MIB = 1024 * 1024;

test('R8, security 22: while a request with PDFs that inflate to 20 GB is read, an act of somebody else is judged', async () => {
  const files = Object.fromEntries(
    [149, 148, 147, 146].map((streams, n) => [`surat-${n}.pdf`, pdfOf(streams, 33 * MIB)]),
  );
  expect(Math.max(...Object.values(files).map(({ length }) => length))).toBeLessThan(5 * MIB);
  const hostile = await attack('tanpa-akhir', files);
  const begun = performance.now();
  const reading = office.run(hostile);
  tick(office);
  const entries = await approve(office, number, 'contoh-kepala-dinas', 'Tindak lanjuti.');
  const seconds = (performance.now() - begun) / 1_000;
  expect(entries.map(({ kind }) => kind)).toEqual(['accepted']);
  expect((await reading).runError).toBeUndefined();
  expect(seconds).toBeLessThan(15);
});

/** Returns what the process replied to a request that it refused. */
async function replyTo(number: number): Promise<string> {
  const { entries } = await office.run(number);
  expect([entries, await office.journal(number)]).toEqual([[], []]);
  const client = await office.as(ATTACKER);
  const at = { owner: office.local.owner, repo: office.local.repo, issue_number: number };
  const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', at);
  return data.map(({ body }) => body ?? '').join('\n');
}

/** Returns what main and register hold. */
const held = (): string =>
  ['main', 'register']
    .map((branch) => execFileSync('git', ['-C', join(office.folder, 'repo.git'), 'rev-parse', branch]).toString())
    .join(' ');

test('R8, security 22: a PDF that is also a web page, and a PNG under the name of a PDF, are refused', async () => {
  const before = held();
  const page = '%PDF-1.7\n<html><script>top.ran = 1</script></html>\n';
  expect(await replyTo(await attack('halaman', { 'surat.pdf': Buffer.from(page) }))).toContain(
    'Lampiran ini juga halaman web',
  );
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  expect(await replyTo(await attack('gambar', { 'surat.pdf': png }))).toContain('Nama lampiran tidak sesuai isinya');
  expect(held()).toBe(before);
});

test('security 22: a script behind a filler of 32 MB, or a page after the first kilobyte, is not looked for, and is sent as a file that runs nothing', async () => {
  const files = {
    'pengisi.pdf': pdfOf(1, 32 * MIB, '3 0 << /S /JavaScript /JS (app.alert(1)) >>'),
    'halaman.pdf': Buffer.concat([
      samplePdf(' '.repeat(1_024)),
      Buffer.from('<html><script>top.ran = 1</script></html>'),
    ]),
  };
  const { entries } = await office.run(await attack('pengisi', files));
  expect(entries.map(({ kind }) => kind)).toEqual(['submitted']);
  for (const name of Object.keys(files)) {
    const path = `contents/requests/2026/pengisi/${name}?ref=permohonan/pengisi`;
    const { apiUrl, owner, repo, accounts } = office.local;
    const response = await fetch(`${apiUrl}/repos/${owner}/${repo}/${path}`, {
      headers: {
        authorization: `token ${await accounts.token('contoh-tu')}`,
        accept: 'application/vnd.github.raw+json',
      },
    });
    expect([response.status, Object.fromEntries(response.headers)]).toMatchObject([
      200,
      {
        'content-disposition': 'attachment',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      },
    ]);
  }
});

test('R8, security 79: a photograph that says where it was taken is refused, however it comes, and main and register stay', async () => {
  const before = held();
  const photo = Buffer.from('ffd8ffe1000045786966000049492a00258804000100000000000000ffd9', 'hex');
  const reply = await replyTo(await attack('lokasi', { 'foto.jpg': photo }));
  expect(reply).toContain('Foto ini menyebut tempat pengambilannya (GPS)');
  expect(reply).toContain('Lampirkan dari Meja kerja, yang menghapusnya');
  expect(held()).toBe(before);
});
