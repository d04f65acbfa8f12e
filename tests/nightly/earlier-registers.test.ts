import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { entriesInClone } from '#engine/register/entries-in-clone.ts';
import { playedOffice, repositoryOf, writeBundle } from '../fixtures/registers/write.ts';
import { ROOT } from '../support/folders.ts';

/**
 * Registers, with main, as earlier versions of the program wrote them. Each name is a version and a commit of the
 * program, except `first` and `second`, which were written before the rules R39–R45.
 * `cases` and `entries` are how many each register has.
 */
const EARLIER = [
  { name: 'first', cases: 4, entries: 37 },
  { name: 'second', cases: 2, entries: 16 },
  { name: '0.1.0-2e95689', cases: 10, entries: 109 },
  { name: '0.2.0-2deceab', cases: 10, entries: 110 },
  { name: '0.2.0-4caeefa', cases: 13, entries: 136 },
  { name: '0.2.0-66bd1a7', cases: 18, entries: 169 },
  { name: '0.2.0-aeb9299', cases: 19, entries: 170 },
  { name: '0.2.0-fef7c25', cases: 19, entries: 181 },
  { name: '0.2.0-2cd973d', cases: 21, entries: 213 },
  { name: '0.3.0', cases: 21, entries: 213 },
  { name: '0.4.0', cases: 21, entries: 215 },
  { name: '0.5.0', cases: 21, entries: 216 },
];

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'buku-agenda-'));
  folders.push(folder);
  return folder;
}

async function cloneOf(bundle: string): Promise<string> {
  const folder = await aFolder();
  execFileSync('git', ['-c', 'init.defaultBranch=main', 'clone', '--quiet', '--bare', bundle, folder]);
  return folder;
}

const cloneOfEarlier = (name: string): Promise<string> =>
  cloneOf(join(ROOT, 'tests/fixtures/registers', `${name}.bundle`));

const journalsIn = async (clone: string): Promise<readonly (readonly Entry[])[]> => [
  ...(await entriesInClone(clone, REGISTER_BRANCH)).values(),
];

test.each(EARLIER)(
  'R29, R44: verify judges every entry of the earlier register $name again by the edition that the entry names, without a finding',
  async ({ name, cases, entries }) => {
    const verified = await verifyClone(await cloneOfEarlier(name));
    expect(verified).toMatchObject({ findings: [], cases, entries, notJudged: { configuration: 0 } });
  },
);

/** Contents that a journal may have, each with a check that finds it. Later rules judge some of them differently. */
const CONTENTS: Readonly<Record<string, (journal: readonly Entry[]) => boolean>> = {
  'a push by another account, and the case completed after it': (journal) =>
    journal.some(({ kind, who }) => kind === 'superseded' && who?.id !== journal[0]?.opens?.applicant.id) &&
    journal.at(-1)?.end === 'completed',
  'an act that was refused as the applicant’s': (journal) => journal.some(({ reason }) => reason === 'applicant'),
  'a return with a note, and a submission after it': (journal) =>
    journal.some(
      ({ gesture, note }, n) =>
        gesture === 'changes' && note && journal.slice(n).some(({ kind }) => kind === 'submitted'),
    ),
  'a booking in a case that was completed': (journal) =>
    journal.some(({ booking }) => booking) && journal.some(({ end }) => end === 'completed'),
  'a warning of a submission': (journal) => journal.some(({ warnings }) => warnings),
  'two extensions, and a further one refused': (journal) =>
    journal.filter(({ extended }) => extended).length === 2 &&
    journal.some(({ problems }) => problems?.some(({ code }) => code === 'extension-used')),
  'a submission that only lacks a required field': (journal) =>
    journal.some(
      ({ kind, problems }) =>
        kind === 'submission-refused' && problems?.map(({ code }) => code).join() === 'field-needed',
    ),
  'a recorded act of long ago': (journal) => journal.some(({ deed }) => deed && deed.date < '2000-01-01'),
  'no decision in time': (journal) => journal.some(({ kind }) => kind === 'silence'),
  'another time asked for, and the case completed after it': (journal) =>
    journal.some(({ postpones }) => postpones) && journal.at(-1)?.end === 'completed',
  'an offer that was chosen': (journal) =>
    journal.some(({ offered: [offer] = [] }, n) => journal[n + 1]?.slot?.start === (offer?.start ?? '')),
  'an act refused because of its offers': (journal) =>
    journal.some(({ reason, problems }) => reason && problems?.some(({ path }) => path.startsWith('/alternatif/'))),
  'an offer, and the case withdrawn after it': (journal) =>
    journal.some(({ offered }) => offered) && journal.at(-1)?.end === 'withdrawn',
  'an answer': (journal) => journal.some(({ kind }) => kind === 'answered'),
  'a completed case that keeps its room until the booked time ends': (journal) => journal.at(-1)?.holds === true,
};
const names = Object.keys(CONTENTS);

