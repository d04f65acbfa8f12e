/**
 * Tests of signed letters and reports that are filed after they were signed elsewhere, over HTTP, with the rights of
 * each role only. The bodies are written out, as an attacker would write them.
 */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { documentPath, journalPath } from '#domain/journal/paths.ts';
import { printSignedLine, type NamedDocument } from '#domain/request/signed-line.ts';
import { compareRegister } from '#engine/forge/compare-register.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { caseDocuments } from '#public/documents/clone-documents.ts';
import { FIRST } from '../support/folders.ts';
import { review, sampleRequest, setState, submit } from '../support/office.ts';
import { findingsOf, indexOf, openPublishedOffice, type PublishedOffice } from '../support/office-register.ts';
import { digestOf, handOver, samplePdf, samplePhoto } from '../support/signed.ts';
import { straightWalk, tick, walkTo } from '../support/walk.ts';

const [TU, HEAD, OPERATOR, APPLICANT] = ['contoh-tu', 'contoh-kepala-dinas', 'contoh-operator', 'contoh-opd'];
const ROLES = 'sops/roles.yaml';
/** A picture whose Exif refers to the place where it was taken. */
const PLACED = Buffer.from('ffd8ffe1000045786966000049492a00258804000100000000000000ffd9', 'hex');
const EVEN_LATER = { start: '2026-12-22T09:00:00+07:00', end: '2026-12-22T11:00:00+07:00' };
const LATER = { start: '2026-12-20T09:00:00+07:00', end: '2026-12-20T11:00:00+07:00' };

let office: PublishedOffice;
let number: number;
beforeAll(async () => {
  office = await openPublishedOffice({});
  number = await submit(office, APPLICANT, 'banjir', sampleRequest());
  await walkTo(office, number, 10);
}, 60_000);
afterAll(() => office?.close());

const git = (...args: string[]): Buffer => execFileSync('git', ['-C', join(office.folder, 'repo.git'), ...args]);
const headOf = (branch: string): string => git('rev-parse', branch).toString().trim();
const kept = (): string[] =>
  git('ls-tree', '-r', '--name-only', 'register', 'documents/').toString().split('\n').filter(Boolean);

const filing = (paper: string, entry: number, documents: readonly NamedDocument[], note = ''): string =>
  [
    `\`\`\`arsip\nsurat: ${paper}\nentri: ${entry}\n\`\`\``,
    ...documents.map(printSignedLine),
    ...(note === '' ? [] : [note]),
  ].join('\n\n');

/** Files a document as this person, by a comment-only review, and runs the process. */
async function file(
  who: string,
  paper: string,
  entry: number,
  document: NamedDocument | readonly NamedDocument[],
  on = number,
): Promise<readonly Entry[]> {
  tick(office);
  await review(office, who, on, 'COMMENT', filing(paper, entry, [document].flat()));
  const { entries, runError } = await office.run(on);
  expect(runError).toBeUndefined();
  return entries;
}

const comments = async (on = number): Promise<string[]> => {
  const client = await office.as(TU);
  const at = { owner: office.local.owner, repo: office.local.repo, issue_number: on, per_page: 100 };
  const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', at);
  return data.map(({ body }) => body ?? '');
};

/** Returns the number of the entry of a step's latest accepted act. */
async function entryOf(step: string, on = number): Promise<number> {
  const entry = (await office.journal(on)).findLast((each) => each.kind === 'accepted' && each.step === step);
  return entry?.seq ?? 0;
}

let reply: Buffer;
let report: Buffer;
let granted: number;

