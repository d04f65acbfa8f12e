import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { reconcile } from '#engine/process/reconcile.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { verifyClone } from '#engine/register/clone.ts';
import fc from '../support/fast-check.ts';
import { type Office, openOffice, pullOf, review, sampleRequest, setState, submit } from '../support/office.ts';
import { rounds } from '../support/rounds.ts';
import { interleave, orders } from '../support/steps.ts';
import { approve, straightWalk, tick } from '../support/walk.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

let count = 0;
async function newCase(): Promise<number> {
  count += 1;
  const [login, account] = count % 2 ? ['contoh-opd', 'contoh-opd'] : ['contoh-bpbd', 'contoh-bpbd'];
  const number = await submit(office, login, `permohonan-${count}`, sampleRequest({ account }));
  await office.run(number);
  return number;
}

/** Returns the numbers of the cases that have a room, by the register’s index. */
const bookings = async () =>
  parseIndex((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH)).bookings.map(({ number }) => number);

/** Expects that a further run has nothing to do. */
async function settled(...numbers: number[]): Promise<void> {
  for (const number of numbers) {
    expect((await office.run(number)).runError).toBe(undefined);
    const again = await office.run(number);
    expect([again.entries, again.effects]).toEqual([[], []]);
  }
}

/** Returns an order of steps, and then its reverse for the second try of the run that lost the race. */
const choices = (order: readonly number[]): number[] => [...order, ...order.toReversed()];

test('security 17, R13, R26: two receipts at once, in many orders of their steps, get the next two agenda numbers', async () => {
  const given: number[] = [];
  let raced = 0;
  const some = orders().filter((_, n) => n % 2 === 1);
  for (const order of some) {
    const pair = [await newCase(), await newCase()];
    tick(office);
    for (const number of pair) await review(office, 'contoh-tu', number, 'APPROVE');
    const passed = await interleave(
      office.deps,
      pair.map((number) => (deps) => reconcile(deps, number)),
      choices(order),
    );
    if (passed.length > 6) raced += 1;
    const numbers = await Promise.all(pair.map(async (number) => (await office.state(number))?.agenda?.number ?? 0));
    given.push(...numbers.sort((a, b) => a - b));
    await settled(...pair);
    for (const number of pair)
      expect((await office.journal(number)).map(({ kind }) => kind)).toEqual(['submitted', 'accepted']);
  }
  expect(given).toEqual(given.map((_, n) => n + 1));
  // Not every order is a race. If none were, this test would prove nothing.
  expect(raced).toBeGreaterThan(some.length / 2);
}, 120_000);

test('security 17, R24: if two cases that want one room are attested at once, one case gets the room, and the act on the other is refused as room-taken', async () => {
  const toRow7 = straightWalk().filter(({ row, who }) => row < 7 || who === 'contoh-subkor-ile');
  const readyCase = async (): Promise<number> => {
    const number = await newCase();
    for (const { row, who, body } of toRow7) {
      if (row > 7) break;
      tick(office);
      expect((await approve(office, number, who, body)).map(({ kind }) => kind)).toEqual(['accepted']);
    }
    return number;
  };
  let waiting = await readyCase();
  let raced = 0;
  const some = orders().filter((_, n) => n % 3 === 0);
  for (const order of some) {
    const pair = [waiting, await readyCase()];
    tick(office);
    for (const number of pair) await review(office, 'contoh-operator', number, 'APPROVE');
    const passed = await interleave(
      office.deps,
      pair.map((number) => (deps) => reconcile(deps, number)),
      choices(order),
    );
    if (passed.length > 6) raced += 1;
    const last = await Promise.all(pair.map(async (number) => (await office.journal(number)).at(-1)));
    expect(last.map((entry) => entry?.reason ?? entry?.kind).sort()).toEqual(['accepted', 'room-taken']);
    const winner = pair[last.findIndex((entry) => entry?.kind === 'accepted')] ?? 0;
    waiting = pair.find((number) => number !== winner) ?? 0;
    expect(await bookings()).toEqual([winner]);
    await settled(...pair);
    expect((await office.state(waiting))?.visit.step).toBe('pengecekan');
    // The winner releases its room, so that the other case can try again.
    tick(office);
    await setState(office, (await pullOf(office, winner)).user.login, winner, 'closed');
    await office.run(winner);
    expect(await bookings()).toEqual([]);
  }
  expect(raced).toBeGreaterThan(some.length / 2);
}, 120_000);

test('security 17, R26: two runs over one case write its act once', async () => {
  for (const order of orders().filter((_, n) => n % 5 === 0)) {
    const number = await newCase();
    tick(office);
    await review(office, 'contoh-tu', number, 'APPROVE');
    const run = (deps: Office['deps']) => reconcile(deps, number);
    await interleave(office.deps, [run, run], choices(order));
    expect((await office.journal(number)).map(({ kind }) => kind)).toEqual(['submitted', 'accepted']);
    await settled(number);
  }
});

test('security 17, R28: two scheduled runs at once write an act once', async () => {
  for (const order of orders().filter((_, n) => n % 5 === 1)) {
    const number = await newCase();
    tick(office);
    await review(office, 'contoh-tu', number, 'APPROVE');
    await interleave(office.deps, [scheduledRun, scheduledRun], choices(order));
    expect((await office.journal(number)).map(({ kind }) => kind)).toEqual(['submitted', 'accepted']);
    await office.scheduledRun();
    expect(await office.scheduledRun()).toEqual([]);
  }
});

test('security 17, R26, R28: two receipts and a scheduled run at once, in any order, write each act once and give the next two agenda numbers', async () => {
  const next = async (): Promise<number[]> => {
    const index = parseIndex((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH));
    const last = Math.max(0, ...Object.values(index.agenda));
    return [last + 1, last + 2];
  };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(2), { minLength: 9, maxLength: 18 }), async (order) => {
      const expected = await next();
      const pair = [await newCase(), await newCase()];
      tick(office);
      for (const number of pair) await review(office, 'contoh-tu', number, 'APPROVE');
      const receipts = pair.map((number) => (deps: Office['deps']) => reconcile(deps, number));
      await interleave(office.deps, [...receipts, scheduledRun], order);
      await settled(...pair);
      const numbers = await Promise.all(pair.map(async (number) => (await office.state(number))?.agenda?.number ?? 0));
      expect(numbers.toSorted((a, b) => a - b)).toEqual(expected);
      for (const number of pair)
        expect((await office.journal(number)).map(({ kind }) => kind)).toEqual(['submitted', 'accepted']);
    }),
    { numRuns: rounds(6) },
  );
});

test('R29: after all these races verify finds no fault in a plain clone, such as an agenda number or a booking given twice', async () => {
  const { findings, cases } = await verifyClone(join(office.folder, 'repo.git'));
  expect(findings).toEqual([]);
  expect(cases).toBe(count);
});
