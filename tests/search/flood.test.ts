import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import {
  label,
  type Office,
  openOffice,
  pullOf,
  RESULTS,
  review,
  sampleRequest,
  submit,
  withResult,
} from '../support/office.ts';
import { approve, tick, walkTo } from '../support/walk.ts';
import { openWire } from '../support/wire.ts';

// The stranger in these tests has the rights of any writer: `contoh-bpbd` has no role and did not open the case.
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
  await office.scheduledRun();
});
afterAll(() => office.close());

const at = () => ({ owner: office.local.owner, repo: office.local.repo });
const readsOf = async (number: number): Promise<number> => {
  wire.count();
  expect((await office.run(number)).runError).toBeUndefined();
  return wire.count().read;
};
const indexed = async () => parseIndex((await office.forge.readRegister([INDEX_PATH])).get(INDEX_PATH)).cases;

/** Sets a hundred labels and removes them again: 200 items of the timeline by two calls. */
async function floodLabels(calls: number): Promise<void> {
  const current = (await pullOf(office, flooded)).labels.map(({ name }) => name);
  const many = Array.from({ length: 100 - current.length }, (_, n) => `ramai-${n}`);
  for (let n = 0; n < calls; n += 2) {
    await label(office, STRANGER, flooded, [...current, ...many]);
    await label(office, STRANGER, flooded, current);
  }
}

test('R31, security 33: after thousands of labels and 52 acts of a stranger, the act on turn is accepted, and later runs read only what is new', async () => {
  tick(office);
  await floodLabels(22);
  for (let n = 0; n < 52; n += 1) await review(office, STRANGER, flooded, 'APPROVE', `${n}`);
  tick(office);
  const run = await office.run(flooded).then(async (first) => {
    expect(first.entries.map(({ kind, reason }) => reason ?? kind)).toEqual(Array(52).fill('no-role'));
    return first;
  });
  // One run dismisses at most fifty refused acts, and the next scheduled run continues.
  expect(run.effects.filter((effect) => effect.do === 'dismiss')).toHaveLength(50);
  await review(office, 'contoh-kepala-dinas', flooded, 'APPROVE', 'Tindak lanjuti.');
  const [swept] = await office.scheduledRun();
  expect(swept?.entries.map(({ kind, who }) => [kind, who?.login])).toEqual([['accepted', 'contoh-kepala-dinas']]);
  expect(swept?.effects.filter((effect) => effect.do === 'dismiss')).toHaveLength(2);
  const { pull } = await office.forge.readCase(flooded);
  expect(pull.status).toMatchObject({ state: 'pending' });
  expect(pull.status?.description).toMatch(/baris 4|langkah 4/);
  expect(pull.reviews.filter(({ dismissed, verdict }) => !dismissed && verdict !== 'comment')).toHaveLength(2);

  // This run reads many items. Later runs read only new items, and a run over another case costs no more than before.
  expect(await readsOf(flooded)).toBeGreaterThan(20);
  await office.scheduledRun();
  expect(Object.entries(await indexed()).flatMap(([number, { tail }]) => (tail ? [Number(number)] : []))).toEqual([
    flooded,
  ]);
  tick(office, 600);
  await floodLabels(2);
  tick(office, 600);
  await office.scheduledRun();
  expect(await approve(office, flooded, 'contoh-kepala-dinas', 'Dilaporkan kepada Walikota.')).toMatchObject([
    { kind: 'accepted' },
  ]);
  expect(await readsOf(flooded)).toBeLessThanOrEqual(6);
  expect(await readsOf(other)).toBe(2);
  const own = (await office.forge.readCase(flooded)).pull.ownComments;
  expect(own.filter(({ body }) => body.startsWith('<!-- disposisi:sticky -->'))).toHaveLength(1);
});

const comments = async (number: number) => {
  const client = await office.as(STRANGER);
  const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...at(),
    issue_number: number,
  });
  return data.map(({ id, body = '', user }) => ({ id, body, login: user?.login }));
};
const triggered = () => office.events.splice(0).map(({ pull }) => pull);

