import { afterEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseConfigurations } from '#domain/journal/configurations.ts';
import { CONFIGURATIONS_PATH } from '#domain/journal/paths.ts';
import { type Outcome, reconcile } from '#engine/process/reconcile.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { label, push, requestFiles, requestPath, review, sampleRequest, setState, submit } from '../support/office.ts';
import { approve, sendBack, straightWalk, tick, walkTo } from '../support/walk.ts';
import { close, office, open, settle, wire } from '../support/wired-office.ts';

afterEach(close);

/**
 * Checks how often a run called the forge: at most this many reads, one commit if there are entries, and one write for
 * each effect.
 */
function expectBudget({ entries, effects }: Outcome, reads: number): void {
  const count = wire.count();
  const writes = effects.reduce(
    // If some reviews are requested and other requests are withdrawn, that is two writes.
    (sum, effect) =>
      sum + (effect.do === 'request-reviews' && effect.add.length > 0 && effect.remove.length > 0 ? 2 : 1),
    0,
  );
  // Before it moves main, a merge makes a tree and a commit, as the first commit of a register does.
  const made = effects.some((effect) => effect.do === 'merge') ? 2 : 0;
  expect(count).toEqual({ read: count.read, register: (entries.length > 0 ? 1 : 0) + made, write: writes });
  expect(count.read).toBeLessThanOrEqual(reads);
}

test('R38: an event costs at most three reads, one more for each new attachment, one commit and the writes that differ', async () => {
  await open();
  const first = await submit(office, 'contoh-opd', 'pertama', sampleRequest());
  await office.run(first);
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  wire.count();
  expectBudget(await office.run(number), 3 + 1);
  for (const { who, body, row } of straightWalk()) {
    if (row === 10) office.setNow('2026-12-05T03:40:00Z');
    tick(office);
    // A refused act costs no more than an accepted one.
    await review(office, 'contoh-kabid-ikp', number, 'APPROVE', `row ${row}`);
    expectBudget(await office.run(number), 3);
    await review(office, who, number, 'APPROVE', body);
    const run = await office.run(number);
    expect(run.entries.map(({ kind }) => kind)).toContain('accepted');
    expectBudget(run, 3);
  }
  expect((await office.state(number))?.end?.kind).toBe('completed');
});

test('R38: a push costs at most three reads, because a letter that was read before is not read again', async () => {
  await open();
  const number = await submit(office, 'contoh-opd', 'berubah', sampleRequest());
  await walkTo(office, number, 3);
  tick(office);
  const changed = { ...sampleRequest(), kegiatan: { jenis: 'rapat', judul: 'Rapat lain' } };
  await push(office, 'contoh-opd', 'permohonan/berubah', requestFiles('berubah', changed));
  wire.count();
  const run = await office.run(number);
  expect(run.entries.map(({ kind }) => kind)).toEqual(['superseded']);
  expectBudget(run, 3);
});

test('R38, R48: a push by another account costs four reads, however many came before it, and only the first costs a commit', async () => {
  await open();
  const number = await submit(office, 'contoh-opd', 'asing', sampleRequest());
  await walkTo(office, number, 3);
  const costs: unknown[] = [];
  for (const title of ['Satu', 'Dua', 'Tiga', 'Empat', 'Lima']) {
    tick(office);
    const other = { ...sampleRequest(), kegiatan: { jenis: 'rapat', judul: title } };
    await push(office, 'contoh-bpbd', 'permohonan/asing', requestFiles('asing', other));
    wire.count();
    const { entries, effects } = await office.run(number);
    expect(effects.map((effect) => effect.do)).toContain('set-back');
    costs.push({ entries: entries.length, ...wire.count() });
  }
  const again = { entries: 0, read: 4, register: 0, write: 2 };
  expect(costs).toEqual([{ entries: 1, read: 4, register: 1, write: 4 }, again, again, again, again]);
});

test('R30, R38: a comment that decides nothing costs two reads and no write', async () => {
  await open();
  const number = await submit(office, 'contoh-opd', 'tenang', sampleRequest());
  await walkTo(office, number, 3);
  await review(office, 'contoh-walikota', number, 'COMMENT', 'Saya ikuti.');
  wire.count();
  await office.run(number);
  expect(wire.count()).toEqual({ read: 2, register: 0, write: 0 });
});

