/** Tests of who gets a notice (R30), and of whom a running case asks after its SOP has changed on main (R7). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { composeCorrection } from '#domain/request/correction-block.ts';
import { noticeKey } from '#domain/words/comment-marks.ts';
import { reconcile } from '#engine/process/reconcile.ts';
import { FIRST } from '../support/folders.ts';
import { commentsOf, mentioned, noticesOf } from '../support/notices.ts';
import {
  type Office,
  openOffice,
  pullOf,
  push,
  RESULTS,
  review,
  sampleRequest,
  submit,
  withResult,
} from '../support/office.ts';
import { approve, sendBack, straightWalk, tick, walkTo } from '../support/walk.ts';

const SOP = 'sops/protokol-manajemen-krisis.yaml';
const shipped = readFileSync(join(FIRST, SOP), 'utf8');

/** Returns the shipped SOP with a text replaced. */
function changed(from: string | RegExp, to: string): Record<string, string> {
  const text = shipped.replace(from, to);
  expect(text).not.toBe(shipped);
  return { [SOP]: text };
}

let office: Office;
afterEach(() => office.close());

/** Opens an office and leads a case to a row. */
async function caseAt(row: number, files: Readonly<Record<string, string>> = {}): Promise<number> {
  office = await openOffice({ files });
  await office.local.accounts.add({ login: 'contoh-pengelola', permission: 'admin' });
  const number = await submit(office, 'contoh-opd', 'banjir', sampleRequest());
  await walkTo(office, number, row);
  return number;
}

/** Sends refused Approves of an account that may write to the repository and has no role. */
async function flood(number: number, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await review(office, 'contoh-bpbd', number, 'APPROVE', `${n}`);
}

const keysOf = async (number: number): Promise<string[]> =>
  (await commentsOf(office, number)).flatMap((body) => noticeKey(body) ?? []);

/** Runs until a run has nothing to do, and expects that no notice was written twice. */
async function settle(number: number): Promise<void> {
  for (let n = 0; n < 6; n += 1) await office.scheduledRun();
  expect((await office.run(number)).effects).toEqual([]);
  const keys = await keysOf(number);
  expect(keys).toEqual([...new Set(keys)]);
}

test('R30, security 33: the applicant is notified once of a return, with 120 refused acts of another writer around it', async () => {
  const number = await caseAt(3);
  tick(office);
  await flood(number, 60);
  tick(office, 1);
  await review(office, 'contoh-kepala-dinas', number, 'REQUEST_CHANGES', 'Surat belum ditandatangani.');
  tick(office, 1);
  await flood(number, 60);
  await office.run(number);
  await settle(number);
  const [notice = '', ...more] = await noticesOf(office, number, 'turn');
  expect([mentioned(notice), more]).toEqual([['@contoh-opd'], []]);
  expect(notice).toContain('Surat belum ditandatangani.');
  // A later flood changes nothing.
  tick(office, 600);
  await flood(number, 60);
  await office.run(number);
  await settle(number);
  expect(await noticesOf(office, number, 'turn')).toEqual([notice]);
}, 120_000);

test('R30: a run that was interrupted after 120 refused acts leaves the notice of a return to the next run', async () => {
  const number = await caseAt(3);
  tick(office);
  await review(office, 'contoh-kepala-dinas', number, 'REQUEST_CHANGES', 'Surat belum ditandatangani.');
  tick(office, 1);
  await flood(number, 120);
  const pause = async (point: string) => {
    if (point === 'appended') throw new Error('killed');
  };
  await expect(reconcile({ ...office.deps, pause }, number)).rejects.toThrow('killed');
  expect(await noticesOf(office, number, 'turn')).toEqual([]);
  tick(office, 600);
  await flood(number, 20);
  await settle(number);
  expect((await noticesOf(office, number, 'turn')).map(mentioned)).toEqual([['@contoh-opd']]);
}, 120_000);

test('R49, R30: of thirty quick corrections each has its notice to the applicant, once', async () => {
  const number = await caseAt(10);
  office.setNow('2026-12-05T03:00:00Z');
  const last = straightWalk().at(-1);
  await approve(office, number, last?.who ?? '', last?.body);
  tick(office);
  for (let n = 1; n <= 30; n += 1) {
    const value = { field: '/krisis/lokasi', value: `Kelurahan Contoh ${n}`, note: `Salah ketik ${n}.` };
    await review(office, 'contoh-tu', number, 'COMMENT', composeCorrection(value));
    tick(office, 1);
    if (n % 13 === 0) await office.run(number);
  }
  await office.run(number);
  await settle(number);
  const notices = await noticesOf(office, number, 'corrected');
  expect(notices.map((body) => /Salah ketik (\d+)\./.exec(body)?.[1])).toEqual(
    Array.from({ length: 30 }, (_, n) => String(n + 1)),
  );
  expect(notices.map(mentioned)).toEqual(Array(30).fill(['@contoh-opd']));
  // Thirty corrections that are not possible have thirty replies to their author.
  for (let n = 1; n <= 30; n += 1) {
    const value = { field: '/surat/sifat', value: 'rahasia', note: `Salah ketik ${n}.` };
    await review(office, 'contoh-tu', number, 'COMMENT', composeCorrection(value));
  }
  await office.run(number);
  await settle(number);
  const replies = await noticesOf(office, number, 'refused');
  expect(replies.map(mentioned)).toEqual(Array(30).fill(['@contoh-tu']));
}, 120_000);

