import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { requestDigest } from '#domain/request/digest.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { registerHead, verifyClone } from '#engine/register/clone.ts';
import { MainHistory } from '#engine/register/main-history.ts';
import { whatIfInClone } from '#engine/register/what-if-clone.ts';
import { changed } from '../support/changed.ts';
import { PERMITS } from '../support/folders.ts';
import { forge, registerCommits, type RegisterStep } from '../support/forged-register.ts';
import { importCommits, initRepository } from '../support/git-commits.ts';
import { openOffice, review, setState, submit } from '../support/office.ts';
import { approve, tick } from '../support/walk.ts';

/** A permit that the counter rejected, and an objection to it whose close by the same counter was refused. */
const [PERMIT, OBJECTION] = [1, 2];
const PEOPLE = { loket: 1, kepala: 5, wakil: 6, warga: 20 };
const root = mkdtempSync(join(tmpdir(), 'tertaut-'));
const steps: RegisterStep[] = [];
let main: Record<string, string> = {};

beforeAll(async () => {
  const files = await configFolder(PERMITS);
  main = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  const office = await openOffice({ root: PERMITS, people: PEOPLE, now: '2026-12-21T01:00:00Z' });
  const close = async (number: number) => {
    tick(office);
    await review(office, 'loket', number, 'COMMENT', 'Balai sedang diperbaiki.');
    tick(office);
    await setState(office, 'loket', number, 'closed');
    await office.run(number);
  };
  const lampiran = ['surat-permohonan.pdf'];
  const times = { mulai: '2027-03-20T08:00:00+08:00', selesai: '2027-03-20T17:00:00+08:00' };
  await submit(office, 'warga', 'izin', { sop: 'izin-balai', akun: 'warga', acara: 'Pasar', ...times, lampiran });
  await office.run(PERMIT);
  await close(PERMIT);
  tick(office);
  const objection = {
    sop: 'keberatan-balai',
    akun: 'warga',
    berkas: `BLI-2026-${PERMIT}`,
    alasan: 'Contoh.',
    lampiran,
  };
  await submit(office, 'warga', 'keberatan', objection);
  await office.run(OBJECTION);
  await close(OBJECTION);
  for (const who of ['loket', 'kepala', 'wakil']) {
    tick(office);
    await approve(office, OBJECTION, who, `Setuju, ${who}.`);
  }
  for (const number of [PERMIT, OBJECTION])
    for (const entry of await office.journal(number)) steps.push({ number, entries: [entry] });
  await office.close();
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SEALED_BY = { request: undefined, result: () => undefined, hasNature: false };

let written = 0;
/** Returns the findings of `verify` in a register with these forgeries, whose chains and index are correct. */
const found = (forgeries: ReadonlyMap<number, (entries: Entry[]) => readonly Entry[]>, since?: number) =>
  foundIn(forge(steps, forgeries), since);

async function foundIn(reported: readonly RegisterStep[], since?: number) {
  written += 1;
  const folder = join(root, `${written}.git`);
  initRepository(folder);
  importCommits(folder, 'main', [{ files: main }]);
  const oids = importCommits(folder, 'register', registerCommits(reported, SEALED_BY));
  const trusted = since === undefined ? {} : { since: oids[since] ?? '' };
  const { findings, notJudged } = await verifyClone(folder, trusted);
  expect(notJudged.configuration).toBe(0);
  return findings.map(({ file, seq, rule, path, expected, received }) => ({
    file,
    seq,
    rule,
    path,
    expected,
    received,
  }));
}

const origin =
  (change: (origin: NonNullable<Entry['origin']>) => Entry['origin']) =>
  ([first, ...rest]: Entry[]): Entry[] => {
    if (!first?.origin) throw new Error('No origin.');
    const { origin: before, ...entry } = first;
    const after = change(before);
    return [{ ...entry, ...(after ? { origin: after } : {}) }, ...rest];
  };

test('R45, R29: the process’s register of linked cases has no findings, verified whole or from the objection on', async () => {
  expect(steps.length).toBeGreaterThan(6);
  expect(await found(new Map())).toEqual([]);
  const permits = steps.filter((step) => 'number' in step && step.number === PERMIT).length;
  expect(await found(new Map(), permits)).toEqual([]);
});

const JOURNAL = `journals/0/${OBJECTION}.jsonl`;
const someone = { id: 77, login: 'lain', name: 'Contoh Lain', role: 'loket' };

test.each<[string, (entries: Entry[]) => Entry[], string, unknown, unknown]>([
  [
    'without the person who decided',
    origin((each) => ({ ...each, decidedBy: [] })),
    '/origin/decidedBy/0',
    expect.stringContaining('"loket"'),
    '–',
  ],
  [
    'with another person who decided',
    origin((each) => ({ ...each, decidedBy: [someone] })),
    '/origin/decidedBy/0/id',
    '1',
    '77',
  ],
  [
    'with one more person who decided',
    origin((each) => ({ ...each, decidedBy: [...each.decidedBy, someone] })),
    '/origin/decidedBy/1',
    '–',
    expect.stringContaining('"lain"'),
  ],
  ['with another end', origin((each) => ({ ...each, end: 'refused' })), '/origin/end', 'rejected', 'refused'],
  [
    'with another time of its end',
    origin((each) => ({ ...each, at: '2026-12-20T00:00:00Z' })),
    '/origin/at',
    expect.stringContaining('2026-12-21'),
    '2026-12-20T00:00:00Z',
  ],
  [
    'with another SOP',
    origin((each) => ({ ...each, procedure: 'keberatan-balai' })),
    '/origin/procedure',
    'izin-balai',
    'keberatan-balai',
  ],
  ['with no origin at all', origin(() => undefined), '/origin', expect.stringContaining('BLI-2026-1'), '–'],
])('R45, R29: verify finds an entry that records its origin %s', async (_what, change, path, expected, received) => {
  const [first] = await found(new Map([[OBJECTION, change]]));
  expect(first).toEqual({ file: JOURNAL, seq: 1, rule: 'R45', path, expected, received });
});

test('R45, R29: verify finds an objection to a case that does not exist, or that was withdrawn', async () => {
  const asking = ([first, ...rest]: Entry[]): Entry[] => {
    if (!first?.request) throw new Error('No request.');
    const request = { ...first.request, berkas: 'BLI-2026-9' };
    return [{ ...first, request, digest: requestDigest(request, first.attachments ?? []) }, ...rest];
  };
  const unknown = expect.objectContaining({ file: JOURNAL, seq: 1, expected: 'origin-unknown /berkas' });
  expect(await found(new Map([[OBJECTION, asking]]))).toContainEqual(unknown);
  // In this register, the permit was withdrawn instead of rejected.
  const withdrawn = (entries: Entry[]): Entry[] =>
    entries.map((entry) =>
      entry.kind === 'rejected'
        ? ({ ...entry, kind: 'withdrawn', end: 'withdrawn', who: { id: 20, login: 'warga' } } as Entry)
        : entry,
    );
  const all = await found(new Map([[PERMIT, withdrawn]]));
  expect(all).toContainEqual(expect.objectContaining({ file: JOURNAL, seq: 1, expected: 'origin-not-taken /berkas' }));
});

test('R45, R29: verify finds a forged rejection by the person who decided the origin', async () => {
  const rejected = (entries: Entry[]): Entry[] => {
    const at = entries.findIndex(({ reason }) => reason === 'four-eyes');
    const { reason: _reason, detail: _detail, ...entry } = entries[at] as Entry;
    const { digest = '' } = entries[0] as Entry;
    const made: Entry = {
      ...entry,
      kind: 'rejected',
      end: 'rejected',
      note: 'Tidak.',
      publicNote: true,
      digest,
      late: 0,
    };
    return [...entries.slice(0, at), made];
  };
  const [first] = await found(new Map([[OBJECTION, rejected]]));
  expect(first).toMatchObject({ file: JOURNAL, expected: 'refused (four-eyes)', received: 'rejected' });
});

test('R45, R31: if the origin’s journal is gone, verify finds an objection to an unknown case', async () => {
  const gone = await found(new Map([[PERMIT, () => []]]));
  expect(gone).toContainEqual(expect.objectContaining({ file: JOURNAL, seq: 1, expected: 'origin-unknown /berkas' }));
});

describe('R45, R29: a second objection to the same case, while the first is open', () => {
  const SECOND = 3;
  const JOURNAL_OF_SECOND = `journals/0/${SECOND}.jsonl`;
  /** Returns the steps with a copy of the objection’s first entry as another case, this many steps later. */
  const twice = (later: number, change: (entry: Entry) => Entry = (entry) => entry): RegisterStep[] => {
    const at = steps.findIndex((step) => 'number' in step && step.number === OBJECTION);
    const step = steps[at];
    const [first] = step && 'entries' in step ? structuredClone(step.entries) : [];
    if (!first?.opens || !first.document || !first.request) throw new Error('No objection.');
    const path = 'requests/2026/lagi/request.yaml';
    const attachments = first.attachments?.map((each) => ({ ...each, path: each.path.replace('keberatan', 'lagi') }));
    const digest = requestDigest(first.request, attachments ?? []);
    const opens = { ...first.opens, case: `KBB-2026-${SECOND}`, number: SECOND, branch: 'permohonan/lagi', path };
    const document = { ...first.document, path };
    const second: Entry = { ...first, opens, document, digest, ...(attachments ? { attachments } : {}) };
    const all = steps.toSpliced(at + later, 0, { number: SECOND, entries: [second] });
    return all.map((each) => ('number' in each ? { ...each, entries: each.entries.map(change) } : each));
  };
  const ended = () => steps.length - steps.findIndex((step) => 'number' in step && step.number === OBJECTION);
  const again = expect.objectContaining({ file: JOURNAL_OF_SECOND, seq: 1, expected: 'origin-again /berkas' });

  test('R45, R29: verify finds a second objection while the first is open, in the whole register or from the first objection on', async () => {
    expect(await foundIn(twice(1))).toEqual([again]);
    const at = steps.findIndex((step) => 'number' in step && step.number === OBJECTION);
    // The commit of the first objection is trusted. Its journal grows later, and is read as it was then.
    expect(await foundIn(twice(1), at + 1)).toEqual([again]);
    expect(await foundIn(twice(3), at + 1)).toEqual([again]);
  });

  test('R45, R29: a second objection after the end of the first has no findings', async () => {
    expect(await foundIn(twice(ended()))).toEqual([]);
  });
});

test('R45: under the unchanged SOP, a what-if gives every linked case the course that it had', async () => {
  const folder = join(root, 'what-if.git');
  initRepository(folder);
  importCommits(folder, 'main', [{ files: main }]);
  importCommits(folder, 'register', registerCommits(steps, SEALED_BY));
  const history = await MainHistory.read(folder);
  const reading = readConfig(await configFolder(PERMITS));
  if (!history || 'problems' in reading) throw new Error('There is no sound main.');
  const change = changed(reading.config, 'keberatan-balai');
  const { cases } = await whatIfInClone(folder, await registerHead(folder), history, change);
  expect(cases.map(({ number, identical, differences }) => ({ number, identical, differences }))).toEqual(
    [PERMIT, OBJECTION].map((number) => ({ number, identical: true, differences: [] })),
  );
});
