import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyIndex, printIndex } from '#domain/journal/index-file.ts';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';
import { compareHistories } from './compare.ts';
import type { ErasePlan } from './plan.ts';
import { refuseFindings, refuseUnfinished } from './refusals.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tolak-'));
  initRepository(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const register = (files: Record<string, string>): string => importCommits(folder, 'register', [{ files }])[0] ?? '';

it.each([
  ['an ended case that the forge may not show yet', { ending: [5] }],
  ['an open case that was not looked at', { cases: { 5: { mark: '' } } }],
])('R50: with %s, nothing is erased, and the message names the pull request', async (_what, known) => {
  const head = register({ 'index.json': JSON.stringify({ ...emptyIndex, ...known }) });
  await expect(refuseUnfinished('.disposisi', folder, head)).rejects.toMatchObject({
    text: { en: expect.stringMatching(/^\.disposisi — This office has not finished its work \(#5\)\. Run npm start/) },
  });
});

it('R50: an office that has finished its work is not refused', async () => {
  const open = { ...emptyIndex, cases: { 5: { mark: 'm' } } };
  await refuseUnfinished('.disposisi', folder, register({ 'index.json': JSON.stringify(open) }));
});

it('R50: of a register with findings nothing is erased, and the message has the first finding', async () => {
  register({ 'index.json': printIndex(emptyIndex), 'asing.txt': 'x' });
  await expect(refuseFindings(folder, 'kantor')).rejects.toMatchObject({
    text: { en: expect.stringMatching(/^kantor — Verification has 1 finding, .*does not belong in a register/) },
  });
});

it('R50: a new history that differs in a file which is not erased is refused, and so is one without a ref', async () => {
  const [old = '', now = ''] = [
    ...importCommits(folder, 'main', [{ files: { 'sops/a.yaml': 'a: 1\n' } }]),
    ...importCommits(folder, 'other', [{ files: { 'sops/a.yaml': 'a: 2\n' } }]),
  ];
  const refs = [{ name: 'refs/heads/main', oid: old }];
  const nothing = { files: new Set<string>(), keepers: [], returned: [] };
  const plan: ErasePlan = { head: old, main: old, log: undefined, cases: [], others: [], refs, ...nothing };
  const same = { plan, own: new Map(), refs, head: old };
  const at = { from: folder, to: folder };
  await expect(compareHistories(at, { ...same, pairs: [[old, now]] })).rejects.toThrow(/differs .* in sops\/a\.yaml/);
  await expect(compareHistories(at, { ...same, refs: [], pairs: [] })).rejects.toThrow(/refs\/heads\/main is missing/);
  await compareHistories(at, { ...same, pairs: [[old, old]] });
});
