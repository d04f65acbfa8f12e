/** The calls of the forge in an office with many cases. */
import { afterEach, expect, test } from 'vitest';
import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { review, sampleRequest, setState, submit } from '../support/office.ts';
import { tick } from '../support/walk.ts';
import { close, office, open, settle, wire } from '../support/wired-office.ts';

afterEach(close);

test('R28, R38: a scheduled run over 101 open cases with nothing new reads twice and writes nothing', async () => {
  await open();
  const cases = 101;
  for (let n = 1; n <= cases; n += 1) await submit(office, 'contoh-opd', `rapat-${n}`, sampleRequest({ room: null }));
  expect((await office.scheduledRun()).map(({ runError }) => runError)).toEqual(Array(cases).fill(undefined));
  await settle();
  expect(await office.scheduledRun()).toEqual([]);
  expect(wire.count()).toEqual({ read: 2, register: 0, write: 0 });
  tick(office);
  // This case is on the second page of the list.
  await review(office, 'contoh-tu', cases, 'APPROVE');
  expect((await office.scheduledRun()).map(({ number, entries }) => [number, entries.length])).toEqual([[cases, 1]]);
}, 240_000);

test('R38: an act costs as many calls of the forge with many ended cases as with none, and the index has no ended case', async () => {
  await open();
  const costOfAnAct = async (slug: string) => {
    const number = await submit(office, 'contoh-opd', slug, sampleRequest());
    await office.run(number);
    tick(office);
    await review(office, 'contoh-tu', number, 'APPROVE');
    wire.count();
    await office.run(number);
    return wire.count();
  };
  const alone = await costOfAnAct('pertama');
  for (let n = 1; n <= 20; n += 1) {
    const number = await submit(
      office,
      'contoh-bpbd',
      `tarik-${n}`,
      sampleRequest({ room: null, account: 'contoh-bpbd' }),
    );
    await office.run(number);
    await setState(office, 'contoh-bpbd', number, 'closed');
    await office.run(number);
  }
  await office.scheduledRun();
  expect(await costOfAnAct('terakhir')).toEqual(alone);
  const index = parseIndex((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH));
  expect(Object.values(index.cases).map(({ row }) => row)).toEqual([3, 3]);
  expect(index.ending ?? []).toEqual([]);
});
