import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { parseIndex, printIndex } from '#domain/journal/index-file.ts';
import { withoutErased } from '#domain/journal/erasure.ts';
import { type Journal, openJournal, publicLines, seal } from '#domain/journal/journal.ts';
import { INDEX_PATH, journalPath } from '#domain/journal/paths.ts';
import { currentLog, extendLog } from '#engine/process/extend-log.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { projectCase } from '#public/export/project-case.ts';
import { repositoryOf } from '../fixtures/registers/write.ts';
import { type Office, openOffice, review, sampleRequest, setState, submit } from '../support/office.ts';
import { sop as FIRST_SOP } from '../support/walked-case.ts';
import { straightWalk, tick, walkTo } from '../support/walk.ts';

const GROUND = { id: 'Permintaan subjek data', en: 'Request of the data subject' };
const SCHEDULE = { id: 'Jadwal retensi arsip contoh', en: 'Sample retention schedule' };

const LATER = { start: '2026-12-20T09:00:00+07:00', end: '2026-12-20T10:00:00+07:00' };

let office: Office;
/** The numbers of cases: completed; completed, with its public fields; restricted and rejected; open. */
let letters: number;
let whole: number;
let restricted: number;
let open: number;
beforeAll(async () => {
  office = await openOffice();
  letters = await done('surat', '2026-12-05');
  whole = await done('semua', '2026-12-06');
  restricted = await submit(
    office,
    'contoh-bpbd',
    'rahasia',
    sampleRequest({ ...LATER, nature: 'rahasia', account: 'contoh-bpbd' }),
  );
  await walkTo(office, restricted, 3);
  tick(office);
  await review(office, 'contoh-kepala-dinas', restricted, 'COMMENT', 'Alasan penolakan yang dirahasiakan.');
  await setState(office, 'contoh-kepala-dinas', restricted, 'closed');
  await office.run(restricted);
  office.setNow('2026-12-07T02:00:00Z');
  open = await submit(office, 'contoh-opd', 'terbuka', sampleRequest(LATER));
  await walkTo(office, open, 4);
}, 120_000);
afterAll(() => office.close());

/** Walks a case to its end, on the day of its meeting. */
async function done(slug: string, day: string): Promise<number> {
  const [start, end] = [`${day}T09:00:00+07:00`, `${day}T11:00:00+07:00`];
  office.setNow(`${day.slice(0, 8)}${String(Number(day.slice(8)) - 3).padStart(2, '0')}T02:00:00Z`);
  const number = await submit(office, 'contoh-opd', slug, sampleRequest({ start, end }));
  const acts = straightWalk(start, end);
  await walkTo(office, number, 10, acts);
  office.setNow(`${day}T05:00:00Z`);
  await walkTo(office, number, 11, acts.slice(-1));
  return number;
}

const journalOf = async (number: number): Promise<Journal> =>
  openJournal(number, (await office.forge.readRegister([journalPath(number)])).get(journalPath(number)));

/** Puts a file of the office on main, as a maintainer does, and lets the process run until it has looked at all. */
async function put(path: string, content: unknown): Promise<void> {
  tick(office);
  await office.local.seed({ [path]: stringify(content, { aliasDuplicateObjects: false }) }, 'Penghapusan');
  for (let run = 0; run < 4; run += 1) await office.scheduledRun();
}

/** The roles of the people of the walk. */
const ROLES: Readonly<Record<string, string>> = {
  ...{ 'contoh-tu': 'tu', 'contoh-kepala-dinas': 'kepala-dinas', 'contoh-walikota': 'walikota' },
  ...{ 'contoh-kabid-aptika': 'kabid-aptika', 'contoh-subkor-ile': 'subkor-ile', 'contoh-operator': 'staf-operator' },
};

const idOf = async (number: number): Promise<string> => (await journalOf(number)).parts[0]?.opens?.case ?? '';

test('R50: cases that the office names get the entry that allows it, once; an open case gets none', async () => {
  office.setNow('2026-12-08T02:00:00Z');
  await put('sops/erasures.yaml', {
    cases: [
      { case: await idOf(letters), what: ['letters'], ground: GROUND },
      { case: await idOf(whole), public: true, ground: GROUND },
      { case: await idOf(restricted), ground: GROUND },
      { case: await idOf(open), ground: GROUND },
    ],
  });
  const said = async (number: number) =>
    (await office.journal(number)).flatMap(({ erased }) =>
      erased ? [[erased.what, erased.remains !== undefined]] : [],
    );
  expect(await said(letters)).toEqual([[['letters'], false]]);
  expect(await said(whole)).toEqual([[['letters', 'documents'], true]]);
  expect(await said(restricted)).toEqual([[['letters', 'documents'], false]]);
  expect(await said(open)).toEqual([]);
  expect((await verifyClone(repositoryOf(office))).findings).toEqual([]);
});

test('R50: nothing is added to that journal afterwards, whatever happens on its pull request', async () => {
  const before = await office.journal(letters);
  tick(office);
  const body = 'Pembetulan sesudah penghapusan.';
  await review(office, 'contoh-tu', letters, 'COMMENT', body);
  expect(await office.run(letters)).toMatchObject({ entries: [], effects: [], runError: undefined });
  expect(await office.journal(letters)).toEqual(before);
});