test('R28: the process’s own writes do not make a case look new; after a run that wrote no status, the case is read once more', async () => {
  await open();
  const numbers: number[] = [];
  for (const slug of ['satu', 'dua', 'tiga']) numbers.push(await submit(office, 'contoh-opd', slug, sampleRequest()));
  const [one = 0, two = 0, three = 0] = numbers;
  for (const number of numbers) await office.run(number);
  await settle();
  tick(office);
  // The first run writes everything, with the status last. The second writes a dismissal, and the third writes labels.
  await approve(office, one, 'contoh-tu');
  await review(office, 'contoh-walikota', two, 'APPROVE');
  await office.run(two);
  await label(office, 'contoh-bpbd', three, ['decap-cms/pending_publish']);
  await office.run(three);
  const looked = await office.scheduledRun();
  expect(looked.map(({ number, entries, effects }) => [number, entries, effects])).toEqual(
    [two, three].map((number) => [number, [], []]),
  );
  wire.count();
  expect(await office.scheduledRun()).toEqual([]);
  expect(wire.count()).toEqual({ read: 1, register: 0, write: 0 });
});

test('R28, R38: a scheduled run finds an act by the listing, with three reads and one commit, and the next one does nothing', async () => {
  await open();
  const deps = { ...office.deps, siteUrl: 'https://situs.example' };
  const number = await submit(office, 'contoh-opd', 'lupa', sampleRequest());
  await scheduledRun(deps);
  await scheduledRun(deps);
  const events: [who: string, kind: string][] = [
    ['contoh-walikota', 'refused'],
    ['contoh-tu', 'accepted'],
  ];
  for (const [who, kind] of events) {
    tick(office);
    await review(office, who, number, 'APPROVE');
    wire.count();
    expect((await scheduledRun(deps)).flatMap(({ entries }) => entries.map((entry) => entry.kind))).toEqual([kind]);
    expect(wire.count()).toMatchObject({ read: 3, register: 1 });
    expect(await scheduledRun(deps)).toEqual([]);
    expect(wire.count()).toEqual({ read: 1, register: 0, write: 0 });
  }
});

test('R28, R30: each end costs one commit, and a later scheduled run notes in one commit that the effects of all ends are done', async () => {
  await open();
  const deps = { ...office.deps, siteUrl: 'https://situs.example' };
  const numbers: number[] = [];
  for (const slug of ['satu', 'dua']) numbers.push(await submit(office, 'contoh-opd', slug, sampleRequest()));
  await scheduledRun(deps);
  await scheduledRun(deps);
  for (const number of numbers) {
    tick(office);
    await setState(office, 'contoh-opd', number, 'closed');
    wire.count();
    expect(
      (await scheduledRun(deps, { ended: false })).flatMap(({ entries }) => entries.map(({ end }) => end)),
    ).toEqual(['withdrawn']);
    expect(wire.count()).toMatchObject({ read: 3, register: 1 });
  }
  expect(await scheduledRun(deps, { ended: false })).toEqual([]);
  wire.count();
  expect((await scheduledRun(deps)).map(({ number }) => number)).toEqual(numbers);
  expect(wire.count()).toMatchObject({ register: 1, write: 0 });
  expect(await scheduledRun(deps)).toEqual([]);
});

test('R28, security 9: the next run applies the effect that a killed run left out, and replaces a status of another account', async () => {
  await open();
  const deps = { ...office.deps, siteUrl: 'https://situs.example' };
  const number = await submit(office, 'contoh-opd', 'putus', sampleRequest());
  await scheduledRun(deps);
  tick(office);
  await review(office, 'contoh-tu', number, 'APPROVE');
  const { applyEffects } = office.forge;
  const dying: typeof office.forge = {
    ...office.forge,
    applyEffects: async (pull, effects) => {
      await applyEffects(pull, effects.slice(0, -1));
      throw new Error('killed');
    },
  };
  await expect(scheduledRun({ ...deps, forge: dying })).rejects.toThrow('fault of the program');
  expect((await scheduledRun(deps)).flatMap(({ effects }) => effects.map((effect) => effect.do))).toEqual(['status']);
  expect(await scheduledRun(deps)).toEqual([]);
  const { status, head } = (await office.forge.readCase(number)).pull;
  await (
    await office.as('contoh-opd')
  ).request('POST /repos/{owner}/{repo}/statuses/{sha}', {
    owner: office.local.owner,
    repo: office.local.repo,
    sha: head,
    context: 'disposisi',
    state: 'success',
    description: status?.description ?? '',
  });
  expect((await scheduledRun(deps)).flatMap(({ effects }) => effects.map((effect) => effect.do))).toEqual(['status']);
  expect((await office.forge.readCase(number)).pull.status).toEqual(status);
});

