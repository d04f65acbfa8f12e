import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
import { Random } from '../naive-judge/random.ts';
import { type Office, openOffice, pullOf, review, sampleRequest, submit } from '../support/office.ts';
import { straightWalk, tick } from '../support/walk.ts';
import { type Answer, openWire } from '../support/wire.ts';

let office: Office;
afterEach(() => office.close());

const json = (status: number, message: string): Response =>
  new Response(JSON.stringify({ message }), { status, headers: { 'content-type': 'application/json' } });

/** The ways in which a call fails, before or after the forge has done what was asked. */
const FAULTS: readonly (readonly [string, Answer])[] = [
  ['502', () => json(502, 'Server Error')],
  ['secondary limit', () => json(403, 'You have exceeded a secondary rate limit.')],
  ['half a response', () => new Response('{"data":{"repo', { headers: { 'content-type': 'application/json' } })],
  ['no response', () => Promise.reject(new TypeError('fetch failed'))],
  [
    'done, and the response lost',
    async (truth) => {
      await truth();
      throw new TypeError('fetch failed');
    },
  ],
];

/** With this seed the faults affect reads, the commit and writes alike. `DISPOSISI_SEED` sets another seed. */
const seed = Number(process.env['DISPOSISI_SEED'] ?? 1) || Date.now();

test(`security 18, R28, R31: if calls to the forge fail, the next scheduled run completes the work; no act is lost, and no comment is written twice (seed ${seed})`, async () => {
  const random = new Random(seed);
  const wire = openWire();
  office = await openOffice({ fetch: wire.fetch, fails: true });
  const number = await submit(office, 'contoh-opd', 'rapat', sampleRequest());
  await office.run(number);
  let acts = 0;
  for (const { who, body, row } of straightWalk()) {
    if (row === 10) office.setNow('2026-12-05T03:40:00Z');
    tick(office);
    await review(office, who, number, 'APPROVE', body);
    acts += 1;
    const from = 1 + random.below(9);
    const [name, answer] = random.pick(FAULTS);
    const isOnce = random.chance(0.5);
    let calls = 0;
    wire.fault = () => {
      calls += 1;
      return calls === from || (calls > from && !isOnce) ? answer : undefined;
    };
    await office.run(number);
    wire.fault = undefined;
    await office.scheduledRun();
    const reported = `${name} at call ${from}${isOnce ? '' : ' and after'}, row ${row}`;
    const accepted = (await office.journal(number)).filter(({ kind }) => kind === 'accepted');
    expect([reported, accepted.length]).toEqual([reported, acts]);
    const { entries, effects, runError } = await office.run(number);
    expect([reported, entries, effects, runError]).toEqual([reported, [], [], undefined]);
  }
  expect((await pullOf(office, number)).merged).toBe(true);
  const comments = (await office.forge.readCase(number)).pull.ownComments.map(({ body }) => body.split('\n')[0]);
  expect(comments).toEqual([...new Set(comments)]);
  expect((await verifyClone(join(office.folder, 'repo.git'))).findings).toEqual([]);
});
