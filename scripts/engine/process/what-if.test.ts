import { expect, test } from 'vitest';
import type { CaseView } from '#engine/forge/forge.ts';
import { configFolder } from '#engine/config/folder.ts';
import { whatIfMarker } from '#domain/what-if/comment.ts';
import { FIRST } from '#tests/support/folders.ts';
import { commentWhatIf, isWhatIfDue } from './what-if.ts';

const config = await configFolder(FIRST);
const SOP = 'sops/protokol-manajemen-krisis.yaml';

/** Returns a pull request that changes these files. */
function pull(paths: readonly string[], more: Partial<CaseView['pull']> = {}): CaseView['pull'] {
  return {
    number: 7,
    nodeId: 'PR_7',
    title: 'SOP',
    url: '',
    branch: 'sop/lain',
    head: 'a'.repeat(40),
    branchHead: 'a'.repeat(40),
    base: 'main',
    baseHead: 'b'.repeat(40),
    baseExists: true,
    main: 'b'.repeat(40),
    foreign: false,
    draft: false,
    state: 'open',
    opener: { id: 1, login: 'contoh', kind: 'user' },
    createdAt: '2026-12-01T01:00:00Z',
    updatedAt: '2026-12-01T01:00:00Z',
    labels: [],
    requested: [],
    status: undefined,
    reviews: [],
    ownComments: [],
    files: paths.map((path) => ({ path, status: 'modified' as const })),
    fileCount: paths.length,
    ...more,
  };
}

test.each<[readonly string[], boolean]>([
  [[SOP], true],
  [['sops/lain.yaml'], true],
  [['sops/roles.yaml'], true],
  [['sops/calendar.yaml', 'README.md'], true],
  [['schemas/permohonan-tcm.schema.json'], true],
  [['schemas/lain.schema.json'], false],
  [['sops/letterhead.yaml'], true],
  [['sops/documents/surat-balasan.yaml'], true],
  [['sops/README.md'], false],
  [['docs/rules.md'], false],
])('whether a change of %j asks for a what-if: %s', (paths, due) => {
  expect(isWhatIfDue({ pull: pull(paths), config })).toBe(due);
});

test('security 53: no what-if is due for a pull request from another repository, or for a closed pull request', () => {
  expect(isWhatIfDue({ pull: pull([SOP], { foreign: true }), config })).toBe(false);
  expect(isWhatIfDue({ pull: pull([SOP], { state: 'closed' }), config })).toBe(false);
});

test('a what-if comment for another head or configuration is written again, also if no SOP is changed any more', () => {
  const body = `${whatIfMarker('lain')}\n\nLama.`;
  expect(isWhatIfDue({ pull: pull([SOP], { ownComments: [{ id: 1, body }] }), config })).toBe(true);
  expect(isWhatIfDue({ pull: pull([], { ownComments: [{ id: 1, body }] }), config })).toBe(true);
  expect(isWhatIfDue({ pull: pull([], { ownComments: [{ id: 1, body: 'Lain.' }] }), config })).toBe(false);
});

test('R31: an error of a what-if is logged, and is not thrown', async () => {
  const said: string[] = [];
  const forge = {
    readCase: async () => {
      throw new RangeError('rusak');
    },
  };
  await commentWhatIf({ forge, log: (text: { en: string }) => void said.push(text.en) } as never, 7);
  expect(said).toEqual([expect.stringContaining('#7: what-if: RangeError: rusak')]);
});
