import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseIndex, printIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH, isListPath, listPath, README_PATH, yearPath } from '#domain/journal/paths.ts';
import { parseList } from '#domain/lists/list-pages.ts';
import { verifyClone } from '#engine/register/clone.ts';
import type { Deps } from '#engine/process/deps.ts';
import { reconcile } from '#engine/process/reconcile.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { publicTitle } from '#public/export/names.ts';
import { playedOffice } from '../fixtures/registers/write.ts';
import { exportClone } from '../support/export-clone.ts';
import {
  type Office,
  openOffice,
  push,
  requestPath,
  review,
  sampleRequest,
  setState,
  submit,
} from '../support/office.ts';
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
const lineOf = (number: number): string | undefined => parseList(onRegister(LIST), PLACE)?.get(number);

/** The paths of lists and pages that the last commit of the register changed. */
const lastLists = (): string[] =>
  git('show', '--name-only', '--format=', 'register')
    .split('\n')
    .filter((path) => isListPath(path) || path === README_PATH);

const titled = (judul: string, more: Parameters<typeof sampleRequest>[0] = {}) => ({
  ...sampleRequest(more),
  kegiatan: { jenis: 'rapat', judul },
});

/** Leads a submitted case to its end, run by run. Calls `after` after each act. */
async function complete(number: number, after: (row: number) => unknown = () => {}, run = reconcile): Promise<void> {
  for (const { who, body, row } of straightWalk()) {
    if (row === 10) office.setNow('2026-12-05T03:40:00Z');
    tick(office);
    await review(office, who, number, 'APPROVE', body);
    await run(deps, number);
    after(row);
  }
}

test('R27: a case has its line from its submission on, with agenda number, decision, office, day and folder, and other acts write no list', async () => {
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  await reconcile(deps, number);
  const id = `[PMK-2026-${number}](<${SITE}/berkas/PMK-2026-${number}/>)`;
  const running = (agenda: string) =>
    `| ${id} | ${agenda} | Rapat koordinasi contoh | Berjalan / Running | – | – | – |`;
  expect(lineOf(number)).toBe(running('–'));
  expect(lastLists()).toEqual([LIST, yearPath('2026')]);
  expect(onRegister(README_PATH)).toContain('- [2026](daftar/2026/README.md)\n');
  expect(onRegister(yearPath('2026'))).toContain('- [1–99](0.md)\n');
  const wrote: number[] = [];
  await complete(number, (row) => {
    if (lastLists().length > 0) wrote.push(row);
    if (row === 2) expect(lineOf(number)).toBe(running('1/2026'));
  });
  expect(wrote).toEqual([2, 10]);
  const done = `| ${id} | 1/2026 | Rapat koordinasi contoh | Selesai / Completed | Staf/operator / Operator | 5 Des 2026 / 5 Dec 2026 |`;
  expect(lineOf(number)).toBe(`${done} – |`);
  await scheduledRun(deps);
  expect(lineOf(number)).toBe(`${done} [\`requests/2026/rapat\`](../../../../tree/main/requests/2026/rapat) |`);
  expect(git('ls-tree', '--name-only', 'main:requests/2026/rapat').split('\n')).toContain('request.yaml');
  const head = git('rev-parse', 'register');
  expect(await scheduledRun(deps)).toEqual([]);
  expect(git('rev-parse', 'register')).toBe(head);
  expect(await findingsOf(office)).toEqual([]);
}, 60_000);

test('R27, R34: a scheduled run that merges names the folder at once, and not while the forge refuses the merge', async () => {
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
  await complete(number, undefined, async () => (await scheduledRun({ ...deps, forge }))[0] as never);
  expect(lineOf(number)).toContain('| Selesai / Completed |');
  await scheduledRun({ ...deps, forge });
  expect(lineOf(number)).toMatch(/ \| – \|$/);
  refuses = false;
  await scheduledRun({ ...deps, forge });
  expect(lineOf(number)).toContain('tree/main/requests/2026/rapat)');
  expect(await findingsOf(office)).toEqual([]);
}, 60_000);