test('R22: a reminder to the applicant mentions the applicant’s account', async () => {
  const correct = /(id: perbaikan[^]*?)time: \{ printed: "" \}/;
  const number = await caseAt(2, changed(correct, '$1time: { printed: 1 hari, limit: P1D }'));
  tick(office);
  await sendBack(office, number, 'contoh-tu', 'Perbaiki.');
  tick(office, 3 * 24 * 3600);
  await office.scheduledRun();
  expect((await noticesOf(office, number, 'rung')).map(mentioned)).toEqual([['@contoh-opd']]);
});

test('R30: an act that gives the case to the applicant, and an act that ends the case, inform those whom their steps inform', async () => {
  const informs = '    informs:\n      - role: kabid-ikp\n      - role: applicant\n';
  const text = changed(/(id: pemberitahuan-alternatif[^]*?)( {4}offers:)/, `$1${informs}$2`)[SOP] ?? '';
  const sop = text.replace(/(id: pelaksanaan\n[^]*?)( {4}postpone:)/, `$1${informs}$2`);
  const number = await caseAt(7, { [SOP]: sop });
  const failing = { mulai: '2026-12-05T09:00:00+07:00', selesai: '2026-12-05T11:00:00+07:00' };
  tick(office);
  const result = { ...RESULTS.check(failing.mulai, failing.selesai), ketersediaan: 'bersamaan', acara_lain: 'Rapat' };
  await approve(office, number, 'contoh-subkor-ile', withResult('', result));
  tick(office);
  await approve(office, number, 'contoh-operator');
  tick(office);
  await approve(office, number, 'contoh-subkor-ile', withResult('Pilih.', RESULTS.alternatives));
  expect((await office.state(number))?.visit.step).toBe('pertimbangan-alternatif');
  const informedOf = async (of: number) =>
    (await noticesOf(office, of, 'informed')).filter((body) => /langkah (8|10)\)/.test(body)).map(mentioned);
  expect(await informedOf(number)).toEqual([['@contoh-kabid-ikp']]);
  expect((await noticesOf(office, number, 'turn')).map(mentioned)).toEqual([['@contoh-opd']]);
  const other = await submit(office, 'contoh-bpbd', 'lain', sampleRequest({ account: 'contoh-bpbd' }));
  await walkTo(office, other, 10);
  office.setNow('2026-12-05T03:00:00Z');
  const last = straightWalk().at(-1);
  await approve(office, other, last?.who ?? '', last?.body);
  expect((await office.state(other))?.end?.kind).toBe('completed');
  expect(await informedOf(other)).toEqual([['@contoh-kabid-ikp']]);
  expect((await noticesOf(office, other, 'ended')).map(mentioned)).toEqual([['@contoh-bpbd']]);
});

test('R7: after its SOP has changed on main, a running case asks the officials of the SOP that it is pinned to', async () => {
  const number = await caseAt(3);
  const other = changed(/(id: disposisi\n[^]*?)actor: kepala-dinas/, '$1actor: walikota');
  await push(office, 'contoh-pengelola', 'main', other);
  const asked = async (of: number): Promise<string[]> =>
    ((await pullOf(office, of)).requested_reviewers ?? []).map(({ login }) => login);
  await office.scheduledRun();
  await settle(number);
  expect(await asked(number)).toEqual(['contoh-kepala-dinas']);
  const later = await submit(office, 'contoh-bpbd', 'lain', sampleRequest({ account: 'contoh-bpbd' }));
  await walkTo(office, later, 3);
  expect(await asked(later)).toEqual(['contoh-walikota']);
  tick(office);
  expect(await approve(office, number, 'contoh-walikota', 'Tindak lanjuti.')).toMatchObject([
    { reason: 'out-of-turn' },
  ]);
  tick(office);
  expect(await approve(office, number, 'contoh-kepala-dinas', 'Tindak lanjuti.')).toMatchObject([{ kind: 'accepted' }]);
});