test('R28: a program that keeps running does not read again a case that it has just handled, and still sees what others did', async () => {
  await open();
  const lasting = { ...office.deps, finished: new Map<number, string>() };
  const number = await submit(office, 'contoh-opd', 'lama', sampleRequest());
  await reconcile(lasting, number);
  await scheduledRun(lasting);
  tick(office);
  await review(office, 'contoh-tu', number, 'APPROVE');
  await review(office, 'contoh-walikota', number, 'APPROVE');
  expect((await reconcile(lasting, number)).effects.map((effect) => effect.do)).toContain('dismiss');
  wire.count();
  expect(await scheduledRun(lasting)).toEqual([]);
  expect(wire.count()).toEqual({ read: 1, register: 0, write: 0 });
  await review(office, 'contoh-walikota', number, 'COMMENT', 'Saya ikuti.');
  expect((await scheduledRun(lasting)).map((run) => run.number)).toEqual([number]);
  expect(await scheduledRun(lasting)).toEqual([]);
  // Another program journals a reminder and is killed. Only the index shows that effects are missing.
  office.setNow('2026-12-01T01:30:00Z');
  const pause = async (point: string) => {
    if (point === 'appended') throw new Error('killed');
  };
  await expect(reconcile({ ...office.deps, pause }, number)).rejects.toThrow('killed');
  expect((await scheduledRun(lasting)).flatMap(({ effects }) => effects.map((effect) => effect.do))).toContain(
    'comment',
  );
  expect(await scheduledRun(lasting)).toEqual([]);
});

test('R28: a comment that decides nothing is not read by every scheduled run', async () => {
  await open();
  const number = await submit(office, 'contoh-opd', 'komentar', sampleRequest());
  await office.run(number);
  await settle();
  await review(office, 'contoh-walikota', number, 'COMMENT', 'Saya ikuti.');
  expect((await office.scheduledRun()).map((run) => [run.number, run.entries])).toEqual([[number, []]]);
  await settle();
});

test('R28: after a lost trigger the scheduled run finds an act, a push, a close, a resubmission and a first submission', async () => {
  await open();
  const acted = await submit(office, 'contoh-opd', 'tindakan', sampleRequest());
  const pushed = await submit(office, 'contoh-opd', 'kiriman', sampleRequest());
  const closed = await submit(office, 'contoh-opd', 'tutup', sampleRequest());
  const returned = await submit(office, 'contoh-opd', 'kembali', sampleRequest());
  for (const number of [acted, pushed, closed]) await office.run(number);
  await walkTo(office, returned, 3);
  await sendBack(office, returned, 'contoh-kepala-dinas', 'Lengkapi surat.');
  await settle();
  tick(office);
  await review(office, 'contoh-tu', acted, 'APPROVE');
  await push(office, 'contoh-opd', 'permohonan/kiriman', {
    [requestPath('kiriman')]: stringify({ ...sampleRequest(), kegiatan: { jenis: 'rapat', judul: 'Lain' } }),
  });
  await setState(office, 'contoh-opd', closed, 'closed');
  await label(office, 'contoh-opd', returned, ['decap-cms/pending_review']);
  const late = await submit(office, 'contoh-opd', 'baru', sampleRequest());
  expect((await office.scheduledRun()).map(({ number, entries }) => [number, entries.map(({ kind }) => kind)])).toEqual(
    [
      [acted, ['accepted']],
      [pushed, ['superseded']],
      [closed, ['withdrawn']],
      [returned, ['submitted']],
      [late, ['submitted']],
    ],
  );
  await settle();
});

test('R17, R28: after a change of the roles, one scheduled run reads every open case', async () => {
  await open();
  const numbers: number[] = [];
  for (const slug of ['satu', 'dua']) numbers.push(await submit(office, 'contoh-opd', slug, sampleRequest()));
  await settle();
  const adopted = async () =>
    parseConfigurations((await office.forge.readRegister([CONFIGURATIONS_PATH])).get(CONFIGURATIONS_PATH));
  expect(await adopted()).toHaveLength(1);
  const { config } = await office.forge.readCase(numbers[0] ?? 0);
  const roles = config.find(({ path }) => path === 'sops/roles.yaml')?.text ?? '';
  const main = await office.local.seed({ 'sops/roles.yaml': `${roles}\n# Diperiksa.\n` }, 'Roles');
  expect((await office.scheduledRun()).map(({ number, entries }) => [number, entries])).toEqual(
    numbers.map((number) => [number, []]),
  );
  wire.count();
  expect(await office.scheduledRun()).toEqual([]);
  expect(wire.count()).toEqual({ read: 1, register: 0, write: 0 });
  const lines = await adopted();
  expect([lines.length, lines.at(-1)?.main]).toEqual([2, main]);
});
