/**
 * Tests of documents that were signed elsewhere and sent back with an act, over HTTP, with the rights of each role
 * only.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { documentPath, journalPath } from '#domain/journal/paths.ts';
import { composeReview } from '#domain/request/review.ts';
import { type NamedDocument, printSignedLine } from '#domain/request/signed-line.ts';
import { verifyClone } from '#engine/register/clone.ts';
import {
  type Office,
  openOffice,
  pullOf,
  RESULTS,
  review,
  sampleRequest,
  setState,
  submit,
  withResult,
} from '../support/office.ts';
import { digestOf, handOver, samplePdf } from '../support/signed.ts';
import { approve, tick, walkTo } from '../support/walk.ts';

let office: Office;
let count = 0;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const git = (...args: string[]): Buffer => execFileSync('git', ['-C', repository(), ...args]);
const repository = (): string => join(office.folder, 'repo.git');
/** Lists all files of a branch. */
const filesOn = (branch: string): string[] =>
  git('ls-tree', '-r', '--name-only', branch).toString().split('\n').filter(Boolean);
const kept = (): string[] => filesOn('register').filter((path) => path.startsWith('documents/'));

/** Returns a case that waits for row 3, the head of the office. */
async function atRow3(): Promise<number> {
  count += 1;
  tick(office);
  const number = await submit(office, 'contoh-opd', `bertanda-tangan-${count}`, sampleRequest());
  await walkTo(office, number, 3);
  tick(office);
  return number;
}

const HEAD = 'contoh-kepala-dinas';
const words = (documents: readonly NamedDocument[], note = 'Tindak lanjuti.'): string =>
  composeReview({ note, documents });

/** Approves, and expects a refusal as `incomplete` with this code, no kept document, and an unchanged main. */
async function isRefused(number: number, body: string, code: string, who = HEAD): Promise<Entry> {
  const before = { files: kept(), main: git('rev-parse', 'main').toString() };
  const [entry] = await approve(office, number, who, body);
  expect([entry?.kind, entry?.reason, entry?.problems?.map((problem) => problem.code)]).toEqual([
    'refused',
    'incomplete',
    [code],
  ]);
  expect({ files: kept(), main: git('rev-parse', 'main').toString() }).toEqual(before);
  return entry as Entry;
}

test('R47: a signed document that comes with an act is in the commit of its entry, and verify finds it', async () => {
  const number = await atRow3();
  const bytes = samplePdf('satu');
  const document = await handOver(office, HEAD, 'nota-dinas.pdf', bytes);
  const before = git('rev-list', '--count', 'register').toString().trim();
  const [entry] = await approve(office, number, HEAD, words([document]));
  expect(entry).toMatchObject({
    kind: 'accepted',
    note: 'Tindak lanjuti.',
    signed: [{ ...document, size: bytes.length }],
  });
  const path = documentPath(number, digestOf(bytes));
  expect(Number(git('rev-list', '--count', 'register').toString())).toBe(Number(before) + 1);
  expect(git('show', '--name-only', '--format=', 'register').toString().split('\n').filter(Boolean)).toEqual([
    'checkpoint',
    path,
    'index.json',
    journalPath(number),
  ]);
  expect(git('cat-file', 'blob', `register:${path}`).equals(bytes)).toBe(true);
  const { findings, documents } = await verifyClone(repository());
  expect([findings, documents.unreachable]).toEqual([[], 0]);
  expect(documents.compared).toBeGreaterThan(0);
});

test('R47: Request changes and the reason of a rejection may bring a document too, and one act may bring several', async () => {
  const one = await atRow3();
  const [first, second] = [
    await handOver(office, HEAD, 'a.pdf', samplePdf('a')),
    await handOver(office, HEAD, 'b.pdf', samplePdf('b')),
  ];
  await review(office, HEAD, one, 'REQUEST_CHANGES', words([first, second], 'Nomor surat salah.'));
  expect((await office.run(one)).entries[0]).toMatchObject({
    kind: 'accepted',
    gesture: 'changes',
    signed: [first, second],
  });
  const other = await atRow3();
  await review(office, HEAD, other, 'COMMENT', words([first], 'Di luar kewenangan.'));
  tick(office);
  await setState(office, HEAD, other, 'closed');
  expect((await office.run(other)).entries[0]).toMatchObject({
    kind: 'rejected',
    note: 'Di luar kewenangan.',
    signed: [first],
  });
  expect(kept()).toContain(documentPath(other, first.sha256));
  expect((await verifyClone(repository())).findings).toEqual([]);
});