test('R50: with its private parts taken, a journal still shows its public course, and hides what was erased', async () => {
  for (const [number, title] of [
    [letters, 'Rapat koordinasi contoh'],
    [whole, undefined],
  ] as const) {
    const { text, erasure } = await journalOf(number);
    const bare = openJournal(number, withoutErased(number, text, erasure));
    for (const secret of ['Narahubung Contoh', '080000000001', 'Tindak lanjuti']) {
      expect({ secret, is: text.includes(secret) }).toEqual({ secret, is: true });
      expect({ secret, is: bare.text.includes(secret) }).toEqual({ secret, is: false });
    }
    expect({ entries: bare.entries, state: bare.state }).toEqual({ entries: [], state: undefined });
    expect(withoutErased(number, bare.text, bare.erasure)).toBe(bare.text);
    const lines = publicLines(bare);
    const shown = lines.map(({ id }, i) => ({ id, part: bare.parts[i] }));
    const one = projectCase(shown, { procedure: FIRST_SOP });
    expect(one).toMatchObject({ status: 'completed', narrowed: false, agenda: { year: 2026 } });
    const entries = one?.visits.flatMap((visit) => visit.entries) ?? [];
    expect(entries.filter(({ kind }) => kind === 'accepted').map(({ who }) => who?.role)).toEqual(
      straightWalk().map(({ who }) => ROLES[who]),
    );
    expect(entries.at(-1)).toMatchObject({ kind: 'erased', erased: { ground: GROUND } });
    expect((one?.request as { kegiatan?: { judul?: string } } | undefined)?.kegiatan?.judul).toBe(title);
    expect(JSON.stringify(lines).includes('Rapat koordinasi contoh')).toBe(title !== undefined);
  }
});

test.each([
  ['a private part without an entry that allows it', (text: string) => withoutErased(0, text, { ...ALL, public: 0 })],
  ['a public part without an entry that allows it', (text: string) => withoutErased(0, text, { ...ALL, letters: 0 })],
])('R27, R50: %s is missing: a finding', async (_what, tamper) => {
  const { text } = await journalOf(open);
  expect(() => openJournal(open, tamper(text))).toThrow(expect.objectContaining({ code: 'missing' }));
});

const ALL = { letters: 99, documents: true, public: 99, remains: [], kept: [] };

/** Lets the process run once, and returns whether it wrote to the register. */
async function looks(): Promise<boolean> {
  const before = (await office.forge.listOpen()).register.head;
  await office.scheduledRun();
  return (await office.forge.listOpen()).register.head !== before;
}

test('R50: while a named case is open, all are looked at once a day', async () => {
  expect(await looks()).toBe(false);
  office.setNow('2026-12-09T03:00:00Z');
  expect([await looks(), await looks()]).toEqual([true, false]);
});

test('R50: without a case to wait for, nothing is looked at before a term can be over', async () => {
  await put('sops/erasures.yaml', { cases: [{ case: await idOf(whole), public: true, ground: GROUND }] });
  office.setNow('2027-02-05T02:00:00Z');
  expect(await looks()).toBe(false);
});

test('R50: after the term of the retention schedule, a case gets an entry for what was not erased before', async () => {
  await put('sops/retention.yaml', {
    procedures: {
      'protokol-manajemen-krisis': {
        letters: { years: 1, ground: SCHEDULE },
        documents: { years: 1, ground: SCHEDULE },
      },
    },
  });
  const grounds = async (number: number) =>
    (await office.journal(number)).flatMap(({ erased }) => (erased ? [[erased.what, erased.ground.en]] : []));
  expect(await grounds(letters)).toEqual([[['letters'], GROUND.en]]);
  office.setNow('2027-12-05T04:00:00Z');
  expect(await looks()).toBe(false);
  office.setNow('2027-12-05T18:00:00Z');
  for (let run = 0; run < 4; run += 1) await office.scheduledRun();
  expect(await grounds(letters)).toEqual([
    [['letters'], GROUND.en],
    [['documents'], SCHEDULE.en],
  ]);
  expect(await grounds(whole)).toEqual([[['letters', 'documents'], GROUND.en]]);
  expect((await verifyClone(repositoryOf(office))).findings).toEqual([]);
});

/** Adds an entry to a journal with the office's key, as only somebody who has that key can. */
async function forge(number: number, entry: Partial<Entry>): Promise<void> {
  const { register } = await office.forge.listOpen();
  const index = parseIndex(register.index);
  const before = await journalOf(number);
  const log = await currentLog(office.deps, register, index);
  const last = { seq: before.lines.length + 1, at: office.now(), config: index.config };
  const journal = seal(before, [{ kind: 'erased', ...last, ...entry }], NO_FIELDS, office.deps.salt, log.edge.size);
  const grown = await extendLog(office.deps, log, [journal.lines.at(-1)?.id ?? '']);
  const additions = [
    { path: journalPath(number), text: journal.text },
    { path: INDEX_PATH, text: printIndex({ ...index, log: grown.log }) },
    ...grown.additions,
  ];
  expect(await office.forge.appendRegister(register.head, 'forged', additions)).not.toBe('moved');
}

const NO_FIELDS = { request: undefined, result: () => undefined, hasNature: false };

test.each<[what: string, number: () => number, entry: Partial<Entry>, code: string]>([
  [
    'erases an open case',
    () => open,
    { erased: { what: ['letters'], ground: GROUND, kept: [] } },
    'erased-without-ground',
  ],
  [
    'erases a case again, on a ground of its own',
    () => letters,
    { erased: { what: ['documents'], ground: { id: 'Tanpa dasar', en: 'Without ground' } } },
    'erased-without-ground',
  ],
  ['adds a note after an erasure', () => restricted, { kind: 'review-edited' }, 'after-erasure'],
])('security 74, R50: the holder of the key %s: verify names the entry', async (_what, number, entry, code) => {
  tick(office);
  await forge(number(), entry);
  const { findings } = await verifyClone(repositoryOf(office));
  expect(findings.map((found) => [found.code, found.file])).toContainEqual([code, journalPath(number())]);
});