test('R47: after row 9 TU files the signed reply, while the case waits for another person', async () => {
  reply = samplePdf('surat balasan');
  granted = await entryOf('persiapan-teknis');
  const before = await office.state(number);
  const document = await handOver(office, TU, 'balasan-ttd.pdf', reply);
  const [entry, ...others] = await file(TU, 'surat-balasan', granted, document);
  expect(entry).toMatchObject({
    kind: 'filed',
    who: { login: TU, role: 'tu' },
    signed: [{ ...document, size: reply.length }],
    filed: { paper: 'surat-balasan', entry: granted, title: { id: 'Surat Balasan', en: 'Letter of reply' } },
  });
  expect(others).toEqual([]);
  const after = await office.state(number);
  expect([after?.visit, after?.acts, after?.digest, after?.end]).toEqual([
    before?.visit,
    before?.acts,
    before?.digest,
    undefined,
  ]);
  expect(git('cat-file', 'blob', `register:${documentPath(number, digestOf(reply))}`).equals(reply)).toBe(true);
  expect(git('show', '--name-only', '--format=', 'register').toString().split('\n')).toContain(journalPath(number));
  expect((await comments()).at(-1)).toMatch(/@contoh-opd[^]*Surat Balasan/);
  expect(await findingsOf(office)).toEqual([]);
});

test('R47: after the end the signer files the signed report, and a scheduled run then reads no ended case', async () => {
  office.setNow('2026-12-05T05:00:00Z');
  await walkTo(office, number, 11, straightWalk().slice(-1));
  expect((await office.state(number))?.end?.kind).toBe('completed');
  const main = headOf('main');
  report = samplePdf('laporan kegiatan');
  const done = await entryOf('pelaksanaan');
  const document = await handOver(office, OPERATOR, 'laporan-ttd.pdf', report);
  expect(await file(OPERATOR, 'laporan-kegiatan', done, document)).toMatchObject([
    { kind: 'filed', who: { role: 'staf-operator' }, filed: { paper: 'laporan-kegiatan', entry: done } },
  ]);
  expect(headOf('main')).toBe(main);
  expect(kept()).toContain(documentPath(number, digestOf(report)));
  await office.scheduledRun();
  const { cases, ending } = await indexOf(office);
  expect([cases[number], ending]).toEqual([undefined, undefined]);
  expect(await office.scheduledRun()).toEqual([]);
  expect(await findingsOf(office)).toEqual([]);
});

test('R47: page and data say which papers there are signed, and show neither names nor digests of the files', async () => {
  const read = await office.publish();
  const page = await read(`berkas/PMK-2026-${number}/index.html`);
  expect(page).toContain(`Surat Balasan bertanda tangan, atas entri ${granted}`);
  expect(page).toContain('Laporan Kegiatan bertanda tangan, atas entri');
  expect(await read(`en/berkas/PMK-2026-${number}/index.html`)).toContain(
    `Letter of reply, signed, on entry ${granted}`,
  );
  const data = await read(`data/cases/PMK-2026-${number}.json`);
  const entries = (JSON.parse(data) as { visits: { entries: Entry[] }[] }).visits.flatMap((each) => each.entries);
  expect(entries.filter(({ kind }) => kind === 'filed')).toMatchObject([
    { filed: { paper: 'surat-balasan', entry: granted }, signed: 1, who: { role: 'tu' } },
    { filed: { paper: 'laporan-kegiatan' }, signed: 1, who: { role: 'staf-operator' } },
  ]);
  for (const text of [page, data])
    for (const internal of ['balasan-ttd', 'laporan-ttd', digestOf(reply), digestOf(report)])
      expect(text).not.toContain(internal);
});

test('R47: a filing that replaces another one says which, and both files stay', async () => {
  const before = (await office.journal(number)).find(({ filed }) => filed?.paper === 'surat-balasan');
  const bytes = samplePdf('surat balasan, dengan nomor');
  const document = await handOver(office, HEAD, 'balasan-2.pdf', bytes);
  expect(await file(HEAD, 'surat-balasan', granted, document)).toMatchObject([
    { kind: 'filed', who: { role: 'kepala-dinas' }, filed: { replaces: before?.seq } },
  ]);
  expect(kept()).toEqual(
    expect.arrayContaining([documentPath(number, digestOf(reply)), documentPath(number, digestOf(bytes))]),
  );
  const page = await (await office.publish())(`berkas/PMK-2026-${number}/index.html`);
  expect(page).toContain(`menggantikan entri ${before?.seq}`);
  expect(await findingsOf(office)).toEqual([]);
});

