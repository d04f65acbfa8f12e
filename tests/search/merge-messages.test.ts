import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import type { Deps } from '#engine/process/deps.ts';
import { reconcile } from '#engine/process/reconcile.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { type Office, openOffice, review, sampleRequest, submit } from '../support/office.ts';
import { findingsOf } from '../support/office-register.ts';
import { straightWalk, tick } from '../support/walk.ts';

const SITE = 'https://situs.example';

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

test('R27, R29: lists that a version before 0.8 left are not read, and are not written any more', async () => {
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  await reconcile(deps, number);
  const [path, text] = ['daftar/2026/0.md', '# Daftar berkas 2026\n'];
  const index = onRegister(INDEX_PATH).replace('{\n', '{\n  "lists": {"from":0},\n');
  const head = git('rev-parse', 'register').trim();
  const files = [
    { path, text },
    { path: INDEX_PATH, text: index },
  ];
  expect(await office.forge.appendRegister(head, 'lists', files)).not.toBe('moved');
  expect(await findingsOf(office)).toEqual([]);
  tick(office);
  await review(office, 'contoh-tu', number, 'APPROVE');
  await reconcile(deps, number);
  expect([onRegister(path), onRegister(INDEX_PATH).includes('"lists"')]).toEqual([text, false]);
  expect(await findingsOf(office)).toEqual([]);
}, 60_000);
