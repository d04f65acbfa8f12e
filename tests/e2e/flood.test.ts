import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { label, type Office, openOffice, pullOf, review, sampleRequest, submit } from '../support/office.ts';
import { approve, tick, walkTo } from '../support/walk.ts';
import { openWire } from '../support/wire.ts';

// Strangers here have all that any writer has: `contoh-bpbd` holds no role and did not open the case.
const STRANGER = 'contoh-bpbd';
const wire = openWire();
let office: Office;
let flooded: number;
let other: number;
beforeAll(async () => {
  office = await openOffice({ fetch: wire.fetch });
  flooded = await submit(office, 'contoh-opd', 'banjir', sampleRequest());
  other = await submit(office, 'contoh-opd', 'lain', sampleRequest({ room: null }));
  for (const number of [flooded, other]) await walkTo(office, number, 3);
  await office.sweep();
});
afterAll(() => office.close());

const readsOf = async (number: number): Promise<number> => {
  wire.count();
  expect((await office.run(number)).trouble).toBeUndefined();
  return wire.count().read;
};
const indexed = async () => parseIndex((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH)).cases;

/** Sets a hundred labels and takes them off again: 200 items of the timeline by two calls. */
async function floodLabels(calls: number): Promise<void> {
  const standing = (await pullOf(office, flooded)).labels.map(({ name }) => name);
  const many = Array.from({ length: 100 - standing.length }, (_, n) => `ramai-${n}`);
  for (let n = 0; n < calls; n += 2) {
    await label(office, STRANGER, flooded, [...standing, ...many]);
    await label(office, STRANGER, flooded, standing);
  }
}

test('R31, security 33: among thousands of labels and many acts of a stranger the right act is judged by the next run, and later runs read only what is new', async () => {
  tick(office);
  await floodLabels(22);
  for (let n = 0; n < 52; n += 1) await review(office, STRANGER, flooded, 'APPROVE', `${n}`);
  tick(office);
  const run = await office.run(flooded).then(async (first) => {
    expect(first.entries.map(({ kind, reason }) => reason ?? kind)).toEqual(Array(52).fill('no-role'));
    return first;
  });
  // A flood of acts is answered a part at a time; the next sweep goes on.
  expect(run.effects.filter((effect) => effect.do === 'dismiss')).toHaveLength(50);
  await review(office, 'contoh-kepala-dinas', flooded, 'APPROVE', 'Tindak lanjuti.');
  const [swept] = await office.sweep();
  expect(swept?.entries.map(({ kind, who }) => [kind, who?.login])).toEqual([['accepted', 'contoh-kepala-dinas']]);
  expect(swept?.effects.filter((effect) => effect.do === 'dismiss')).toHaveLength(2);
  const { pull } = await office.forge.readCase(flooded);
  expect(pull.status).toMatchObject({ state: 'pending' });
  expect(pull.status?.description).toMatch(/baris 4|langkah 4/);
  expect(pull.reviews.filter(({ dismissed, verdict }) => !dismissed && verdict !== 'comment')).toHaveLength(2);

  // From here on a run reads only what is new, whatever lies before; another case costs what it always did.
  expect(await readsOf(flooded)).toBeGreaterThan(20);
  await office.sweep();
  expect(Object.entries(await indexed()).flatMap(([number, { tail }]) => (tail ? [Number(number)] : []))).toEqual([
    flooded,
  ]);
  tick(office, 600);
  await floodLabels(2);
  tick(office, 600);
  await office.sweep();
  expect(await approve(office, flooded, 'contoh-kepala-dinas', 'Dilaporkan kepada Walikota.')).toMatchObject([
    { kind: 'accepted' },
  ]);
  expect(await readsOf(flooded)).toBeLessThanOrEqual(6);
  expect(await readsOf(other)).toBe(2);
  const own = (await office.forge.readCase(flooded)).pull.ownComments;
  expect(own.filter(({ body }) => body.startsWith('<!-- disposisi:sticky -->'))).toHaveLength(1);
});