describe('R47: photographs of a report', () => {
  const photos = (...captions: string[]): Promise<NamedDocument[]> =>
    Promise.all(
      captions.map(async (caption, nth) => {
        const photo = await handOver(office, OPERATOR, `kegiatan-${nth}.jpg`, samplePhoto(`foto ${nth}`));
        return caption === '' ? photo : { ...photo, caption };
      }),
    );
  /** Returns how often a report that is made from the clone has a picture. */
  const pictures = async (isPublic = false): Promise<number | undefined> => {
    const made = await caseDocuments(join(office.folder, 'repo.git'), number, {
      ...{ readAt: office.now(), address: 'https://contoh.go.id', isPublic },
    });
    const report = made?.sheets.find(({ id }) => id === 'laporan-kegiatan');
    return report?.sheet.parts.flatMap((part) => (part.is === 'photos' ? part.pictures : [])).length;
  };
  const done = () => entryOf('pelaksanaan');

  test('R47: the operator files the photographs of the report after the end, and the report then has them', async () => {
    expect(await pictures()).toBe(0);
    const two = await photos('Peserta rapat', '');
    const before = (await comments()).length;
    const [entry] = await file(OPERATOR, 'laporan-kegiatan', await done(), two);
    expect(entry).toMatchObject({ kind: 'filed', who: { role: 'staf-operator' }, filed: { photos: 2 } });
    expect(entry?.signed).toEqual(two.map((each, nth) => ({ ...each, size: samplePhoto(`foto ${nth}`).length })));
    expect(entry?.filed).not.toHaveProperty('replaces');
    for (const { sha256 } of two) expect(kept()).toContain(documentPath(number, sha256, '.jpg'));
    expect([await pictures(), await pictures(true)]).toEqual([2, 0]);
    // The signed report stays the one that is filed, and nobody gets a notice.
    expect((await comments()).length).toBe(before);
    expect(await findingsOf(office)).toEqual([]);
  });

  test('R11, R47: page and data say how many photographs there are, and show neither files nor captions', async () => {
    const read = await office.publish();
    const page = await read(`berkas/PMK-2026-${number}/index.html`);
    expect(page).toContain(`2 foto untuk Laporan Kegiatan, atas entri ${await done()}`);
    expect(page).not.toMatch(/2 dokumen bertanda tangan/);
    const data = await read(`data/cases/PMK-2026-${number}.json`);
    expect(data).toContain('"photos":2');
    for (const text of [page, data]) expect(text).not.toMatch(/kegiatan-0|Peserta rapat/);
  });

  test('R47: photographs with another caption replace those before; the same ones are refused', async () => {
    const before = (await office.journal(number)).findLast(({ filed }) => filed?.photos);
    expect(await file(OPERATOR, 'laporan-kegiatan', await done(), await photos('Peserta rapat', ''))).toEqual([]);
    expect((await comments()).at(-1)).toMatch(/sudah diarsipkan/);
    expect(await file(TU, 'laporan-kegiatan', await done(), await photos('Peserta rapat'))).toMatchObject([
      { filed: { photos: 1, replaces: before?.seq } },
    ]);
    expect(await pictures()).toBe(1);
    expect(await findingsOf(office)).toEqual([]);
  });

  test.each<[what: string, paper: string, name: string, bytes: () => Buffer, reason: RegExp]>([
    ['for a letter without photographs', 'tanda-terima', 'a.jpg', () => samplePhoto('1'), /tidak memuat foto/],
    ['that say where they were taken', 'laporan-kegiatan', 'b.jpg', () => PLACED, /menyebut tempat/],
    ['that are a PDF', 'laporan-kegiatan', 'c.jpg', () => samplePdf('foto'), /bukan foto JPEG/],
    ['with the name of a PDF', 'laporan-kegiatan', 'd.pdf', () => samplePhoto('2'), /bukan PDF/],
    [
      'that are too large',
      'laporan-kegiatan',
      'e.jpg',
      () => Buffer.concat([samplePhoto('3'), Buffer.alloc(2 * 1024 * 1024)]),
      /terlalu besar/,
    ],
  ])(
    'R47, security 51, 79: photographs %s are refused, and nothing is kept',
    async (_what, paper, name, bytes, reason) => {
      const document = await handOver(office, TU, name, bytes());
      const before = { kept: kept(), journal: await office.journal(number), comments: (await comments()).length };
      expect(
        await file(TU, paper, await entryOf(paper === 'tanda-terima' ? 'penerimaan' : 'pelaksanaan'), document),
      ).toEqual([]);
      expect((await comments()).slice(before.comments)).toEqual([expect.stringMatching(reason)]);
      expect({ kept: kept(), journal: await office.journal(number) }).toEqual({
        kept: before.kept,
        journal: before.journal,
      });
    },
  );

  test('R47: seven photographs, a photograph with a PDF, and a caption of too many characters are refused', async () => {
    const [one] = await photos('');
    const pdf = await handOver(office, TU, 'lain.pdf', samplePdf('campur'));
    const named = (nth: number): NamedDocument => ({ ...(one as NamedDocument), name: `f${nth}.jpg` });
    for (const [documents, reason] of [
      [[0, 1, 2, 3, 4, 5, 6].map(named), /Terlalu banyak file/],
      [[named(0), pdf], /Nama file ini tidak dapat dipakai/],
      [[{ ...named(0), caption: 'x'.repeat(201) }], /terlalu panjang/],
    ] as const) {
      const before = await office.journal(number);
      expect(await file(TU, 'laporan-kegiatan', await done(), documents)).toEqual([]);
      expect((await comments()).at(-1)).toMatch(reason);
      expect(await office.journal(number)).toEqual(before);
    }
  });

  test('R47: no act brings a photograph', async () => {
    tick(office);
    const other = await submit(office, APPLICANT, 'foto-tindakan', sampleRequest(EVEN_LATER));
    await walkTo(office, other, 2);
    const photo = await handOver(office, TU, 'foto.jpg', samplePhoto('tindakan'));
    tick(office);
    await review(office, TU, other, 'APPROVE', printSignedLine(photo));
    expect((await office.run(other)).entries).toMatchObject([
      { kind: 'refused', reason: 'incomplete', problems: [{ code: 'signed-name' }] },
    ]);
  });
});

