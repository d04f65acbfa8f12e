import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseIndex } from '#domain/journal/index-file.ts';
import { CHECKPOINT_PATH, INDEX_PATH, VKEY_PATH } from '#domain/journal/paths.ts';
import { parseCheckpoint, parseNote } from '#domain/log/note.ts';
import { writeEdge } from '#domain/log/edge.ts';
import { currentLog } from '#engine/process/extend-log.ts';
import { reconcile } from '#engine/process/reconcile.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { newKey } from '../support/log-history.ts';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { approve } from '../support/walk.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const repository = () => join(office.folder, 'repo.git');
const read = async (path: string): Promise<string> => (await office.forge.readRegister([path])).get(path) ?? '';
const sizeNow = async (): Promise<number> => parseCheckpoint(parseNote(await read(CHECKPOINT_PATH)).text).size;
const verified = async () => {
  const { findings, log, entries } = await verifyClone(repository());
  expect(findings).toEqual([]);
  return { log, entries };
};

test('R36: a commit with entries has their checkpoint, and a commit without entries keeps the old one', async () => {
  const number = await submit(office, 'contoh-opd', 'satu', sampleRequest());
  await office.run(number);
  expect(await sizeNow()).toBe(1);
  const before = await read(CHECKPOINT_PATH);
  await office.scheduledRun();
  expect(await read(CHECKPOINT_PATH)).toBe(before);
  expect(await approve(office, number, 'contoh-tu')).toHaveLength(1);
  expect(parseIndex(await read(INDEX_PATH)).log).toMatchObject({ size: 2, vkey: office.deps.signer.vkey });
  expect(await verified()).toMatchObject({ entries: 2, log: { size: 2, checkpoints: 2 } });
});

test('R36: an office that lost its key continues with a new one, which the register names; a foreign log’s key signs nothing', async () => {
  const number = await submit(office, 'contoh-bpbd', 'dua', sampleRequest({ account: 'contoh-bpbd' }));
  const stranger = { ...office.deps, signer: newKey('orang/lain') };
  expect((await reconcile(stranger, number)).runError).toMatch(/the key that is to sign is of orang\/lain/);
  expect(await sizeNow()).toBe(2);
  const lost = { ...office.deps, signer: newKey(`${office.local.owner}/${office.local.repo}`) };
  expect((await reconcile(lost, number)).runError).toBeUndefined();
  expect((await read(VKEY_PATH)).trimEnd().split('\n')).toEqual([office.deps.signer.vkey, lost.signer.vkey]);
  expect(await verified()).toMatchObject({ log: { size: 3 } });
});

test('R36, R26: a register without a log gets a log of all its journals', async () => {
  const { register } = await office.forge.listOpen();
  const { log } = parseIndex(register.index);
  const { edge, vkey } = await currentLog(office.deps, register, {});
  expect({ ...writeEdge(edge), vkey }).toEqual(log);
  expect([...(await office.forge.readJournals(register.head ?? '')).keys()].sort()).toEqual([1, 2]);
});
