import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { adopt } from '#domain/journal/configurations.ts';
import { emptyIndex, indexAfter, printIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { type Journal, openJournal, seal } from '#domain/journal/journal.ts';
import { CONFIGURATIONS_PATH, INDEX_PATH, journalPath, README_PATH } from '#domain/journal/paths.ts';
import { requestDigest, sha256 } from '#domain/request/digest.ts';
import { importCommits, initRepository, type TestCommit } from '#tests/support/git-commits.ts';
import { fullDisclosure, opening, request, salts } from '#tests/support/sealed-journal.ts';
import { type Verification, type VerifyOptions, verifyClone } from './clone.ts';
import { formatFinding } from './finding.ts';

const LETTER = '%PDF-1.7 surat';
const YAML = 'open: Rapat terbuka\nclosed: Rahasia internal\n';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'register-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What a run adds to the register: entries of cases, or an adopted configuration. */
type Step = { readonly [number: number]: readonly Entry[] } | { readonly adopts: string };

/**
 * A day in a register: two cases are received and book one room for successive hours. The first case ends, and a third
 * case books an hour that became free.
 */
const day = (heads: readonly string[]): Step[] => [
  { 1: [opened(1, heads)] },
  { 2: [opened(2, heads)] },
  { 1: [received(2, 1, { room: 'aula', start: '2026-12-01T01:00:00Z', end: '2026-12-01T03:00:00Z' })] },
  { adopts: 'c1' },
  { 2: [received(2, 2, { room: 'aula', start: '2026-12-01T03:00:00Z', end: '2026-12-01T05:00:00Z' })] },
  { 1: [{ ...act(3), kind: 'rejected', note: 'Sebab', end: 'rejected' }] },
  {
    3: [opened(3, heads), received(2, 3, { room: 'aula', start: '2026-12-01T02:00:00Z', end: '2026-12-01T03:00:00Z' })],
  },
];

function opened(number: number, heads: readonly string[]): Entry {
  const path = `requests/2026/rapat-${number}/surat.pdf`;
  const attachments = [
    { path, oid: '0'.repeat(40), sha256: sha256(LETTER), type: 'application/pdf', size: LETTER.length },
  ];
  const head = { oid: heads[number - 1] ?? 'f'.repeat(40), push: 1 };
  return { ...opening(number), head, attachments, digest: requestDigest(request, attachments) };
}

const act = (seq: number): Entry => ({
  seq,
  kind: 'accepted',
  at: '2026-11-25T09:00:00Z',
  step: 'receipt',
  visit: 1,
  gesture: 'approve',
  who: { id: 7, login: 'petugas', role: 'agenda' },
  config: 'c1',
});

const received = (seq: number, number: number, booking: NonNullable<Entry['booking']>): Entry => ({
  ...act(seq),
  agenda: { year: 2026, number },
  booking,
});

/** Returns the commits that the process makes of these steps. */
function commitsOf(steps: readonly Step[], salt = salts()): TestCommit[] {
  const journals = new Map<number, Journal>();
  let index: RegisterIndex = emptyIndex;
  let configurations: string | undefined;
  const commits = steps.map((step): TestCommit => {
    const files: Record<string, string> = {};
    if ('adopts' in step) {
      const adopted = { at: '2026-11-25T08:00:00Z', revision: String(step.adopts), main: 'e'.repeat(40) };
      configurations = adopt(configurations, adopted);
      files[CONFIGURATIONS_PATH] = configurations;
      index = { ...index, config: adopted.revision };
    } else {
      for (const [number, entries] of Object.entries(step)) {
        const before = journals.get(Number(number)) ?? openJournal(Number(number), undefined);
        const journal = seal(before, entries, fullDisclosure, salt);
        journals.set(Number(number), journal);
        files[journalPath(Number(number))] = journal.text;
        if (journal.state) index = indexAfter(index, journal.state, { mark: `m${number}`, config: 'c1' });
      }
    }
    return { files: { ...files, [INDEX_PATH]: printIndex(index) } };
  });
  return [{ files: { [README_PATH]: '# Register\n' } }, ...commits];
}

interface World {
  readonly folder: string;
  /** The commits with the requests’ files, one for each case. */
  readonly heads: string[];
}

let worlds = 0;
function world(requests: readonly TestCommit[] = [1, 2, 3].map(filesOf)): World {
  worlds += 1;
  const folder = join(root, `world-${worlds}.git`);
  initRepository(folder);
  return { folder, heads: importCommits(folder, 'main', requests) };
}

const filesOf = (number: number): TestCommit => ({
  files: {
    [`requests/2026/rapat-${number}/request.yaml`]: YAML,
    [`requests/2026/rapat-${number}/surat.pdf`]: LETTER,
  },
});

/** Writes a register and verifies it. */
async function verified(
  { folder }: World,
  commits: readonly TestCommit[],
  options: VerifyOptions = {},
): Promise<Verification & { readonly oids: readonly string[]; readonly places: unknown[] }> {
  const oids = importCommits(folder, 'register', commits);
  const result = await verifyClone(folder, options);
  const places = result.findings.map(({ code, file, line, commit }) => [
    code,
    file,
    ...(line === undefined ? [] : [line]),
    ...(commit === undefined ? [] : [`commit ${oids.indexOf(commit)}`]),
  ]);
  return { ...result, oids, places };
}

/** Changes the text of a file in every commit that has the file, as a person with all rights can. */
const everywhere = (commits: readonly TestCommit[], path: string, change: (text: string) => string): TestCommit[] =>
  commits.map((commit) => {
    const text = commit.files[path];
    return text ? { ...commit, files: { ...commit.files, [path]: change(text) } } : commit;
  });

const onTop = (commits: readonly TestCommit[], files: TestCommit['files']): TestCommit[] => [...commits, { files }];

const last = (commits: readonly TestCommit[], path: string): string =>
  commits.map(({ files }) => files[path]).findLast((text) => typeof text === 'string') ?? '';

const swapped = (text: string): string => {
  const [first = '', second = '', ...rest] = text.split('\n');
  return [second, first, ...rest].join('\n');
};

const removed = (text: string, line: number): string =>
  text
    .split('\n')
    .toSpliced(line - 1, 1)
    .join('\n');

const JOURNAL = journalPath(1);

describe('R29: verification of a plain clone', () => {
  it('R29: verification finds nothing in a register that the process wrote, and says what it read', async () => {
    const here = world();
    const { findings, oids, head, commits, cases, entries, files } = await verified(here, commitsOf(day(here.heads)));
    expect(findings.map((each) => formatFinding(each))).toEqual([]);
    expect({ head, commits, cases, entries, files }).toEqual({
      head: oids.at(-1),
      commits: 8,
      cases: 3,
      entries: 7,
      files: { compared: 3, unreachable: 0 },
    });
  });

  it('R29: verification reads a clone with a working tree, and a branch that is only on the remote', async () => {
    const here = world();
    await verified(here, commitsOf(day(here.heads)));
    const clone = join(root, 'only-register');
    execFileSync('git', ['clone', '--quiet', '--no-local', '--single-branch', '--branch=register', here.folder, clone]);
    execFileSync('git', ['-C', clone, 'checkout', '--quiet', '--detach']);
    execFileSync('git', ['-C', clone, 'branch', '--quiet', '-D', 'register']);
    const { findings, cases, files } = await verifyClone(clone);
    expect({ findings, cases, files }).toEqual({ findings: [], cases: 3, files: { compared: 0, unreachable: 3 } });
  });

  it('R29: verification says so if the clone is shallow, or has no register', async () => {
    const here = world();
    await expect(verifyClone(here.folder)).rejects.toThrow(/register/);
    await verified(here, commitsOf(day(here.heads)));
    const clone = join(root, 'shallow');
    execFileSync('git', ['clone', '--quiet', '--depth=3', '--branch=register', `file://${here.folder}`, clone]);
    const { findings } = await verifyClone(clone);
    expect(findings.map(({ code }) => code)).toContain('shallow');
  });
});

describe('R29: the history is linear and only grows', () => {
  it.each<[string, (text: string) => string, number]>([
    ['an entry was edited', (text) => text.replace('"visit":1', '"visit":2'), 1],
    ['an entry was removed', (text) => removed(text, 2), 2],
    ['two entries were swapped', swapped, 1],
    ['the last entry was cut off', (text) => removed(text, 3), 3],
  ])('R29: verification names commit, file and line if %s in a later commit', async (_what, tamper, line) => {
    const here = world();
    const commits = commitsOf(day(here.heads));
    const { places } = await verified(here, onTop(commits, { [JOURNAL]: tamper(last(commits, JOURNAL)) }));
    expect(places[0]).toEqual(['rewritten', JOURNAL, line, 'commit 8']);
  });

  it('R29: verification shows which part of a rewritten line differs, and what to do', async () => {
    const here = world();
    const commits = commitsOf(day(here.heads));
    const text = last(commits, JOURNAL);
    const { findings } = await verified(here, onTop(commits, { [JOURNAL]: text.replace('"visit":1', '"visit":2') }));
    expect(findings[0]).toMatchObject({
      expected: expect.stringMatching(/^"….*visit\\":1/),
      received: expect.stringMatching(/^"….*visit\\":2/),
      fix: { en: expect.stringContaining('git show') },
    });
  });

  it('R29: verification names the commit of a change that a later commit reverted', async () => {
    const here = world();
    const commits = commitsOf(day(here.heads));
    const text = last(commits, JOURNAL);
    const there = onTop(onTop(commits, { [JOURNAL]: removed(text, 3) }), { [JOURNAL]: text });
    const { places } = await verified(here, there);
    expect(places).toEqual([['rewritten', JOURNAL, 3, 'commit 8']]);
  });

  it('R29: verification names the commit that rewrote the list of configurations', async () => {
    const here = world();
    const commits = commitsOf(day(here.heads));
    const text = last(commits, CONFIGURATIONS_PATH).replace('08:00:00', '09:00:00');
    const { places } = await verified(here, onTop(commits, { [CONFIGURATIONS_PATH]: text }));
    expect(places).toEqual([['rewritten', CONFIGURATIONS_PATH, 1, 'commit 8']]);
  });

  it('R29: verification names the commit that deleted a journal', async () => {
    const here = world();
    const { places } = await verified(here, onTop(commitsOf(day(here.heads)), { [JOURNAL]: null }));
    expect(places).toEqual([['deleted', JOURNAL, 'commit 8']]);
  });

  it('R29: verification names a journal that was moved', async () => {
    const here = world();
    const commits = commitsOf(day(here.heads));
    const moved = { [JOURNAL]: null, 'journals/9/1.jsonl': last(commits, JOURNAL) };
    const { places } = await verified(here, onTop(commits, moved));
    expect(places).toEqual([
      ['deleted', JOURNAL, 'commit 8'],
      ['foreign-file', 'journals/9/1.jsonl', 'commit 8'],
    ]);
  });

  it('R29: verification names a commit that is a merge', async () => {
    const here = world();
    const { places } = await verified(here, [...commitsOf(day(here.heads)), { files: {}, merges: [3] }]);
    expect(places).toEqual([['merge', 'register', 'commit 8']]);
  });

  it('R29: verification names a file that does not belong to a register, and a link', async () => {
    const here = world();
    const commits = commitsOf(day(here.heads));
    const foreign: TestCommit = { files: { '.github/workflows/x.yml': 'on: push\n' } };
    const link: TestCommit = { files: { [README_PATH]: 'index.json' }, mode: '120000' };
    const { places } = await verified(here, [...commits, foreign, link]);
    expect(places).toEqual([
      ['foreign-file', '.github/workflows/x.yml', 'commit 8'],
      ['not-a-file', README_PATH, 'commit 9'],
    ]);
  });
});

describe('R29: a published head shows what was removed', () => {
  it.each<[string, (commits: TestCommit[], heads: readonly string[]) => TestCommit[]]>([
    ['the tail of the history was cut off', (commits) => commits.slice(0, -1)],
    ['the head was moved back and continued differently', (commits) => [...commits.slice(0, -2), { files: {} }]],
    ['everything was written anew, with its chains', (_commits, heads) => commitsOf(forged(heads))],
  ])('R29: a published head is found to be missing if %s', async (_what, rewrite) => {
    const here = world();
    const commits = commitsOf(day(here.heads));
    const before = await verified(here, commits);
    const published = before.head;
    expect((await verified(here, commits, { published })).places).toEqual([]);
    expect((await verified(here, onTop(commits, {}), { published })).places).toEqual([]);
    const after = await verified(here, rewrite(commits, here.heads), { published });
    expect(after.places).toEqual([['published-head', 'register']]);
    expect(after.findings[0]).toMatchObject({ expected: published, received: after.head });
  });

  const forged = (heads: readonly string[]): Step[] =>
    day(heads).with(5, { 1: [{ ...act(3), kind: 'rejected', note: 'Sebab lain', end: 'rejected' }] });
});

describe('R29: chains and states', () => {
  it.each<[string, (text: string) => string, string, number]>([
    ['an entry was edited', (text) => text.replace('Rahasia internal', 'Rahasia lain'), 'commitment', 1],
    ['a salt was changed', (text) => text.replace('"salt":"0', '"salt":"f'), 'commitment', 1],
    ['an entry was removed', (text) => removed(text, 1), 'chain-broken', 1],
    ['two entries were swapped', swapped, 'chain-broken', 1],
  ])(
    'R29: verification names file and line if %s and the history was rewritten to match',
    async (_what, tamper, code, line) => {
      const here = world();
      const { places } = await verified(here, everywhere(commitsOf(day(here.heads)), JOURNAL, tamper));
      expect(places).toContainEqual([code, JOURNAL, line]);
    },
  );

  it('R29: verification names an entry whose digest is not that of its request and attachments', async () => {
    const here = world();
    const steps = day(here.heads).with(0, { 1: [{ ...opened(1, here.heads), digest: 'd'.repeat(64) }] });
    expect((await verified(here, commitsOf(steps))).places).toEqual([['digest', JOURNAL, 1]]);
  });

  it('R29: verification names an act that attests something else than what was submitted', async () => {
    const here = world();
    const steps = day(here.heads).with(5, { 1: [{ ...act(3), digest: 'd'.repeat(64) }] });
    expect((await verified(here, commitsOf(steps.slice(0, 6)))).places).toEqual([['attested', JOURNAL, 3]]);
  });
});

describe('R29: agenda numbers', () => {
  const numbered = (heads: readonly string[], number: number): Step[] =>
    day(heads).with(6, {
      3: [
        opened(3, heads),
        received(2, number, { room: 'ruang', start: '2026-12-01T01:00:00Z', end: '2026-12-01T03:00:00Z' }),
      ],
    });

  it.each([
    ['agenda-gap', 4],
    ['agenda-repeated', 2],
  ])('R29: verification names commit, file and entry of %s', async (code, number) => {
    const here = world();
    const { places, findings } = await verified(here, commitsOf(numbered(here.heads, number)));
    expect(places).toEqual([[code, journalPath(3), 2, 'commit 7']]);
    expect(findings[0]).toMatchObject({ seq: 2, expected: '3/2026', received: `${number}/2026` });
  });

  it('R29: verification names a case that has two agenda numbers', async () => {
    const here = world();
    const steps = day(here.heads)
      .with(5, { 1: [{ ...act(3), agenda: { year: 2026, number: 3 } }] })
      .slice(0, 6);
    expect((await verified(here, commitsOf(steps))).places).toEqual([['agenda-repeated', JOURNAL, 3, 'commit 6']]);
  });
});

describe('R29: bookings of rooms', () => {
  it('R29: verification names the commit after which two cases had one room, although one of them has ended since', async () => {
    const here = world();
    const clash = received(2, 2, { room: 'aula', start: '2026-12-01T02:00:00Z', end: '2026-12-01T05:00:00Z' });
    const steps = day(here.heads)
      .with(4, { 2: [clash] })
      .slice(0, 6);
    const { places, findings } = await verified(here, commitsOf(steps));
    expect(places).toEqual([['double-booking', journalPath(2), 2, 'commit 5']]);
    expect(findings[0]?.expected).toBe('aula 2026-12-01T01:00:00Z–2026-12-01T03:00:00Z (PMK-2026-1)');
  });

  describe('R24: bookings that an ended case keeps', () => {
    const slot = { room: 'aula', start: '2026-12-01T01:00:00Z', end: '2026-12-01T03:00:00Z' };
    const granted: Entry = { ...act(3), kind: 'accepted', end: 'completed', holds: true };
    const at = (entry: Entry, instant: string): Entry => ({ ...entry, at: instant });
    /** One case is completed and keeps its booking, and another case opens. */
    const held = (heads: readonly string[]): Step[] => [
      { 1: [opened(1, heads)] },
      { adopts: 'c1' },
      { 1: [received(2, 1, slot)] },
      { 1: [granted] },
      { 2: [opened(2, heads)] },
    ];
    const again = (instant: string) => at(received(2, 2, slot), instant);

    it('R24: a kept booking is in the index until an entry is as late as its end, and verification since any commit finds nothing', async () => {
      const here = world();
      const later: Step[] = [
        { 2: [at(act(2), '2026-12-01T02:59:59Z')] },
        { 3: [at(opened(3, here.heads), '2026-12-01T03:00:00Z')] },
        { 3: [at(act(2), '2026-12-01T04:00:00Z')] },
      ];
      const commits = commitsOf([...held(here.heads), ...later]);
      const indexes = commits.map(({ files }) => JSON.parse(files[INDEX_PATH] ?? '{}') as Partial<RegisterIndex>);
      expect(indexes.map(({ bookings = [], asOf }) => [bookings.length, asOf]).slice(4)).toEqual([
        [1, '2026-11-25T09:00:00Z'],
        [1, '2026-11-25T09:00:00Z'],
        [1, '2026-12-01T02:59:59Z'],
        [0, undefined],
        [0, undefined],
      ]);
      const { places, oids } = await verified(here, commits);
      expect(places).toEqual([]);
      for (const since of oids.slice(1)) expect((await verifyClone(here.folder, { since })).findings).toEqual([]);
    });

    it('R24, R29: an index that drops a kept booking too early or keeps it too long is found', async () => {
      const here = world();
      const commits = commitsOf(held(here.heads));
      const index = commits.at(-1)?.files[INDEX_PATH] ?? '';
      const { bookings: _held, asOf: _asOf, ...rest } = JSON.parse(index) as RegisterIndex;
      const without = printIndex({ ...rest, bookings: [] });
      expect((await verified(here, onTop(commits, { [INDEX_PATH]: without }))).findings).toMatchObject([
        { code: 'index-differs', path: '/bookings' },
        { code: 'index-differs', path: '/asOf' },
      ]);
      const there = world();
      const past = commitsOf([...held(there.heads), { 2: [at(act(2), '2026-12-01T03:00:00Z')] }]);
      expect((await verified(there, onTop(past, { [INDEX_PATH]: index }))).places).toContainEqual([
        'index-differs',
        INDEX_PATH,
      ]);
    });

    it('R24, R29: a kept booking clashes with another case before its end, and with none after it', async () => {
      const here = world();
      const early = commitsOf([...held(here.heads), { 2: [again('2026-12-01T00:30:00Z')] }]);
      expect((await verified(here, early)).places).toEqual([['double-booking', journalPath(2), 2, 'commit 6']]);
      const there = world();
      const late: Step[] = [
        { 3: [at(opened(3, there.heads), '2026-12-01T03:00:00Z')] },
        { 2: [again('2026-12-01T03:00:01Z')] },
      ];
      expect((await verified(there, commitsOf([...held(there.heads), ...late]))).places).toEqual([]);
    });
  });

  it('R29: verification finds a double booking within one commit', async () => {
    const here = world();
    const slot = { room: 'aula', start: '2026-12-01T01:00:00Z', end: '2026-12-01T03:00:00Z' };
    const steps: Step[] = [...day(here.heads).slice(0, 2), { 1: [received(2, 1, slot)], 2: [received(2, 2, slot)] }];
    const { places } = await verified(here, commitsOf(steps));
    expect(places.map((place) => (place as string[])[0])).toContain('double-booking');
  });

  it('R29: within one commit a case may release a room and another case may book it', async () => {
    const here = world();
    const slot = { room: 'aula', start: '2026-12-01T01:00:00Z', end: '2026-12-01T03:00:00Z' };
    const swap = { 1: [{ ...act(3), releases: true }], 2: [received(2, 2, slot)] };
    const steps: Step[] = [...day(here.heads).slice(0, 3), { adopts: 'c1' }, swap];
    expect((await verified(here, commitsOf(steps))).places).toEqual([]);
  });
});

describe('R29: the index', () => {
  it.each<[string, (index: string) => string, string]>([
    [
      'a case is with its applicant by mistake',
      (index) => index.replace('"withApplicant":false', '"withApplicant":true'),
      '/cases/2',
    ],
    ['a case is missing', (index) => index.replace(/ {4}"2": .*\n/, ''), '/cases/2'],
    ['an agenda number differs', (index) => index.replace('"2026":3', '"2026":9'), '/agenda/2026'],
    ['a booking differs', (index) => index.replace('"room":"aula"', '"room":"x"'), '/bookings'],
    ['the configuration differs', (index) => index.replace('"config": "c1"', '"config": "c2"'), '/config'],
  ])('R29: verification finds an index in which %s', async (_what, tamper, path) => {
    const here = world();
    const commits = commitsOf(day(here.heads));
    const index = last(commits, INDEX_PATH);
    expect(tamper(index)).not.toBe(index);
    const { findings, places } = await verified(here, onTop(commits, { [INDEX_PATH]: tamper(index) }));
    expect(places).toEqual([['index-differs', INDEX_PATH]]);
    expect(findings[0]?.path).toBe(path);
  });

  it('R29: an index may have other cached metadata', async () => {
    const here = world();
    const commits = commitsOf(day(here.heads));
    const cached = '"title":"Rapat","mark":"n';
    const index = last(commits, INDEX_PATH).replaceAll('"mark":"m', cached);
    expect(index).toContain(cached);
    expect((await verified(here, onTop(commits, { [INDEX_PATH]: index }))).places).toEqual([]);
  });

  it.each([INDEX_PATH, CONFIGURATIONS_PATH])('R31: a file %s that cannot be read is a finding', async (path) => {
    const here = world();
    const commits = commitsOf(day(here.heads));
    const { places } = await verified(here, onTop(commits, { [path]: `${last(commits, path)}?` }));
    expect(places).toContainEqual(['index-unreadable', path]);
  });
});

describe('R29: files that can still be reached', () => {
  it.each<[string, TestCommit['files'], string, string]>([
    ['an attachment differs', { 'requests/2026/rapat-1/surat.pdf': '%PDF-1.7 lain' }, 'file-differs', 'surat.pdf'],
    ['an attachment is missing', { 'requests/2026/rapat-1/surat.pdf': null }, 'file-missing', 'surat.pdf'],
    ['an attachment is not in the entry', { 'requests/2026/rapat-1/b.pdf': LETTER }, 'file-unrecorded', 'b.pdf'],
    ['the request differs', { 'requests/2026/rapat-1/request.yaml': 'open: Lain\n' }, 'file-differs', 'request.yaml'],
    ['the request is no YAML', { 'requests/2026/rapat-1/request.yaml': '{' }, 'file-differs', 'request.yaml'],
  ])('R29: verification names the entry, the commit and the file if %s', async (_what, change, code, name) => {
    const files = Object.entries({ ...filesOf(1).files, ...change }).filter(([, text]) => text !== null);
    const here = world([{ files: Object.fromEntries(files) }, filesOf(2), filesOf(3)]);
    const { places, findings } = await verified(here, commitsOf(day(here.heads)));
    expect(places).toEqual([[code, JOURNAL, 1]]);
    expect(findings[0]?.path).toBe(`${here.heads[0]?.slice(0, 12)}:requests/2026/rapat-1/${name}`);
  });

  it('R29: a request with the same content in another layout has no finding', async () => {
    const other = { 'requests/2026/rapat-1/request.yaml': 'closed: "Rahasia internal"\n\nopen: Rapat terbuka\n' };
    const here = world([{ files: { ...filesOf(1).files, ...other } }, filesOf(2), filesOf(3)]);
    expect((await verified(here, commitsOf(day(here.heads)))).places).toEqual([]);
  });

  describe('R34, R50: the commit that a completed case names is gone', () => {
    const blobOf = (text: string): string =>
      createHash('sha1')
        .update(`blob ${Buffer.byteLength(text)}\0${text}`)
        .digest('hex');
    const path = 'requests/2026/rapat-1/request.yaml';
    /** A case that opened with files that no commit of the clone has, and was completed. */
    const completed = (document: Entry['document'] & object): Step[] => {
      const first = opened(1, []);
      const attachments = first.attachments?.map((each) => ({ ...each, oid: blobOf(LETTER) })) ?? [];
      return [
        { 1: [{ ...first, attachments, document }] },
        { 1: [received(2, 1, { room: 'aula', start: '2026-12-01T01:00:00Z', end: '2026-12-01T03:00:00Z' })] },
        { 1: [{ ...act(3), end: 'completed' }] },
      ];
    };
    const layout = `# Catatan\n${YAML}`;

    it.each<[string, TestCommit['files'], string, unknown[], number]>([
      ['main has its files', filesOf(1).files, blobOf(YAML), [], 1],
      ['main has its request in another layout', { ...filesOf(1).files, [path]: layout }, blobOf(YAML), [path], 1],
      ['main never received it', filesOf(2).files, blobOf(YAML), [], 0],
    ])('if %s, its files are compared or counted', async (_what, files, oid, differing, compared) => {
      const here = world([{ files }]);
      const steps = completed({ path, oid });
      const found = await verified(here, commitsOf(steps));
      expect(found.findings.map((each) => [each.code, each.path])).toEqual(
        differing.map((each) => ['main-differs', `main:${each}`]),
      );
      expect(found.files).toEqual({ compared, unreachable: 1 - compared });
    });

    it('if main has the files of another case in the same folder, its own files are counted', async () => {
      const here = world([{ files: { ...filesOf(1).files, [path]: 'open: Lain\n' } }]);
      const other = { ...opened(2, here.heads), ...{ attachments: [], digest: requestDigest(request, []) } };
      const opens = other.opens && { ...other.opens, path };
      const document = { path, oid: blobOf('open: Lain\n') };
      const steps = [
        ...completed({ path, oid: blobOf(YAML) }),
        { 2: [{ ...other, document, ...(opens ? { opens } : {}) }] },
      ];
      const { findings, files } = await verified(here, commitsOf(steps));
      expect({ findings, files }).toEqual({ findings: [], files: { compared: 0, unreachable: 2 } });
    });
  });

  it('R29: verification counts the files of a case as unreachable if its journal names an invalid commit', async () => {
    const here = world();
    const first = opened(1, ['HEAD', '', '']);
    const steps = day(here.heads).with(0, { 1: [first] });
    const { places, files } = await verified(here, commitsOf(steps));
    expect({ places, files }).toEqual({ places: [], files: { compared: 2, unreachable: 1 } });
  });
});
