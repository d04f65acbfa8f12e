import { expect, it } from 'vitest';
import type { MadeLists } from '#domain/journal/index-file.ts';
import { hundredOf, journalPath, listPath, README_PATH, yearPath } from '#domain/journal/paths.ts';
import { hundredsIn, parseList, printList, printReadme, printYear, yearsIn } from '#domain/lists/list-pages.ts';
import type { ListedCase } from '#domain/lists/listed-case.ts';
import { same } from '#domain/words/language.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import type { ListedBlob, TextFile } from '#engine/forge/forge.ts';
import { sampleText } from '#tests/support/folders.ts';
import { sop, Walk } from '#tests/support/walked-case.ts';
import { certainLists, listAdditions } from './lists.ts';

const SITE = 'https://situs.example';
const [HEAD, MAIN] = ['r'.repeat(40), 'm'.repeat(40)];
const place = (hundred: number) => ({ year: '2026', hundred });

/** A repository in memory: the register's files, main's files, and how often it was asked. */
class Repository {
  readonly register = new Map<string, string>();
  readonly main = new Map([['sops/roles.yaml', sampleText('sops/roles.yaml')]]);
  readonly lost = new Set<string>();
  asked: string[] = [];
  readonly #pinned = new Map([
    ['b'.repeat(40), sampleText('sops/protokol-manajemen-krisis.yaml')],
    ['c'.repeat(40), sampleText(sop.request.schema)],
  ]);

  addCase(walk: Walk): void {
    this.register.set(journalPath(walk.number), walk.sealed().text);
  }

  write(additions: readonly TextFile[]): void {
    for (const { path, text } of additions) this.register.set(path, text);
  }

  list(hundred: number): ReadonlyMap<number, string> | undefined {
    return parseList(this.register.get(listPath(place(hundred))), place(hundred));
  }

  #files(commit: string): ReadonlyMap<string, string> {
    return commit === MAIN ? this.main : this.register;
  }

  readRegister = async (paths: readonly string[]) => {
    this.asked.push('readRegister');
    return new Map(paths.flatMap((path) => [[path, this.register.get(path)] as const].filter(isThere)));
  };

  readFolder = async (_commits: readonly string[], folder: string) => {
    this.asked.push('readFolder');
    const names = [...this.register.keys()].flatMap((path) =>
      path.startsWith(`${folder}/`) ? path.split('/')[1] : [],
    );
    return [[...new Set(names)].map((name) => ({ path: `${folder}/${name}`, oid: '' }))];
  };

  listFolders = async (commit: string, folders: readonly string[]): Promise<ListedBlob[]> => {
    this.asked.push('listFolders');
    const paths = [...this.#files(commit).keys()];
    return folders.flatMap((folder) =>
      paths
        .filter((path) => path.slice(0, path.lastIndexOf('/')) === folder)
        .map((path) => ({ path, oid: `${commit}:${path}`, size: 1 })),
    );
  };

  readBlobs = async (ids: readonly string[]) => {
    this.asked.push('readBlobs');
    return new Map(
      ids.map((id) => {
        if (this.lost.has(id)) throw new ForgeError('unreadable', 'ReadBlobs', 'It is not there.');
        const [commit = '', path = ''] = id.split(':');
        return [id, this.#pinned.get(id) ?? this.#files(commit).get(path) ?? ''];
      }),
    );
  };
}

const isThere = (pair: readonly [string, string | undefined]): pair is readonly [string, string] =>
  pair[1] !== undefined;

const one = (number: number, more: Partial<ListedCase> = {}): ListedCase => ({
  ...{ id: `PMK-2026-${number}`, number, decision: same('Berjalan') },
  ...more,
});

const DONE: MadeLists = { site: SITE, from: 0 };
const work = (made: MadeLists = DONE) => ({ head: HEAD, main: MAIN, made });

/** A register in which this many cases have ended, with all lists. */
function registerWith(cases: number): Repository {
  const repository = new Repository();
  const hundreds = Map.groupBy(
    Array.from({ length: cases }, (_, n) => n + 1),
    hundredOf,
  );
  for (const [hundred, numbers] of hundreds) {
    const lines = numbers.map((number) => [number, `| PMK-2026-${number} | – | ${'x'.repeat(150)} |`] as const);
    repository.register.set(listPath(place(hundred)), printList(place(hundred), new Map(lines)));
  }
  repository.register.set(yearPath('2026'), printYear('2026', hundreds.keys()));
  repository.register.set(README_PATH, printReadme(['2026']));
  return repository;
}

it.each([5, 99, 9_999])(
  'R27, R38: with %i cases, a case that ends rewrites one list of at most a hundred lines, after one read',
  async (cases) => {
    const repository = registerWith(cases);
    const { additions } = await listAdditions(repository, work(), [one(cases)]);
    expect(additions.map(({ path }) => path)).toEqual([listPath(place(hundredOf(cases)))]);
    expect(additions[0]?.text.length).toBeLessThan(30_000);
    expect(repository.asked).toEqual(['readRegister']);
  },
);

it('R27: the list and the page of the year are written if a hundred begins, and the README too if a year begins', async () => {
  const repository = registerWith(199);
  const paths = async (number: number, id: string) => {
    const { additions } = await listAdditions(repository, work(), [one(number, { id })]);
    repository.write(additions);
    return additions.map(({ path }) => path);
  };
  expect(await paths(200, 'PMK-2026-200')).toEqual([listPath(place(2)), yearPath('2026')]);
  expect(await paths(201, 'PMK-2027-201')).toEqual(['daftar/2027/2.md', yearPath('2027'), README_PATH]);
  expect(await paths(202, 'PMK-2027-202')).toEqual(['daftar/2027/2.md']);
  expect(yearsIn(repository.register.get(README_PATH))).toEqual(['2027', '2026']);
  expect(hundredsIn(repository.register.get(yearPath('2026')))).toEqual([2, 1, 0]);
  // No journal was read for a list that is certainly new.
  expect(new Set(repository.asked)).toEqual(new Set(['readRegister']));
});

it('R27: a case whose line is as the list has it writes nothing', async () => {
  const repository = registerWith(5);
  repository.write((await listAdditions(repository, work(), [one(5)])).additions);
  expect((await listAdditions(repository, work(), [one(5)])).additions).toEqual([]);
});

const REQUEST = { kegiatan: { jenis: 'rapat', judul: 'Rapat siaga' } };

/** An office from before the lists, with cases in three hundreds; the first is completed and on main. */
function oldOffice(): Repository {
  const repository = new Repository();
  repository.addCase(new Walk(3).submit(REQUEST).to('pelaksanaan').approve({ end: 'completed' }));
  repository.addCase(new Walk(4).submit(REQUEST).to('pelaksanaan').approve({ end: 'completed' }));
  repository.addCase(new Walk(150).submit(REQUEST).withdraw());
  repository.addCase(new Walk(920).submit(REQUEST, { nature: 'rahasia' }));
  repository.addCase(new Walk(921).submit(REQUEST));
  repository.main.set('requests/2026/rahasia-3/request.yaml', '');
  repository.register.set(README_PATH, '# Register\n');
  return repository;
}

it('R27: in a register from before the lists, a case that changes brings the list of its whole hundred', async () => {
  const repository = oldOffice();
  const { additions, made } = await listAdditions(repository, work({ site: SITE }), [one(921)]);
  expect(additions.map(({ path }) => path)).toEqual([listPath(place(9)), yearPath('2026'), README_PATH]);
  repository.write(additions);
  expect([...(repository.list(9)?.keys() ?? [])]).toEqual([920, 921]);
  expect(repository.list(9)?.get(920)).not.toContain('Rapat siaga');
  expect(made).toEqual({ site: SITE });
});

it('R27: each scheduled run makes the lists of one more hundred, the newest first, and then asks nothing more', async () => {
  const repository = oldOffice();
  let made = certainLists(undefined, SITE, false);
  const reached: unknown[] = [];
  for (let run = 0; run < 4; run += 1) {
    repository.asked = [];
    const next = await listAdditions(repository, work(made), [], true);
    repository.write(next.additions);
    made = next.made;
    reached.push([made.from, repository.asked.length > 0]);
  }
  expect(reached).toEqual([
    [9, true],
    [1, true],
    [0, true],
    [0, false],
  ]);
  expect([0, 1, 9].map((hundred) => [...(repository.list(hundred)?.keys() ?? [])])).toEqual([
    [3, 4],
    [150],
    [920, 921],
  ]);
  expect(hundredsIn(repository.register.get(yearPath('2026')))).toEqual([9, 1, 0]);
  // Main has the files of case 3, and not those of case 4.
  expect(repository.list(0)?.get(3)).toContain('tree/main/requests/2026/rahasia-3)');
  expect(repository.list(0)?.get(3)).toContain('| Staf/operator / Operator |');
  expect(repository.list(0)?.get(4)).toMatch(/ \| – \|$/);
});

it('R27, R31: a journal or an SOP that cannot be read keeps no other case from its list', async () => {
  const repository = oldOffice();
  const lost = new Walk(922).submit(REQUEST);
  if (lost.entries[0]?.opens) lost.entries[0].opens.procedure = { path: 'sops/lain.yaml', blob: 'd'.repeat(40) };
  repository.addCase(lost);
  repository.lost.add('d'.repeat(40));
  repository.addCase(new Walk(923).submit(REQUEST));
  repository.lost.add(`${HEAD}:${journalPath(923)}`);
  repository.register.set(journalPath(920), 'rusak\n');
  const { additions } = await listAdditions(repository, work({ site: SITE }), [one(150)]);
  expect(additions.map(({ path }) => path)).toContain(listPath(place(1)));
  repository.write((await listAdditions(repository, work({ site: SITE }), [], true)).additions);
  expect([...(repository.list(9)?.keys() ?? [])]).toEqual([921]);
});

it('R27: a list that is damaged is made anew from the journals', async () => {
  const repository = oldOffice();
  repository.write((await listAdditions(repository, work({ site: SITE }), [], true)).additions);
  const path = listPath(place(9));
  repository.register.set(path, `${repository.register.get(path)}Berkas 920 batal.\n`);
  repository.write((await listAdditions(repository, work({ site: SITE, from: 9 }), [one(921)])).additions);
  expect([...(repository.list(9)?.keys() ?? [])]).toEqual([920, 921]);
});

it('R27: lists that link to another site are made anew, and a program that knows no site leaves them', () => {
  expect(certainLists(DONE, 'https://lain.example', false)).toEqual({ site: 'https://lain.example' });
  expect(certainLists(DONE, undefined, false)).toEqual(DONE);
  expect(certainLists(DONE, SITE, false)).toBe(DONE);
  expect(certainLists(undefined, SITE, true)).toEqual(DONE);
  expect(certainLists(undefined, undefined, false)).toEqual({});
});