test('R47: each of several waiting acts brings its document in a commit of its own, and the label shows the row after the last act', async () => {
  const number = await atRow3();
  const bodies = await Promise.all(
    ['satu', 'dua', 'tiga'].map(async (name) =>
      words([await handOver(office, HEAD, `${name}.pdf`, samplePdf(`${number} ${name}`))], name),
    ),
  );
  await review(office, HEAD, number, 'APPROVE', bodies[0]);
  tick(office);
  await review(office, HEAD, number, 'APPROVE', bodies[1]);
  tick(office);
  await review(office, 'contoh-walikota', number, 'APPROVE', withResult(bodies[2] ?? '', RESULTS.direction));
  const before = Number(git('rev-list', '--count', 'register'));
  const outcome = await office.run(number);
  expect(outcome.runError).toBe(undefined);
  const accepted = (await office.journal(number)).filter(({ signed }) => signed);
  expect(accepted.map(({ step }) => step)).toEqual(['disposisi', 'laporan-walikota', 'arahan-walikota']);
  expect(Number(git('rev-list', '--count', 'register'))).toBe(before + 3);
  expect((await pullOf(office, number)).labels.map(({ name }) => name)).toContain('baris/6');
  expect((await office.run(number)).entries).toEqual([]);
  expect((await verifyClone(repository())).findings).toEqual([]);
});

test('R47: after a race for the register the act is judged again, and its document is kept all the same', async () => {
  const number = await atRow3();
  const document = await handOver(office, HEAD, 'lomba.pdf', samplePdf('lomba'));
  await review(office, HEAD, number, 'APPROVE', words([document]));
  const rival = await submit(office, 'contoh-opd', `saingan-${number}`, sampleRequest());
  let raced = false;
  const { deps } = office;
  const { reconcile } = await import('#engine/process/reconcile.ts');
  const pause = async (point: string) => {
    if (point !== 'judged' || raced) return;
    raced = true;
    await office.run(rival);
  };
  const { entries } = await reconcile({ ...deps, pause }, number);
  expect([raced, entries.map(({ kind, signed }) => [kind, signed?.length])]).toEqual([true, [['accepted', 1]]]);
  expect(kept()).toContain(documentPath(number, document.sha256));
});

test.each([
  ['is text with the name of a PDF', 'signed-not-pdf', () => Buffer.from('Bukan PDF.\n')],
  ['has 6 MB', 'signed-large', () => Buffer.concat([samplePdf(), Buffer.alloc(6 * 1024 * 1024)])],
  ['is also a web page', 'signed-mixed', () => Buffer.concat([Buffer.from('%PDF-1.7\n<html>'), samplePdf()])],
  [
    'is a picture',
    'signed-not-pdf',
    () => Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108020000', 'hex'),
  ],
])('R8, R47, security 51: a file that %s is reported, and not kept', async (_what, code, bytes) => {
  const number = await atRow3();
  const document = await handOver(office, HEAD, 'nota.pdf', bytes());
  const entry = await isRefused(number, words([document]), code);
  expect(entry.problems?.[0]).toMatchObject({ file: 'nota.pdf', label: { en: 'the signed document' } });
  // The official sends the act again with a good document.
  tick(office);
  const [again] = await approve(
    office,
    number,
    HEAD,
    words([await handOver(office, HEAD, 'nota.pdf', samplePdf(code))]),
  );
  expect(again?.kind).toBe('accepted');
});

test('R31, R47, security 51: an act that names an object that does not exist, or is no blob, is refused as incomplete', async () => {
  const number = await atRow3();
  const there = await handOver(office, HEAD, 'nota.pdf', samplePdf());
  await isRefused(number, words([{ ...there, oid: 'd'.repeat(40) }]), 'signed-absent');
  tick(office);
  const tree = git('rev-parse', 'main^{tree}').toString().trim();
  await isRefused(number, words([{ ...there, oid: tree }], 'Sekali lagi.'), 'signed-absent');
});

test('R47, security 51: a blob is not kept if its SHA-256 differs from the line of the act', async () => {
  const number = await atRow3();
  const theirs = await handOver(office, 'contoh-opd', 'milik-pemohon.pdf', samplePdf('pemohon'));
  const mine = await handOver(office, HEAD, 'nota.pdf', samplePdf('kepala'));
  const entry = await isRefused(number, words([{ ...mine, oid: theirs.oid }]), 'signed-differs');
  expect(entry.problems?.[0]).toMatchObject({ expected: mine.sha256, received: theirs.sha256 });
  // Another file of the repository is not accepted either, since it is no PDF.
  tick(office);
  const roles = git('rev-parse', 'main:sops/roles.yaml').toString().trim();
  await isRefused(number, words([{ ...mine, oid: roles }], 'Lain.'), 'signed-not-pdf');
});

