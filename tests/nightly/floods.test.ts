import { afterEach, beforeEach, expect, test } from 'vitest';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { label, type Office, openOffice, push, requestPath, sampleRequest, submit } from '../support/office.ts';
import { tick } from '../support/walk.ts';

/** The account that floods. It has write access, as every applicant. */
const FLOODER = 'contoh-bpbd';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

/** Opens requests that are refused, because each begins in the past. */
async function flood(count: number): Promise<number[]> {
  const past = { start: '2026-11-01T09:00:00+07:00', end: '2026-11-01T11:00:00+07:00', account: FLOODER };
  const numbers: number[] = [];
  for (let n = 0; n < count; n += 1) numbers.push(await submit(office, FLOODER, `banjir-${n}`, sampleRequest(past)));
  return numbers;
}

test('security 77, R31: with many refused requests of one account, a run looks at the new one of another account second, and reads twenty of the first again', async () => {
  const refused = await flood(45);
  tick(office);
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  const outcomes = await office.scheduledRun();
  const order = outcomes.map((each) => each.number);
  expect(order.indexOf(number)).toBeLessThan(2);
  expect(outcomes).toHaveLength(46);
  expect(await office.scheduledRun()).toHaveLength(20);
  expect((await office.state(number))?.visit.row).toBe(2);
  // A run that a person's act starts begins with that person's request.
  const named = await submit(office, 'contoh-opd', 'acara', sampleRequest());
  const [first] = await scheduledRun(office.deps, { also: [named] });
  expect(first?.number).toBe(named);
  // Each of the others gets its reply in a later run, and then none is read again.
  const deps = { ...office.deps, finished: new Map<number, string>() };
  for (let n = 0; n < 4; n += 1) await scheduledRun(deps);
  for (const each of refused)
    expect((await office.forge.readCase(each)).pull.status).toMatchObject({ state: 'failure' });
  expect(await scheduledRun(deps)).toEqual([]);
});

test('security 77, R13: a refused request that waits behind others of its account is looked at once its opener pushes or signs again', async () => {
  const [first = 0] = await flood(30);
  const deps = { ...office.deps, finished: new Map<number, string>() };
  for (let n = 0; n < 3; n += 1) await scheduledRun(deps);
  expect(await scheduledRun(deps)).toEqual([]);
  tick(office);
  await push(office, FLOODER, 'permohonan/banjir-0', {
    [requestPath('banjir-0')]: JSON.stringify(sampleRequest({ account: FLOODER })),
  });
  const outcomes = await scheduledRun(deps);
  expect(outcomes.map(({ number, entries }) => [number, entries[0]?.kind])).toEqual([[first, 'submitted']]);
  // Without memory, as on GitHub, the newest change comes first.
  tick(office);
  await label(office, FLOODER, first + 5, ['pesan']);
  expect((await office.scheduledRun()).map(({ number }) => number)).toContain(first + 5);
});
