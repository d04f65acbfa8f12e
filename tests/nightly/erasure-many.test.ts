import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyClone } from '#engine/register/clone.ts';
import { repositoryOf } from '../fixtures/registers/write.ts';
import { nameForErasure } from '../support/erased.ts';
import { type Office, openOffice, sampleRequest, setState, submit } from '../support/office.ts';
import { tick } from '../support/walk.ts';

/** More than one commit may have, and more than nine, so that the order of numbers is not that of names. */
const CASES = 32;

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  for (let number = 1; number <= CASES; number += 1) {
    await submit(office, 'contoh-bpbd', `ke-${number}`, sampleRequest({ account: 'contoh-bpbd' }));
    await office.run(number);
    await setState(office, 'contoh-bpbd', number, 'closed');
    await office.run(number);
    tick(office);
  }
  await office.scheduledRun();
}, 120_000);
afterAll(() => office.close());

test('R50: many cases of one hundred get their entries in several commits, in the order of the log', async () => {
  const numbers = Array.from({ length: CASES }, (_, i) => i + 1);
  await nameForErasure(
    office,
    numbers.map((number) => ({ number, what: ['letters'] })),
  );
  const entries = await Promise.all(numbers.map(async (number) => (await office.journal(number)).at(-1)?.kind));
  expect(entries).toEqual(numbers.map(() => 'erased'));
  const subjects = execFileSync('git', ['-C', repositoryOf(office), 'log', '--format=%s', 'register'], {
    encoding: 'utf8',
  });
  expect(subjects.split('\n').filter((line) => line.endsWith(': erased'))).toHaveLength(2);
  expect((await verifyClone(repositoryOf(office))).findings).toEqual([]);
});