test('R47, security 51: of an act with a good file and a bad file nothing is kept', async () => {
  const number = await atRow3();
  const good = await handOver(office, HEAD, 'baik.pdf', samplePdf(`baik ${number}`));
  const bad = await handOver(office, HEAD, 'buruk.pdf', Buffer.from('buruk'));
  await isRefused(number, words([good, bad]), 'signed-not-pdf');
  // After a refused act, the same document is named again, read again and kept.
  tick(office);
  await review(office, HEAD, number, 'APPROVE', words([bad], 'Satu.'));
  tick(office);
  await review(office, HEAD, number, 'APPROVE', words([good], 'Dua.'));
  expect((await office.run(number)).entries.map(({ kind }) => kind)).toEqual(['refused', 'accepted']);
  expect(kept()).toContain(documentPath(number, good.sha256));
});

test.each([
  ['two documents of one name', 'signed-twice', (a: NamedDocument, b: NamedDocument) => [a, { ...b, name: a.name }]],
  ['a path out of the folder', 'signed-name', (a: NamedDocument) => [{ ...a, name: '../../../journals/0/1.pdf' }]],
  ['a path of the register', 'signed-name', (a: NamedDocument) => [{ ...a, name: 'journals/0/1.jsonl' }]],
  ['four files', 'signed-many', (a: NamedDocument) => [1, 2, 3, 4].map((n) => ({ ...a, name: `${n}.pdf` }))],
])('R47, security 51: of an act that names %s, nothing is kept', async (_what, code, named) => {
  const number = await atRow3();
  const [a, b] = [
    await handOver(office, HEAD, 'a.pdf', samplePdf('a')),
    await handOver(office, HEAD, 'b.pdf', samplePdf('b')),
  ];
  const before = filesOn('register');
  await isRefused(number, named(a, b).map(printSignedLine).join('\n\n').concat('\n\nTindak lanjuti.'), code);
  expect(filesOn('register')).toEqual([...before]);
});

test('R16, R47, security 51: a document whose line somebody else wrote into a review is not kept', async () => {
  const number = await atRow3();
  const document = await handOver(office, 'contoh-opd', 'sisipan.pdf', samplePdf('sisipan'));
  const id = await review(office, HEAD, number, 'APPROVE', 'Tindak lanjuti.');
  tick(office, 1);
  const client = await office.as('contoh-opd');
  await client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', {
    owner: office.local.owner,
    repo: office.local.repo,
    pull_number: number,
    review_id: id,
    body: words([document]),
  });
  const before = kept();
  expect((await office.run(number)).entries[0]).toMatchObject({ kind: 'refused', reason: 'edited' });
  expect(kept()).toEqual(before);
});

test('R16, R47, security 51: documents that applicants and people out of turn name are not even read', async () => {
  const number = await atRow3();
  const document = await handOver(office, 'contoh-opd', 'titipan.pdf', samplePdf('titipan'));
  const before = kept();
  await review(office, 'contoh-opd', number, 'COMMENT', words([document]));
  await review(office, 'contoh-walikota', number, 'APPROVE', words([document]));
  await review(office, 'contoh-bpbd', number, 'APPROVE', words([document]));
  const { forge } = office;
  let reads = 0;
  const readSigned: typeof forge.readSigned = (named) => {
    reads += 1;
    return forge.readSigned(named);
  };
  const { reconcile } = await import('#engine/process/reconcile.ts');
  const { entries } = await reconcile({ ...office.deps, forge: { ...forge, readSigned } }, number);
  expect(entries.map(({ reason }) => reason)).toEqual(['out-of-turn', 'no-role']);
  expect([reads, kept()]).toEqual([0, before]);
});

test('R31, R47: if a document cannot be read the journal is unchanged, and the next run decides', async () => {
  const number = await atRow3();
  const document = await handOver(office, HEAD, 'nanti.pdf', samplePdf('nanti'));
  await review(office, HEAD, number, 'APPROVE', words([document]));
  const { ForgeError } = await import('#engine/forge/errors.ts');
  const { reconcile } = await import('#engine/process/reconcile.ts');
  const readSigned = async () => {
    throw new ForgeError('unreachable', 'GET blob', 'Bad gateway', { status: 502 });
  };
  const before = (await office.journal(number)).length;
  const { runError } = await reconcile({ ...office.deps, forge: { ...office.forge, readSigned } }, number);
  expect([runError !== undefined, (await office.journal(number)).length]).toEqual([true, before]);
  expect((await office.run(number)).entries.map(({ kind }) => kind)).toEqual(['accepted']);
});

test('R34, R47: main gets no signed document, and an official cannot write one into the register', async () => {
  expect(filesOn('main').filter((path) => path.startsWith('documents/'))).toEqual([]);
  const client = await office.as(HEAD);
  const put = client.request('PUT /repos/{owner}/{repo}/contents/{path}', {
    owner: office.local.owner,
    repo: office.local.repo,
    path: documentPath(1, 'a'.repeat(64)),
    message: 'x',
    branch: 'register',
    content: samplePdf().toString('base64'),
  });
  await expect(put).rejects.toThrow();
});
