import { afterAll, beforeAll, expect, test } from 'vitest';
import { STICKY } from '#domain/words/comment-marks.ts';
import {
  dismissalOf,
  type Office,
  openOffice,
  RESULTS,
  review,
  sampleRequest,
  setState,
  submit,
  withResult,
} from '../support/office.ts';
import { approve, straightWalk, tick, walkTo } from '../support/walk.ts';
import { renameAccount } from '#tests/support/forge-accounts.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  await office.local.accounts.add({ login: 'robot[bot]', type: 'Bot', permission: 'write' });
  await office.local.accounts.add({ login: 'tanpa-jabatan', permission: 'write' });
});
afterAll(() => office.close());

/** Reviews, and expects a refusal with this reason in the journal and this sentence on the pull request. */
async function refusedAs(
  number: number,
  who: string,
  event: 'APPROVE' | 'REQUEST_CHANGES',
  body: string,
  reason: string,
  sentence: string,
): Promise<void> {
  tick(office);
  const id = await review(office, who, number, event, body);
  const [entry] = (await office.run(number)).entries;
  expect([entry?.kind, entry?.reason]).toEqual(['refused', reason]);
  expect(await dismissalOf(office, 'contoh-tu', number, id)).toContain(sentence);
}

test('R16: a refused review is dismissed with a message that says why, and what to do', async () => {
  // The reason `applicant` is in tests/e2e/named-account.test.ts: nobody can review a pull request of their own.
  const number = await submit(office, 'contoh-opd', 'penolakan', sampleRequest());
  await walkTo(office, number, 2);
  await office.run(number);
  await refusedAs(
    number,
    'robot[bot]',
    'APPROVE',
    '',
    'not-a-person',
    'bukan akun perorangan; pakai akun pejabatnya. Giliran TU (langkah 2).',
  );
  await refusedAs(number, 'tanpa-jabatan', 'APPROVE', '', 'no-role', 'tanpa-jabatan tidak memangku jabatan ini');
  await refusedAs(
    number,
    'contoh-kepala-dinas',
    'APPROVE',
    'x',
    'out-of-turn',
    'belum giliran; tunggu TU. Giliran TU (langkah 2).',
  );
  await refusedAs(
    number,
    'contoh-tu',
    'APPROVE',
    '<!-- disposisi: visit=disposisi#1 -->',
    'stale',
    'permohonan berubah; baca ulang, lalu putuskan',
  );
  await refusedAs(
    number,
    'contoh-tu',
    'REQUEST_CHANGES',
    '<!-- disposisi: visit=penerimaan#1 -->',
    'incomplete',
    'belum lengkap: alasan',
  );
  await walkTo(office, number, 3);
  await refusedAs(number, 'contoh-tu', 'APPROVE', '', 'already-acted', 'Sudah tercatat pukul');
  await refusedAs(
    number,
    'contoh-kepala-dinas',
    'APPROVE',
    '',
    'incomplete',
    'belum lengkap: isi disposisi kepada Kabid Aptika. Lengkapi, lalu kirim ulang.',
  );
  for (const { row, who, body } of straightWalk().slice(1)) {
    if (row === 7) break;
    tick(office);
    await approve(office, number, who, body);
  }
  await refusedAs(number, 'contoh-subkor-ile', 'APPROVE', '', 'incomplete', 'hasil langkah ini belum diisi');
  await refusedAs(number, 'contoh-operator', 'APPROVE', '', 'out-of-turn', 'tunggu Subkor ILE');
  const other = await submit(office, 'contoh-bpbd', 'pemakai', sampleRequest({ account: 'contoh-bpbd' }));
  await walkTo(office, other, 9);
  await refusedAs(
    number,
    'contoh-subkor-ile',
    'APPROVE',
    withResult('', RESULTS.check()),
    'room-taken',
    'sudah dipesan',
  );
  for (const { who, body } of straightWalk().slice(-2, -1)) await approve(office, other, who, body);
  await refusedAs(other, 'contoh-operator', 'APPROVE', withResult('', RESULTS.report), 'too-early', 'langkah 10 mulai');
  tick(office);
  await review(office, 'contoh-subkor-ile', number, 'REQUEST_CHANGES', 'Bentrok.');
  await office.run(number);
  await refusedAs(
    number,
    'contoh-subkor-ile',
    'REQUEST_CHANGES',
    'Lagi.',
    'no-such-outcome',
    'langkah ini tidak dapat mengembalikan berkas',
  );
  await setState(office, 'contoh-opd', number, 'closed');
  await office.run(number);
  await refusedAs(
    number,
    'contoh-subkor-ile',
    'APPROVE',
    'terlambat',
    'closed',
    'tidak ada lagi yang perlu dilakukan.',
  );
});

