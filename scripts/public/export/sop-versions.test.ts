import { expect, it } from 'vitest';
import { publicVersions, type ReadSops, readableSops, sopTimelines } from './sop-versions.ts';

const sop = (id: string, more = ''): string => `id: ${id}\ntitle: { id: SOP ${id}, en: SOP ${id} }\nsteps: []\n${more}`;
const blob = (n: number): string => String(n).repeat(40);
const at = (hour: number): string => `2026-11-25T0${hour}:00:00Z`;

/**
 * Makes a history of main’s procedures.
 * @param moves changes at full hours: a path, and the file’s new content, or null for a removed file. The changes of
 *   one hour are one commit.
 */
function sopsOf(moves: readonly (readonly [hour: number, path: string, content: string | null])[]): ReadSops {
  const contents = [...new Set(moves.flatMap(([, , content]) => content ?? []))];
  const idOf = (content: string): string => blob(contents.indexOf(content) + 1);
  return {
    history: {
      ...{ head: 'f'.repeat(40), isWhole: true },
      moves: moves.map(([hour, path, content]) => ({
        ...{ path, commit: `c${hour}`, at: at(hour) },
        ...(content === null ? {} : { blob: idOf(content) }),
      })),
    },
    texts: new Map(contents.map((content) => [idOf(content), content])),
  };
}
const timelines = (sops: ReadSops) =>
  sopTimelines(sops, { roles: {} }).map(({ procedure, versions }) => [
    procedure,
    ...versions.map(({ revision, path, from, until }) => [
      revision[0],
      path,
      from?.slice(12, 13),
      until?.slice(12, 13),
    ]),
  ]);

it('a version is in force until the next one, and a file of another kind is no SOP', () => {
  const moves = [
    [1, 'sops/a.yaml', sop('a')],
    [1, 'sops/catatan.yaml', 'hanya: catatan\n'],
    [2, 'sops/a.yaml', sop('a', 'zone: Asia/Jakarta\n')],
  ] as const;
  expect(timelines(sopsOf(moves))).toEqual([
    ['a', ['1', 'sops/a.yaml', '1', '2'], ['3', 'sops/a.yaml', '2', undefined]],
  ]);
});

it('a file that is renamed, or renamed and changed, is the same SOP', () => {
  expect(
    timelines(
      sopsOf([
        [1, 'sops/a.yaml', sop('a')],
        [2, 'sops/a.yaml', null],
        [2, 'sops/b.yaml', sop('a')],
      ]),
    ),
  ).toEqual([['a', ['1', 'sops/b.yaml', '1', undefined]]]);
  expect(
    timelines(
      sopsOf([
        [1, 'sops/a.yaml', sop('a')],
        [2, 'sops/a.yaml', null],
        [2, 'sops/b.yaml', sop('a', 'short: A\n')],
      ]),
    ),
  ).toEqual([['a', ['1', 'sops/a.yaml', '1', '2'], ['2', 'sops/b.yaml', '2', undefined]]]);
});

it('an SOP that is removed and added again has a gap, and its same text is listed as another version', () => {
  const moves = [
    [1, 'sops/a.yaml', sop('a')],
    [2, 'sops/a.yaml', null],
    [3, 'sops/a.yaml', sop('a')],
  ] as const;
  expect(timelines(sopsOf(moves))).toEqual([
    ['a', ['1', 'sops/a.yaml', '1', '2'], ['1', 'sops/a.yaml', '3', undefined]],
  ]);
});

it('an SOP ends when its file gets another SOP', () => {
  expect(
    timelines(
      sopsOf([
        [1, 'sops/a.yaml', sop('a')],
        [2, 'sops/a.yaml', sop('b')],
      ]),
    ),
  ).toEqual([
    ['a', ['1', 'sops/a.yaml', '1', '2']],
    ['b', ['2', 'sops/a.yaml', '2', undefined]],
  ]);
});

it('a version that today’s schema does not accept is compared with the version before it, and has no table', () => {
  const sops = sopsOf([
    [1, 'sops/a.yaml', sop('a')],
    [2, 'sops/a.yaml', sop('a', 'lama: 1\n')],
  ]);
  expect(readableSops(sops).size).toBe(0);
  expect(sopTimelines(sops, { roles: {} })[0]?.versions[1]?.changes).toMatchObject([{ kind: 'added', path: '/lama' }]);
});

it('a version is readable if its text can be read; of the versions that main’s history lacks, only the current one is readable', () => {
  const sops = sopsOf([
    [1, 'sops/a.yaml', sop('a')],
    [2, 'sops/a.yaml', 'id: [\n'],
  ]);
  const [timeline] = sopTimelines(sops, { roles: {} });
  expect(timeline?.versions.map(({ readable }) => readable)).toEqual([true, false]);
  const counted = [{ revision: blob(8), cases: 1, open: 1, first: at(1) }];
  const names = { procedures: [], revisions: { a: blob(9) } };
  const { versions } = publicVersions('a', { timeline, history: sops.history }, counted, names);
  expect(versions.map(({ revision, readable, current }) => [revision[0], readable, current])).toEqual([
    ['9', true, true],
    ['2', false, false],
    ['1', true, false],
    ['8', false, false],
  ]);
});

it('an SOP that the office no longer has is not in force, and none of its versions is current', () => {
  const sops = sopsOf([
    [1, 'sops/a.yaml', sop('a')],
    [2, 'sops/a.yaml', null],
  ]);
  const [timeline] = sopTimelines(sops, { roles: {} });
  const counted = [{ revision: blob(1), cases: 2, open: 1, first: at(1) }];
  const reported = publicVersions('a', { timeline, history: sops.history }, counted, { procedures: [], revisions: {} });
  expect(reported).toMatchObject({ inForce: false, complete: true, title: { id: 'SOP a' } });
  expect(reported.versions).toMatchObject([{ current: false, cases: 2, open: 1, until: at(2) }]);
});
