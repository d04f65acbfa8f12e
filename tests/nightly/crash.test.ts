import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Outcome } from '#engine/process/reconcile.ts';
import { reconcile } from '#engine/process/reconcile.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { type MortalOffice, openMortalOffice } from '../support/mortal.ts';
import { openOffice, pullOf, review, sampleRequest, setState, submit } from '../support/office.ts';
import { type Act, approve, straightWalk, tick, walkTo } from '../support/walk.ts';
import { openWire, type Wire } from '../support/wire.ts';

let office: MortalOffice;
const wire: Wire = openWire();
afterEach(() => office.close());

/**
 * The moment at which the forge is killed: at a point of the run after an act, or, as a number, before that write of
 * the run.
 */
type Moment = 'before the run' | 'read' | 'judged' | 'appended' | number;

/**
 * Runs over a case, and kills the forge at the given moment.
 * @returns undefined if the forge is killed before the run
 */
async function runAndDie(number: number, moment: Moment): Promise<Outcome | undefined> {
  if (moment === 'before the run') {
    await office.kill();
    return undefined;
  }
  let writes = 0;
  wire.fault = (call) => {
    if (call.kind !== 'write') return undefined;
    writes += 1;
    return writes === moment
      ? async () => {
          await office.kill();
          throw new TypeError('fetch failed');
        }
      : undefined;
  };
  const run = await reconcile(
    { ...office.deps, pause: async (point) => (point === moment ? office.kill() : undefined) },
    number,
  );
  wire.fault = undefined;
  return run;
}

/**
 * Returns the first line of each comment of the process, which identifies the comment. If a comment was written twice,
 * its line is listed twice.
 */
async function commentsOf(number: number): Promise<string[]> {
  const { ownComments } = (await office.forge.readCase(number)).pull;
  return ownComments.map(({ body }) => body.split('\n')[0] ?? '');
}

test('R28, R26: although the forge is killed at a different moment of each act, the case is merged; no act is lost, no comment doubled', async () => {
  office = await openMortalOffice(wire);
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  const moments: Moment[] = ['before the run', 'read', 'judged', 'appended', 1, 2, 3, 'appended', 4];
  await office.run(number);
  for (const [n, { who, body, row }] of straightWalk().entries()) {
    if (row === 10) office.setNow('2026-12-05T03:40:00Z');
    tick(office);
    await review(office, who, number, 'APPROVE', body);
    const moment = moments[n] ?? 'appended';
    const dead = await runAndDie(number, moment);
    expect([moment, dead === undefined || dead.runError !== undefined]).toEqual([moment, true]);
    await office.start();
    // No trigger is repeated. The scheduled run alone writes what is missing.
    await office.scheduledRun();
    expect([moment, (await office.journal(number)).filter(({ kind }) => kind === 'accepted').length]).toEqual([
      moment,
      n + 1,
    ]);
    const after = await office.run(number);
    expect([moment, after.entries, after.effects]).toEqual([moment, [], []]);
  }
  expect((await office.state(number))?.end?.kind).toBe('completed');
  expect((await pullOf(office, number)).merged).toBe(true);
  const comments = await commentsOf(number);
  expect(comments).toEqual([...new Set(comments)]);
  expect((await verifyClone(join(office.folder, 'repo.git'))).findings).toEqual([]);
}, 120_000);

test('R28: if a run ends between its commit and its effects, the next scheduled run applies the effects', async () => {
  office = await openMortalOffice(wire);
  const number = await submit(office, 'contoh-opd', 'mati', sampleRequest());
  await walkTo(office, number, 3);
  await office.scheduledRun();
  expect(await office.scheduledRun()).toEqual([]);
  tick(office);
  await review(office, 'contoh-kepala-dinas', number, 'APPROVE', 'Tindak lanjuti.');
  const died = new Error('killed');
  const pause = async (point: string) => {
    if (point === 'appended') throw died;
  };
  await expect(reconcile({ ...office.deps, pause }, number)).rejects.toBe(died);
  expect((await office.state(number))?.visit.row).toBe(4);
  const labels = async () => (await pullOf(office, number)).labels.map(({ name }) => name);
  expect(await labels()).toContain('baris/3');
  await office.scheduledRun();
  expect(await labels()).toContain('baris/4');
  expect(await office.scheduledRun()).toEqual([]);
});

test('R28, R30: if a run dies before it notified anybody of an end, the next scheduled run writes the notice', async () => {
  office = await openMortalOffice(wire);
  const number = await submit(office, 'contoh-opd', 'ditolak', sampleRequest());
  await walkTo(office, number, 3);
  await office.scheduledRun();
  tick(office);
  await review(office, 'contoh-kepala-dinas', number, 'COMMENT', 'Bukan keadaan krisis.');
  await setState(office, 'contoh-kepala-dinas', number, 'closed');
  const pause = async (point: string) => {
    if (point === 'appended') throw new Error('killed');
  };
  await expect(reconcile({ ...office.deps, pause }, number)).rejects.toThrow('killed');
  expect((await office.state(number))?.end?.kind).toBe('rejected');
  const reported = async () =>
    (await office.forge.readCase(number)).pull.ownComments.map(({ body }) => body).join('\n');
  expect(await reported()).not.toContain('notice:ended');
  await office.scheduledRun();
  expect(await reported()).toContain('notice:ended');
  expect(await reported()).toContain('`Bukan keadaan krisis`');
  expect(await office.scheduledRun()).toEqual([]);
});

test('R28: if the forge is killed after every act, one late run writes the same journal as several runs without kills', async () => {
  office = await openMortalOffice(wire);
  const calm = await openOffice();
  try {
    const acts: Act[] = straightWalk().slice(0, 4);
    const numbers = [
      await submit(office, 'contoh-opd', 'sama', sampleRequest()),
      await submit(calm, 'contoh-opd', 'sama', sampleRequest()),
    ];
    for (const act of acts) {
      tick(calm);
      tick(office);
      await approve(calm, numbers[1] ?? 0, act.who, act.body);
      await review(office, act.who, numbers[0] ?? 0, 'APPROVE', act.body);
      await office.kill();
      await office.start();
    }
    // One late run reads the whole history, after every trigger was lost.
    await office.scheduledRun();
    const reported = async (each: typeof calm, number: number) =>
      (await each.journal(number)).map(({ kind, at, step, gesture, late, next }) => ({
        kind,
        at,
        step,
        gesture,
        late,
        next,
      }));
    expect(await reported(office, numbers[0] ?? 0)).toEqual(await reported(calm, numbers[1] ?? 0));
  } finally {
    await calm.close();
  }
});