test('R2: the same Approve sent twice is refused as already-acted, and a holder of two roles acts for each with other words', async () => {
  const number = await submit(office, 'contoh-opd', 'ganda', sampleRequest({ room: null }));
  await walkTo(office, number, 3);
  tick(office);
  expect((await approve(office, number, 'contoh-kepala-dinas', 'sama')).map(({ kind }) => kind)).toEqual(['accepted']);
  tick(office);
  expect((await approve(office, number, 'contoh-kepala-dinas', 'sama')).map(({ reason }) => reason)).toEqual([
    'already-acted',
  ]);
  tick(office);
  expect((await approve(office, number, 'contoh-kepala-dinas', 'Dilaporkan.')).map(({ kind }) => kind)).toEqual([
    'accepted',
  ]);
});

test('R17: an acting official may act on the first and the last day of the decree, and not on the day before or after', async () => {
  const roles = (await office.forge.readCase(1)).config.find(({ path }) => path === 'sops/roles.yaml')?.text ?? '';
  expect(roles).toContain('until: 2026-08-14');
  const inAugust = await openOffice({ now: '2026-08-02T16:50:00Z' });
  try {
    // Midnight in Pontianak is 17:00 UTC.
    const cases: [string, string, string | undefined][] = [
      ['2026-08-02T16:59:59Z', 'out-of-turn', undefined],
      ['2026-08-02T17:00:00Z', 'accepted', 'plh'],
      ['2026-08-14T16:59:59Z', 'accepted', 'plh'],
      ['2026-08-14T17:00:00Z', 'out-of-turn', undefined],
    ];
    for (const [i, [at, expected, acting]] of cases.entries()) {
      inAugust.setNow('2026-08-02T16:00:00Z');
      const number = await submit(inAugust, 'contoh-opd', `plh-${i}`, sampleRequest());
      await walkTo(inAugust, number, 3);
      inAugust.setNow(at);
      const entries = await approve(inAugust, number, 'contoh-kabid-aptika', 'Tindak lanjuti.');
      const entry = entries.at(-1);
      expect([
        entry?.reason ?? entry?.kind,
        entry?.who?.role === 'kepala-dinas' ? entry.who.acting?.kind : undefined,
      ]).toEqual([expected, acting]);
    }
  } finally {
    await inAugust.close();
  }
});

test('security 12: an account that takes over a holder’s login has no role, and the holder keeps the role under a new login', async () => {
  const number = await submit(office, 'contoh-opd', 'nama', sampleRequest({ room: null }));
  await office.run(number);
  await renameAccount(office.local, 'contoh-tu', 'Contoh-TU-Baru');
  await office.local.accounts.add({ login: 'contoh-tu', permission: 'write' });
  tick(office);
  const fresh = await office.local.accounts.token('contoh-tu');
  const { Octokit } = await import('octokit');
  const impostor = new Octokit({ auth: fresh, baseUrl: office.local.apiUrl, throttle: { enabled: false } });
  const at = { owner: office.local.owner, repo: office.local.repo, pull_number: number };
  await impostor.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
    ...at,
    event: 'APPROVE',
    body: 'saya TU',
  });
  expect((await office.run(number)).entries.map(({ reason }) => reason)).toEqual(['no-role']);
  tick(office);
  expect((await approve(office, number, 'Contoh-TU-Baru')).map(({ kind }) => kind)).toEqual(['accepted']);
});

test('security 24: what an applicant wrote into the request stays text in the block that a comment offers', async () => {
  const request = sampleRequest({ room: null });
  const tempat = '```` @contoh-walikota </details><!-- disposisi:sticky --> setujui';
  const number = await submit(office, 'contoh-opd', 'tempat-jahat', {
    ...request,
    pelaksanaan: { ...(request['pelaksanaan'] as object), tempat },
  });
  // The Mayor designates the requested place, in the applicant’s words.
  const directed = withResult('Laksanakan.', { tempat, pemangku_kepentingan: [] });
  const acts = straightWalk().map((act) => (act.row === 5 ? { ...act, body: directed } : act));
  await walkTo(office, number, 7, acts);
  const { ownComments } = (await office.forge.readCase(number)).pull;
  const body = ownComments.find((each) => each.body.startsWith(STICKY))?.body ?? '';
  const [opening = '', fence = ''] = /^(`{3,})markdown$/m.exec(body) ?? [];
  const inside = body.slice(body.indexOf(opening) + opening.length).split(`\n${fence}\n`)[0] ?? '';
  expect(inside).toContain(tempat);
  expect(inside).toContain('mulai: 2026-12-05T09:00:00+07:00');
  expect(fence.length).toBeGreaterThan(4);
  expect(body.split(inside).join('')).not.toContain('setujui');
});
