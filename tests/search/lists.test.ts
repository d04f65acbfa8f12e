import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseIndex, printIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH, listPath, README_PATH, yearPath } from '#domain/journal/paths.ts';
import { caseOfLine } from '#domain/lists/list-pages.ts';
import { verifyClone } from '#engine/register/clone.ts';
import type { Deps } from '#engine/process/deps.ts';
import { reconcile } from '#engine/process/reconcile.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { type Office, openOffice, review, sampleRequest, setState, submit } from '../support/office.ts';
import { writeEarlierLists } from '../support/earlier-lists.ts';
import { findingsOf } from '../support/office-register.ts';
import { straightWalk, tick } from '../support/walk.ts';

const SITE = 'https://situs.example';
const PLACE = { year: '2026', hundred: 0 };
const LIST = listPath(PLACE);

let office: Office;
let deps: Deps;
beforeEach(async () => {
  office = await openOffice();
  deps = { ...office.deps, siteUrl: SITE };
});
afterEach(() => office.close());

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', join(office.folder, 'repo.git'), ...args], { encoding: 'utf8' });

const onRegister = (path: string): string => git('show', `register:${path}`);
const lineOf = (number: number): string | undefined =>
  onRegister(LIST)
    .split('\n')
    .find((line) => caseOfLine(line, PLACE) === number);

const titled = (judul: string, more: Parameters<typeof sampleRequest>[0] = {}) => ({
  ...sampleRequest(more),
  kegiatan: { jenis: 'rapat', judul },
});

/** Leads a submitted case to its end, run by run. */
async function complete(number: number, run = reconcile): Promise<void> {
  for (const { who, body, row } of straightWalk()) {
    if (row === 10) office.setNow('2026-12-05T03:40:00Z');
    tick(office);
    await review(office, who, number, 'APPROVE', body);
    await run(deps, number);
  }
}

test('R28, R34: a completed case stays in the index as ending while the forge refuses the merge', async () => {
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  await reconcile(deps, number);
  const { applyEffects } = office.forge;
  let refuses = true;
  const forge: Deps['forge'] = {
    ...office.forge,
    applyEffects: async (pull, effects) => {
      const kept = effects.filter((effect) => !refuses || effect.do !== 'merge');
      const refused = effects.filter((effect) => !kept.includes(effect));
      return [
        ...(await applyEffects(pull, kept)),
        ...refused.map((effect) => ({ effect, status: 403, message: 'no' })),
      ];
    },
  };
  const ending = () => parseIndex(onRegister(INDEX_PATH)).ending ?? [];
  await complete(number, async () => (await scheduledRun({ ...deps, forge }))[0] as never);
  await scheduledRun({ ...deps, forge });
  expect(ending()).toEqual([number]);
  refuses = false;
  await scheduledRun({ ...deps, forge });
  expect(ending()).toEqual([]);
  expect(git('ls-tree', '--name-only', 'main:requests/2026/rapat').split('\n')).toContain('request.yaml');
  expect(await findingsOf(office)).toEqual([]);
}, 60_000);

test('R34, security 24: a hostile title stays text in the message of the merge commit', async () => {
  const title = '| ![a](https://x.example) `k` <b> @semua closes #1 [skip ci]';
  const number = await submit(office, 'contoh-opd', 'rapat', titled(title));
  await reconcile(deps, number);
  await complete(number);
  await scheduledRun(deps);
  const said = '| !(a)(https: //x.example) `k` <b> @ semua closes # 1 (skip ci)';
  expect(git('log', '-1', '--format=%B', 'main').trim().split('\n')).toEqual([
    `PMK-2026-${number}: ${said}`.slice(0, 71).trimEnd() + '…',
    '',
    'Nomor agenda / Agenda number: 1/2026',
    `Judul / Title: ${said}`,
    'Keputusan / Decision: Selesai / Completed',
    'Oleh / By: Staf/operator / Operator',
    'Ditutup / Ended: 5 Des 2026 / 5 Dec 2026',
    `${SITE}/berkas/PMK-2026-${number}/`,
  ]);
  expect(await findingsOf(office)).toEqual([]);
}, 60_000);

test('R11: a restricted case has no title in the merge commit', async () => {
  const secret = await submit(office, 'contoh-opd', 'terbatas', titled('Judul rahasia', { nature: 'terbatas' }));
  await reconcile(deps, secret);
  await complete(secret);
  await scheduledRun(deps);
  expect(git('log', '-1', '--format=%B', 'main')).not.toMatch(/rahasia|agenda|Selesai/i);
  expect(await findingsOf(office)).toEqual([]);
}, 60_000);

test('R27, R29: lists that a version before 0.8 left are no finding once cases have gone on, and are not written any more', async () => {
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  await reconcile(deps, number);
  await writeEarlierLists(office, SITE);
  expect(await findingsOf(office)).toEqual([]);
  const [list, sound] = [onRegister(LIST), git('rev-parse', 'register').trim()];
  tick(office);
  await review(office, 'contoh-tu', number, 'APPROVE');
  await reconcile(deps, number);
  await scheduledRun(deps);
  expect(onRegister(LIST)).toBe(list);
  expect(parseIndex(onRegister(INDEX_PATH)).lists).toBeUndefined();
  expect(await findingsOf(office)).toEqual([]);
  expect((await verifyClone(join(office.folder, 'repo.git'), { since: sound })).findings).toEqual([]);
}, 60_000);