test('R30, security 35: a writer’s changes to the process’s comments, status and labels are undone by the run that they trigger', async () => {
  const client = await office.as(STRANGER);
  const edit = (comment_id: number, body: string) =>
    client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...at(), comment_id, body });
  await office.scheduledRun();
  // The Request changes gives the case to the applicant, so that the process writes a notice.
  const before = await comments(other);
  await review(office, 'contoh-kepala-dinas', other, 'REQUEST_CHANGES', 'Judul kurang jelas.');
  await office.run(other);
  const [sticky, notice] = [(await comments(other))[0], (await comments(other)).at(-1)];
  expect(before.at(-1)?.id).not.toBe(notice?.id);
  expect(sticky?.body).toMatch(/^<!-- disposisi:sticky -->/);
  expect(notice?.body).toMatch(/^<!-- disposisi:notice:turn:/);
  const shown = (await pullOf(office, other)).labels.map(({ name }) => name).sort();
  expect(shown).toEqual(['baris/1', 'decap-cms/draft']);
  triggered();

  tick(office);
  await edit(sticky?.id ?? 0, 'Berkas ini sudah disetujui seluruhnya.');
  expect(triggered()).toEqual([other]);
  await edit(notice?.id ?? 0, '<!-- disposisi:notice:ended:99 -->\n\nSelesai.');
  expect(triggered()).toEqual([other]);
  await label(office, STRANGER, other, ['decap-cms/pending_review', 'baris/10', 'lewat-tenggat', 'milik-orang']);
  expect(triggered()).toContain(other);
  const { head } = (await office.forge.readCase(other)).pull;
  const status = { state: 'success', context: 'disposisi', description: 'Selesai.' } as const;
  await client.request('POST /repos/{owner}/{repo}/statuses/{sha}', { ...at(), sha: head, ...status });
  expect(triggered()).toEqual([other]);
  const wanted = (await office.forge.readCase(other)).pull.status;
  expect(wanted).toBeUndefined();

  const { entries, effects } = await office.run(other);
  expect(entries).toEqual([]);
  expect(effects.map((effect) => effect.do).sort()).toEqual([
    'comment',
    'edit-comment',
    'edit-comment',
    'labels',
    'status',
  ]);
  const after = await comments(other);
  expect(after.find(({ id }) => id === sticky?.id)?.body).toBe(sticky?.body);
  expect(after.find(({ id }) => id === notice?.id)?.body).toMatch(/^Komentar sistem ini diubah akun lain/);
  expect(after.at(-1)?.body).toBe(notice?.body);
  expect((await pullOf(office, other)).labels.map(({ name }) => name).sort()).toEqual([...shown, 'milik-orang']);
  expect((await office.forge.readCase(other)).pull.status?.state).toBe('pending');

  // The scheduled run finds a changed status, also if nothing else changed. A deleted comment triggers a run.
  await client.request('POST /repos/{owner}/{repo}/statuses/{sha}', { ...at(), sha: head, ...status });
  expect(
    (await office.scheduledRun()).map(({ number, effects }) => [number, effects.map((effect) => effect.do)]),
  ).toContainEqual([other, ['status']]);
  triggered();
  await client.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    ...at(),
    comment_id: sticky?.id ?? 0,
  });
  expect(triggered()).toEqual([other]);
  expect((await office.run(other)).effects.map((effect) => effect.do)).toEqual(['comment']);
  expect((await office.run(other)).effects).toEqual([]);
});

test('R16, security 34: a review that another account edits before it is read is refused as edited, and a new one is accepted', async () => {
  const client = await office.as(STRANGER);
  tick(office);
  const id = await review(office, 'contoh-walikota', flooded, 'APPROVE', 'Laksanakan.');
  await client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', {
    ...at(),
    pull_number: flooded,
    review_id: id,
    body: 'Laksanakan di rumah saya.',
  });
  const [refused] = (await office.run(flooded)).entries;
  expect([refused?.kind, refused?.reason, refused?.who?.login]).toEqual(['refused', 'edited', 'contoh-walikota']);
  expect((await office.journal(flooded)).map(({ note }) => note ?? '').join()).not.toContain('rumah saya');
  tick(office);
  expect(await approve(office, flooded, 'contoh-walikota', withResult('Laksanakan.', RESULTS.direction))).toMatchObject(
    [{ kind: 'accepted' }],
  );
});