test.each([
  ['0.1.0-2e95689', names.slice(0, 5)],
  ['0.2.0-2deceab', names.slice(0, 5)],
  ['0.2.0-4caeefa', names.slice(0, 7)],
  ['0.2.0-66bd1a7', names.slice(0, 9)],
  ['0.2.0-aeb9299', names.slice(0, 9)],
  // From the second edition on only the opener’s pushes count, a step is extended once per case or `atMost` times, and
  // no recorded act is older than its case.
  ['0.2.0-2cd973d', names.filter((_, at) => ![0, 5, 7].includes(at))],
])('R29: of all listed contents, the earlier register %s has exactly the expected ones', async (name, expected) => {
  const journals = await journalsIn(await cloneOfEarlier(name));
  expect(names.filter((each) => journals.some((journal) => CONTENTS[each]?.(journal)))).toEqual(expected);
});

test('R45: the earlier register 0.2.0-aeb9299 has two requests with the same case of origin', async () => {
  const journals = await journalsIn(await cloneOfEarlier('0.2.0-aeb9299'));
  const origins = journals.flatMap(([first]) => first?.origin?.case ?? []);
  expect(origins.length - new Set(origins).size).toBe(1);
});

test('R29: a register of this version has every kind of entry, every reason and every end but `abandoned`, and no finding', async () => {
  const office = await playedOffice();
  const bundle = join(await aFolder(), 'register.bundle');
  writeBundle(repositoryOf(office), bundle);
  await office.close();
  const clone = await cloneOf(bundle);
  expect(await verifyClone(clone)).toMatchObject({ findings: [], notJudged: { configuration: 0 } });
  const entries = (await journalsIn(clone)).flat();
  expect(entries.some(({ onBehalf }) => onBehalf?.account)).toBe(true);
  // Versions after the first added these fields to entries of kinds that existed before.
  for (const field of ['offered', 'postpones', 'informed', 'holds'] as const)
    expect([field, entries.some((entry) => entry[field] !== undefined)]).toEqual([field, true]);
  const { kind, reason, end } = (
    JSON.parse(readFileSync(join(ROOT, 'schemas/journal-entry.schema.json'), 'utf8')) as {
      properties: Record<'kind' | 'reason' | 'end', { enum: string[] }>;
    }
  ).properties;
  const seen = (name: 'kind' | 'reason' | 'end') => new Set(entries.map((entry) => entry[name]));
  // A case is abandoned only after its fifth successor (R1), which the played office does not reach.
  const isMade = (each: string): boolean => each !== 'abandoned';
  expect(kind.enum.filter((each) => isMade(each) && !seen('kind').has(each as Entry['kind']))).toEqual([]);
  expect(reason.enum.filter((each) => !seen('reason').has(each as Entry['reason']))).toEqual([]);
  expect(end.enum.filter((each) => isMade(each) && !seen('end').has(each as Entry['end']))).toEqual([]);
});