test('R29: verify names each line of a list that the journals do not give, in a whole clone and since a trusted commit', async () => {
  const numbers: number[] = [];
  for (const slug of ['satu', 'dua'])
    numbers.push(await submit(office, 'contoh-opd', slug, titled(slug, { room: null })));
  await scheduledRun(deps);
  await setState(office, 'contoh-opd', numbers[0] ?? 0, 'closed');
  await scheduledRun(deps);
  await writeEarlierLists(office, SITE);
  const [first = '', second = ''] = numbers.map((number) => lineOf(number));
  const [list, year, sound] = [onRegister(LIST), onRegister(yearPath('2026')), git('rev-parse', 'register').trim()];
  const index = parseIndex(onRegister(INDEX_PATH));
  const { lists: _lists, ...unmarked } = index;
  const folder = join(office.folder, 'repo.git');
  const soundFiles = Object.fromEntries(
    [LIST, yearPath('2026'), README_PATH, INDEX_PATH].map((path) => [path, onRegister(path)]),
  );
  const line = (text: string) => list.split('\n').indexOf(text) + 1;
  const forgeries: [what: string, files: Record<string, string>, places: unknown[]][] = [
    ['another title', { [LIST]: list.replace('| dua |', '| tiga |') }, [[LIST, line(second), 'PMK-2026-2']]],
    [
      'another decision',
      { [LIST]: list.replace('Ditarik / Withdrawn', 'Selesai / Completed') },
      [[LIST, line(first), 'PMK-2026-1']],
    ],
    ['another office', { [LIST]: list.replace('Pemohon / Applicant', 'TU') }, [[LIST, line(first), 'PMK-2026-1']]],
    [
      'another day',
      { [LIST]: list.replace(' 1 Des 2026 / 1 Dec 2026 ', ' 2 Des 2026 / 2 Dec 2026 ') },
      [[LIST, line(first), 'PMK-2026-1']],
    ],
    [
      'a link to another site',
      { [LIST]: list.replace(`(<${SITE}`, '(<https://jahat.example') },
      [[LIST, line(first), 'PMK-2026-1']],
    ],
    [
      'a folder that main does not have',
      {
        [LIST]: list.replace(
          'Running | – | – | – |',
          'Running | – | – | [`requests/2026/dua`](../../../../tree/main/requests/2026/dua) |',
        ),
      },
      [[LIST, line(second), 'PMK-2026-2']],
    ],
    ['no line of a case', { [LIST]: list.replace(`${first}\n`, '') }, [[LIST, expect.anything(), 'PMK-2026-1']]],
    [
      'a line of no case',
      { [LIST]: `${list}${second.replaceAll('2026-2', '2026-7')}\n` },
      [[LIST, line(second) + 1, undefined]],
    ],
    ['a sentence below it', { [LIST]: `${list}Berkas 2 batal.\n` }, [[LIST, line(second) + 1, undefined]]],
    ['another heading', { [LIST]: list.replace('Hanya bagian publik', 'Semua bagian') }, [[LIST, 3, undefined]]],
    ['a line twice', { [LIST]: `${list}${first}\n` }, [[LIST, line(second) + 1, undefined]]],
    [
      'a page that hides it',
      { [yearPath('2026')]: year.replace('- [1–99](0.md)\n', '') },
      [[yearPath('2026'), undefined, undefined]],
    ],
    ['a README that hides the year', { [README_PATH]: '# Lain\n' }, [[README_PATH, undefined, undefined]]],
    [
      'another title, and an index that calls no list certain',
      { [LIST]: list.replace('| dua |', '| tiga |'), [INDEX_PATH]: printIndex(unmarked) },
      [[LIST, line(second), 'PMK-2026-2']],
    ],
    [
      'no line of a case, and an index that calls no list certain',
      { [LIST]: list.replace(`${first}\n`, ''), [INDEX_PATH]: printIndex(unmarked) },
      [[LIST, expect.anything(), 'PMK-2026-1']],
    ],
    // This file stays, so it comes last.
    ['a list of another hundred', { 'daftar/2026/7.md': list }, [['daftar/2026/7.md', expect.anything(), undefined]]],
  ];
  for (const [what, files, places] of forgeries) {
    const additions = Object.entries({ ...soundFiles, ...files }).map(([path, text]) => ({ path, text }));
    const written = await office.forge.appendRegister(git('rev-parse', 'register').trim(), what, additions);
    expect(written).not.toBe('moved');
    for (const options of [{}, { since: sound }]) {
      const { findings } = await verifyClone(folder, options);
      const found = findings.filter(({ file }) => places.some((place) => (place as unknown[])[0] === file));
      expect({
        what,
        found: found.map(({ file, line: at, case: id, code }) => [[file, at, id], code]).slice(0, 1),
      }).toEqual({
        what,
        found: places.map((place) => [place, 'list-differs']),
      });
    }
  }
}, 120_000);

test('R29: verify says how many lines it cannot compare if the clone has no SOPs', async () => {
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  await reconcile(deps, number);
  await writeEarlierLists(office, SITE);
  const clone = join(office.folder, 'register-only.git');
  execFileSync('git', [
    'clone',
    '--quiet',
    '--bare',
    '--single-branch',
    '--branch=register',
    `file://${join(office.folder, 'repo.git')}`,
    clone,
  ]);
  const { findings, lists } = await verifyClone(clone);
  expect({ findings, lists }).toEqual({ findings: [], lists: { unread: 1 } });
}, 60_000);