describe('R47: what is not filed', () => {
  /** Everything that an attack could change. */
  const everything = async () => ({
    ...{ main: headOf('main'), register: headOf('register'), documents: kept() },
    ...{ journal: await office.journal(number), comments: await comments() },
  });

  test.each([
    ['the applicant', APPLICANT],
    ['a holder of a role that neither receives nor signs', 'contoh-walikota'],
    ['another writer, without a role', 'contoh-bpbd'],
  ])('R47, security 51: a filing of %s is a comment, and changes nothing', async (_what, who) => {
    const document = await handOver(office, who, 'palsu.pdf', samplePdf(`palsu ${who}`));
    const before = await everything();
    expect(await file(who, 'surat-balasan', granted, document)).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  test('R47, R16, security 51: a holder who opened the request files nothing in that case', async () => {
    tick(office);
    const own = await submit(office, TU, 'milik-tu', sampleRequest({ ...LATER, account: TU }));
    expect((await office.run(own)).entries).toMatchObject([{ kind: 'submitted' }]);
    const document = await handOver(office, TU, 'sendiri.pdf', samplePdf('sendiri'));
    const before = await comments(own);
    expect(await file(TU, 'tanda-terima', 1, document, own)).toEqual([]);
    // It is a comment, to which the process replies nothing.
    expect(await comments(own)).toEqual(before);
    expect(kept()).not.toContain(documentPath(own, document.sha256));
  });

  test('R47, security 51: a holder files a paper only if they sign it, and reads who may', async () => {
    const document = await handOver(office, OPERATOR, 'lain.pdf', samplePdf('lain'));
    const before = await everything();
    expect(await file(OPERATOR, 'surat-balasan', granted, document)).toEqual([]);
    const { comments: said, ...after } = await everything();
    expect(after).toEqual({ ...after, main: before.main, documents: before.documents, journal: before.journal });
    expect(said.slice(before.comments.length)).toEqual([expect.stringMatching(/@contoh-operator[^]*tidak Anda/)]);
  });

  test.each<[what: string, paper: () => [string, number], files: Buffer[], reason: RegExp]>([
    [
      'a paper that has no place for a signature',
      () => ['bukti-pengajuan', 1],
      [samplePdf('1')],
      /tidak ditandatangani/,
    ],
    ['a paper that there is not', () => ['surat-lain', 1], [samplePdf('2')], /tidak ada/i],
    ['a paper of another SOP', () => ['laporan-video-conference', 1], [samplePdf('3')], /tidak ada/i],
    ['an entry that there is not', () => ['surat-balasan', 999], [samplePdf('4')], /entri/],
    ['no file', () => ['surat-balasan', granted], [], /satu dokumen/],
    ['two files', () => ['surat-balasan', granted], [samplePdf('5'), samplePdf('6')], /satu dokumen/],
    ['a file that is no PDF', () => ['surat-balasan', granted], [Buffer.from('Bukan PDF.')], /Isinya bukan PDF/],
    [
      'a file that is too large',
      () => ['surat-balasan', granted],
      [Buffer.concat([samplePdf('7'), Buffer.alloc(5 * 1024 * 1024)])],
      /terlalu besar/,
    ],
  ])('R47: a filing with %s is refused with the reason, once', async (_what, paper, files, reason) => {
    const documents = await Promise.all(files.map((bytes, n) => handOver(office, TU, `berkas-${n}.pdf`, bytes)));
    const before = await everything();
    expect(await file(TU, ...paper(), documents)).toEqual([]);
    const { comments: said, register: _head, ...after } = await everything();
    const { comments: earlier, register: _before, ...expected } = before;
    expect(after).toEqual(expected);
    expect(said.slice(earlier.length)).toEqual([expect.stringMatching(reason)]);
    await office.run(number);
    expect(await comments()).toEqual(said);
  });

  test('R47: the file that is filed already, a blob that there is not, and a wrong digest are refused', async () => {
    const filed = (await office.journal(number)).findLast((each) => each.filed?.paper === 'surat-balasan');
    const present = filed?.signed?.[0] as NamedDocument;
    const other = await handOver(office, TU, 'lain.pdf', samplePdf('sidik'));
    for (const [document, reason] of [
      [present, /sudah diarsipkan/],
      [{ ...other, oid: 'a'.repeat(40) }, /tidak ada di repositori/],
      [{ ...other, sha256: 'b'.repeat(64) }, /berbeda dari yang disebut/],
    ] as const) {
      const before = await everything();
      expect(await file(TU, 'surat-balasan', granted, document)).toEqual([]);
      expect((await comments()).slice(before.comments.length)).toEqual([expect.stringMatching(reason)]);
      expect(kept()).toEqual(before.documents);
    }
  });

  test('R47, R31: a refused filing is not read again, and stays refused when its file arrives', async () => {
    const bytes = samplePdf('belum diunggah');
    const oid = execFileSync('git', ['hash-object', '--stdin'], { input: bytes }).toString().trim();
    const document = { name: 'nanti.pdf', oid, sha256: digestOf(bytes) };
    expect(await file(TU, 'surat-balasan', granted, document)).toEqual([]);
    await handOver(office, TU, 'nanti.pdf', bytes);
    expect((await office.run(number)).entries).toEqual([]);
    expect(kept()).not.toContain(documentPath(number, document.sha256));
  });

  test('R47, R19: a filing that another account has edited is a comment', async () => {
    const document = await handOver(office, TU, 'disunting.pdf', samplePdf('disunting'));
    tick(office);
    const id = await review(office, TU, number, 'COMMENT', filing('surat-balasan', granted, [document]));
    const client = await office.as('contoh-bpbd');
    await client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', {
      ...{ owner: office.local.owner, repo: office.local.repo, pull_number: number, review_id: id },
      body: filing('surat-balasan', granted, [document], 'Disunting orang lain.'),
    });
    expect((await office.run(number)).entries).toEqual([]);
  });
});