test('R34, security 24: a hostile title stays text in the list and in the message of the merge commit, which says what the list says', async () => {
  const title = '| ![a](https://x.example) `k` <b> @semua closes #1 [skip ci]';
  const number = await submit(office, 'contoh-opd', 'rapat', titled(title));
  await reconcile(deps, number);
  await complete(number);
  await scheduledRun(deps);
  const cells = lineOf(number)?.split(/(?<!\\)\|/) ?? [];
  expect(cells).toHaveLength(9);
  expect(cells[3]).toBe(
    ' &#124; \\!\\[a\\](https\\:&#8203;//x.example) \\`k\\` \\<b\\> @&#8203;semua closes \\#&#8203;1 \\[skip ci\\] ',
  );
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

test('R11: a restricted case has no title in the list or the merge commit, and a case that is restricted later loses it', async () => {
  const secret = await submit(office, 'contoh-opd', 'terbatas', titled('Judul rahasia', { nature: 'terbatas' }));
  const later = await submit(office, 'contoh-opd', 'kelak', titled('Judul kelak', { room: null }));
  for (const number of [secret, later]) await reconcile(deps, number);
  expect(lineOf(later)).toContain('| Judul kelak |');
  tick(office);
  await push(office, 'contoh-opd', 'permohonan/kelak', {
    [requestPath('kelak')]: stringify(titled('Judul kelak', { room: null, nature: 'rahasia' })),
  });
  await reconcile(deps, later);
  expect(lineOf(later)).toMatch(/ \| – \| – \| Berjalan \/ Running \| – \| – \| – \|$/);
  await complete(secret);
  await scheduledRun(deps);
  expect(lineOf(secret)).toMatch(/ \| – \| – \| Ditutup \/ Ended \| – \| 5 Des 2026 \/ 5 Dec 2026 \| – \|$/);
  expect(git('log', '-1', '--format=%B', 'main')).not.toMatch(/rahasia|agenda|Selesai/i);
  expect(onRegister(LIST)).not.toMatch(/Judul rahasia|Judul kelak/);
  expect(await findingsOf(office)).toEqual([]);
}, 60_000);

/** The process of a version from before the lists: it writes neither lists nor the mark in the index. */
const older = (now: Deps): Deps => ({
  ...now,
  forge: {
    ...now.forge,
    appendRegister: (head, message, additions) =>
      now.forge.appendRegister(
        head,
        message,
        additions.flatMap((file) => {
          if (isListPath(file.path) || file.path === README_PATH) return [];
          if (file.path !== INDEX_PATH || !('text' in file)) return [file];
          const { lists: _lists, ...index } = parseIndex(file.text);
          return [{ ...file, text: printIndex(index) }];
        }),
      ),
  },
});

test('R27, R29: a register from before the lists verifies, and scheduled runs make its lists without any other step', async () => {
  const before = older(deps);
  const numbers: number[] = [];
  for (const slug of ['satu', 'dua'])
    numbers.push(await submit(office, 'contoh-opd', slug, titled(slug, { room: null })));
  await scheduledRun(before);
  await setState(office, 'contoh-opd', numbers[0] ?? 0, 'closed');
  await scheduledRun(before);
  expect(git('ls-tree', '--name-only', 'register')).not.toContain('daftar');
  expect(await findingsOf(office)).toEqual([]);
  await scheduledRun(deps);
  expect(numbers.map((number) => lineOf(number)?.split(' | ').slice(2, 4))).toEqual([
    ['satu', 'Ditarik / Withdrawn'],
    ['dua', 'Berjalan / Running'],
  ]);
  expect(onRegister(README_PATH)).toContain('- [2026](daftar/2026/README.md)\n');
  expect(parseIndex(onRegister(INDEX_PATH)).lists).toEqual({ from: 0, site: SITE });
  expect(await findingsOf(office)).toEqual([]);
  const head = git('rev-parse', 'register');
  await scheduledRun(deps);
  expect(git('rev-parse', 'register')).toBe(head);
}, 60_000);

test('R27, R29: lists that an older version left behind are no finding, and are made anew', async () => {
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  await reconcile(deps, number);
  tick(office);
  await review(office, 'contoh-tu', number, 'APPROVE');
  await reconcile(older(deps), number);
  expect(lineOf(number)).toContain(' | – | Rapat koordinasi contoh |');
  expect(await findingsOf(office)).toEqual([]);
  await scheduledRun(deps);
  expect(lineOf(number)).toContain(' | 1/2026 | Rapat koordinasi contoh |');
  expect(await findingsOf(office)).toEqual([]);
}, 60_000);

test('R27: if the site moves, the next scheduled run makes the lists link to its new address', async () => {
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  await reconcile(deps, number);
  await scheduledRun({ ...deps, siteUrl: 'https://lain.example' });
  expect(lineOf(number)).toContain(`(<https://lain.example/berkas/PMK-2026-${number}/>)`);
  expect(await findingsOf(office)).toEqual([]);
}, 60_000);

test('R29: verify names each line of a list that the journals do not give, in a whole clone and since a trusted commit', async () => {
  const numbers: number[] = [];
  for (const slug of ['satu', 'dua'])
    numbers.push(await submit(office, 'contoh-opd', slug, titled(slug, { room: null })));
  await scheduledRun(deps);
  await setState(office, 'contoh-opd', numbers[0] ?? 0, 'closed');
  await scheduledRun(deps);
  await scheduledRun(deps);
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

test('R11, R27: the lists of an office with every kind of entry show what its public pages show, and verify', async () => {
  await office.close();
  office = await playedOffice();
  const { publication, dossiers } = await exportClone(join(office.folder, 'repo.git'), office.now());
  const lists = git('ls-tree', '-r', '--name-only', 'register', 'daftar')
    .split('\n')
    .filter((path) => /\d\.md$/.test(path))
    .map(onRegister)
    .join('');
  expect(dossiers.length).toBeGreaterThan(20);
  for (const { case: one, procedure } of dossiers) {
    const [cells = [], ...more] = lists
      .split('\n')
      .filter((line) => line.startsWith(`| ${one.id} |`))
      .map((line) => line.slice(2, -2).split(' | '));
    const title = publicTitle(one, publication.names.forms[procedure.request.schema] ?? {});
    expect(more).toEqual([]);
    expect({ id: one.id, agenda: cells[1], title: cells[2] }).toEqual({
      id: one.id,
      agenda: one.agenda ? `${one.agenda.number}/${one.agenda.year}` : '–',
      title: title ?? '–',
    });
    expect(cells[4] === '–').toBe(one.end?.who === undefined);
    expect(cells[5] === '–').toBe(one.status === 'running' || one.status === 'applicant');
  }
  expect(await findingsOf(office)).toEqual([]);
}, 240_000);