describe('R47: other cases', () => {
  test('R47: before its step a paper cannot be filed, and a filing is no reason of a rejection', async () => {
    tick(office);
    const other = await submit(office, APPLICANT, 'ditolak', sampleRequest(LATER));
    await walkTo(office, other, 3);
    const document = await handOver(office, HEAD, 'terlalu-dini.pdf', samplePdf('terlalu dini'));
    expect(await file(HEAD, 'laporan-kegiatan', 1, document, other)).toEqual([]);
    expect((await comments(other)).at(-1)).toMatch(/belum ada/);
    tick(office);
    await setState(office, HEAD, other, 'closed');
    expect((await office.run(other)).entries).toMatchObject([{ kind: 'refused', reason: 'incomplete' }]);
    tick(office);
    await review(office, HEAD, other, 'COMMENT', 'Di luar kewenangan.');
    await file(HEAD, 'laporan-kegiatan', 1, document, other);
    tick(office);
    await setState(office, HEAD, other, 'closed');
    const [rejected] = (await office.run(other)).entries;
    expect(rejected).toMatchObject({ kind: 'rejected', note: 'Di luar kewenangan.' });
    const refusal = await handOver(office, TU, 'penolakan.pdf', samplePdf('penolakan'));
    expect(await file(TU, 'surat-balasan', rejected?.seq ?? 0, refusal, other)).toMatchObject([{ kind: 'filed' }]);
    expect(await findingsOf(office)).toEqual([]);
  });

  test('R11, R47: of a restricted case the public sees no filing', async () => {
    tick(office);
    const secret = await submit(office, APPLICANT, 'rahasia', sampleRequest({ ...LATER, nature: 'rahasia' }));
    await walkTo(office, secret, 3);
    const document = await handOver(office, TU, 'tanda-terima.pdf', samplePdf('rahasia'));
    const receipt = await entryOf('penerimaan', secret);
    expect(await file(TU, 'tanda-terima', receipt, document, secret)).toMatchObject([{ kind: 'filed' }]);
    const read = await office.publish();
    for (const path of [`berkas/PMK-2026-${secret}/index.html`, `data/cases/PMK-2026-${secret}.json`])
      expect(await read(path)).not.toMatch(/bertanda tangan, atas|"filed"|Tanda Terima/);
  });

  test('R47, R17, security 51: a former holder files nothing', async () => {
    const roles = parse(await readFile(join(FIRST, ROLES), 'utf8')) as {
      roles: Record<string, { holders: { account: number; until?: string }[] }>;
    };
    const holder = roles.roles['tu']?.holders[0];
    if (!holder) throw new Error('TU has no holder.');
    holder.until = office.now().slice(0, 10);
    await office.local.seed({ [ROLES]: stringify(roles) }, 'Pergantian TU');
    office.setNow('2026-12-12T03:00:00Z');
    const document = await handOver(office, TU, 'mantan.pdf', samplePdf('mantan'));
    const before = { kept: kept(), journal: await office.journal(number), comments: await comments() };
    expect(await file(TU, 'surat-balasan', granted, document)).toEqual([]);
    expect({ kept: kept(), journal: await office.journal(number), comments: await comments() }).toEqual(before);
  });

  test('R29, R47: a register with filings verifies, also against the forge', async () => {
    expect(await findingsOf(office)).toEqual([]);
    const { owner, repo, apiUrl: baseUrl } = office.local;
    const client = createClient({ owner, repo, baseUrl, token: await office.local.accounts.token(HEAD) });
    expect((await compareRegister(client, new Map([[number, await office.journal(number)]]))).findings).toEqual([]);
  });

  test('R50, R47: after an erasure nothing more is filed', async () => {
    const ground = { id: 'Permintaan subjek data', en: 'Request of the data subject' };
    await office.local.seed(
      { 'sops/erasures.yaml': stringify({ cases: [{ case: `PMK-2026-${number}`, ground }] }) },
      'Penghapusan',
    );
    for (let run = 0; run < 3; run += 1) await office.scheduledRun();
    const before = await office.journal(number);
    expect(before.at(-1)).toMatchObject({ kind: 'erased', erased: { what: ['letters', 'documents'] } });
    const document = await handOver(office, HEAD, 'sesudah.pdf', samplePdf('sesudah'));
    expect(await file(HEAD, 'surat-balasan', granted, document)).toEqual([]);
    expect(await office.journal(number)).toEqual(before);
    expect(await findingsOf(office)).toEqual([]);
  });
});
