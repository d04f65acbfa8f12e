import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  label,
  type Office,
  openOffice,
  push,
  requestFiles,
  requestPath,
  review,
  submit,
  withResult,
} from '../support/office.ts';
import { findingsOf } from '../support/office-register.ts';
import { hallRequest, PERMITS_OFFICE } from '../support/permits.ts';
import { approve, later, sendBack, tick } from '../support/walk.ts';

const DAY = { mulai: '2027-01-20T08:00:00+08:00', selesai: '2027-01-20T17:00:00+08:00' };

const asked = (changes: Record<string, unknown> = {}) => hallRequest({ ...DAY, ...changes });
const granted = (changes: Record<string, unknown> = {}) => ({
  keputusan: 'lanjut',
  ruang: 'balai',
  ...DAY,
  ...changes,
});

let office: Office;
beforeAll(async () => {
  office = await openOffice(PERMITS_OFFICE);
});
afterAll(() => office?.close());

const shown = async (number: number) => {
  const { pull } = await office.forge.readCase(number);
  const notices = pull.ownComments.filter(({ body }) => !body.includes('| No. |')).map(({ body }) => body);
  return { status: pull.status?.description ?? '', state: pull.state, last: notices.at(-1) ?? '' };
};

/**
 * Pushes the request and more files as the citizen, and submits.
 * @returns the entries that the process wrote
 */
async function resubmit(number: number, slug: string, request: unknown, more: Record<string, string> = {}) {
  await push(office, 'warga', `permohonan/${slug}`, { ...requestFiles(slug, request), ...more });
  tick(office);
  await label(office, 'warga', number, ['decap-cms/pending_review']);
  const { entries, runError } = await office.run(number);
  expect(runError).toBeUndefined();
  return entries;
}

/** Sets the clock to an instant, and lets a scheduled run record what time decides by then. */
const at = async (instant: string): Promise<void> => {
  office.setNow(instant);
  await office.scheduledRun();
};

/** Returns a case that was received, examined and returned for its fee, with the hall booked. */
async function unpaid(slug: string, day: string): Promise<number> {
  const times = { mulai: `2027-${day}T08:00:00+08:00`, selesai: `2027-${day}T17:00:00+08:00` };
  const number = await submit(office, 'warga', slug, asked(times));
  await office.run(number);
  for (const [who, body] of [
    ['loket', ''],
    ['periksa', withResult('', granted(times))],
  ] as const) {
    tick(office);
    const [entry] = await approve(office, number, who, body);
    expect(entry).toMatchObject({ kind: 'accepted' });
  }
  return number;
}

const paid = (slug: string) => ({
  [requestPath(slug).replace('request.yaml', 'bukti.pdf')]: requestFiles(slug, '')[
    `requests/2026/${slug}/surat-permohonan.pdf`
  ] as string,
});

describe('one request that uses the whole language of procedures', () => {
  let number: number;

  test('R39: the applicant is called as the procedure says, and corrects in the step `correction`, which the procedure’s file does not have', async () => {
    number = await submit(office, 'warga', 'pasar', asked());
    await office.run(number);
    tick(office);
    const [back] = await sendBack(office, number, 'loket', 'Surat belum ditandatangani.');
    expect(back?.next).toMatchObject({ step: 'correction', row: 1, withApplicant: true });
    const { status, last } = await shown(number);
    expect(status).toMatch(/^Menunggu warga memperbaiki permohonan \(langkah 1 dari 5\)/);
    expect(last).toContain('Dikembalikan Loket kepada warga (langkah 2 dari 5). Menunggu warga memperbaiki permohonan');
    expect(last).toContain('Returned by the counter to the citizen (step 2 of 5). Waiting for the citizen to correct');
    const [again] = await resubmit(number, 'pasar', asked({ acara: 'Pasar murah desa' }));
    expect(again).toMatchObject({ kind: 'submitted', supersedes: true, next: { step: 'penerimaan', visit: 2 } });
  });

  test('R44: the examiner’s time stands still while the request is with the citizen, and continues with the time that was left', async () => {
    tick(office);
    await approve(office, number, 'loket');
    // Two working days after Monday are Tuesday and Thursday: the hall is closed on Wednesday, and has no Christmas
    // leave.
    expect((await office.state(number))?.visit.deadline?.due).toBe('2026-12-24T08:00:00Z');
    office.setNow('2026-12-22T02:00:00Z');
    const [back] = await sendBack(office, number, 'periksa', 'Lampirkan surat yang lengkap.');
    expect(back).toMatchObject({ kind: 'accepted', continues: true, next: { step: 'correction', visit: 2 } });
    await at('2026-12-28T02:00:00Z');
    await resubmit(number, 'pasar', asked({ acara: 'Pasar murah desa kami' }));
    tick(office);
    const [received] = await approve(office, number, 'loket', 'Diterima lagi.');
    // From Tuesday 10.00, six hours of that day and eight of Thursday are left.
    expect(received?.next).toMatchObject({
      step: 'pemeriksaan',
      visit: 2,
      deadline: { limit: 'PT14H', carried: { limit: 'P2D', visit: 1, from: '2026-12-22T02:00:00Z', left: 50_400 } },
    });
    // The request is received again at 10.02. The time ends on Wednesday, 08.02.
    expect(received?.next?.deadline?.due).toBe('2026-12-30T00:02:00Z');
  });

  test('R44: more time is granted once, before the deadline, for a reason that the citizen is shown', async () => {
    const before = (await office.state(number))?.visit.deadline?.due ?? '';
    tick(office);
    const more = { keputusan: 'perpanjang' };
    const [bare] = await approve(office, number, 'periksa', withResult('', more));
    expect(bare).toMatchObject({ kind: 'refused', reason: 'incomplete', problems: [{ code: 'note-missing' }] });
    tick(office);
    const [given] = await approve(office, number, 'periksa', withResult('Menunggu jadwal desa.', more));
    expect(given).toMatchObject({ kind: 'accepted', extended: { adds: 'P2D' }, publicNote: true });
    expect(given?.next).toBeUndefined();
    const due = (await office.state(number))?.visit.deadline?.due ?? '';
    expect(due > before).toBe(true);
    const { last, status } = await shown(number);
    expect(status).toMatch(
      /^Menunggu Pemeriksa memeriksa permohonan \(langkah 3 dari 5, putaran ke-2\) — tenggat [^;]*\.$/,
    );
    expect(last).toMatch(
      /^<!--[^]*@warga[^]*Waktu langkah 3 diperpanjang .* oleh Pemeriksa[^]*\nMenunggu jadwal desa\.\n/,
    );
    tick(office);
    const [twice] = await approve(office, number, 'periksa', withResult('Sekali lagi.', more));
    expect(twice).toMatchObject({ kind: 'refused', problems: [{ code: 'extension-used' }] });
  });

  test('R40: the hall stays booked until the citizen pays, and a submission without proof and note is refused', async () => {
    tick(office);
    const [booked] = await approve(office, number, 'periksa', withResult('', granted()));
    expect(booked).toMatchObject({ booking: { room: 'balai' }, next: { step: 'pembayaran', withApplicant: true } });
    expect((await shown(number)).last).toContain(
      'Yang diminta pada langkah ini\\: Bukti bayar; catatan\\: tanggal dan cara pembayaran.',
    );
    // A note by another account does not count as the citizen’s.
    await review(office, 'tetangga', number, 'COMMENT', 'Dibayar tunai, kata saya.');
    const [refused] = await resubmit(number, 'pasar', asked({ acara: 'Pasar murah desa kami' }));
    expect(refused).toMatchObject({
      kind: 'submission-refused',
      problems: [{ code: 'field-needed', path: '/bukti_bayar' }, { code: 'note-missing' }],
    });
    expect((await office.state(number))?.booking).toMatchObject({ room: 'balai' });
  });

  test('R40: proof and note in the step’s own section keep every act, and the head waits a day before deciding', async () => {
    tick(office);
    await review(office, 'warga', number, 'COMMENT', 'Dibayar tunai hari ini.');
    tick(office);
    const request = asked({ acara: 'Pasar murah desa kami', bukti_bayar: ['bukti.pdf'] });
    await label(office, 'warga', number, []);
    const [done] = await resubmit(number, 'pasar', request, paid('pasar'));
    expect(done).toMatchObject({ kind: 'submitted', note: 'Dibayar tunai hari ini.', next: { step: 'keputusan' } });
    expect(done?.supersedes).toBeUndefined();
    const state = await office.state(number);
    expect(state?.acts.map(({ step }) => step)).toEqual(['penerimaan', 'pemeriksaan', 'pemeriksaan']);
    expect(state?.booking).toMatchObject({ room: 'balai' });
    expect(done?.next?.begins).toBe(later(done?.at ?? '', 86_400));
    expect(done?.next).toMatchObject({ wait: { limit: 'PT24H', due: done?.next?.begins } });
    tick(office);
    const [early] = await approve(office, number, 'kepala', 'Setuju.');
    expect(early).toMatchObject({ kind: 'refused', reason: 'too-early' });
  });

  test('R43: the end is reported in the procedure’s own words', async () => {
    tick(office, 86_400);
    const [last] = await approve(office, number, 'kepala', 'Silakan dipakai.');
    expect(last).toMatchObject({ end: 'completed', as: { en: 'permit granted' } });
    const { status, state } = await shown(number);
    expect(status).toMatch(/^Izin diterbitkan /);
    expect(state).toBe('merged');
  });
});

test('R43: a refusal by right is reported in the procedure’s own words; the request is not merged, and the hall is released', async () => {
  const number = await unpaid('dangdut', '02-10');
  await review(office, 'warga', number, 'COMMENT', 'Transfer bank.');
  const times = { mulai: '2027-02-10T08:00:00+08:00', selesai: '2027-02-10T17:00:00+08:00' };
  tick(office);
  await resubmit(number, 'dangdut', asked({ ...times, bukti_bayar: ['bukti.pdf'] }), paid('dangdut'));
  tick(office, 90_000);
  const [last] = await sendBack(office, number, 'kepala', 'Balai dipakai acara resmi.');
  expect(last).toMatchObject({ end: 'refused', as: { id: 'izin tidak diberikan' } });
  const state = await office.state(number);
  expect(state?.booking).toBeUndefined();
  const { status, state: pull, last: notice } = await shown(number);
  expect(status).toMatch(/^Izin tidak diberikan oleh Kepala pada /);
  expect(notice).toContain('Permit not granted by the head on');
  expect(pull).toBe('closed');
});

test('R43, R44: a fee that is not paid in time lets the request lapse, and the hall is released', async () => {
  const number = await unpaid('konser', '03-10');
  expect((await office.state(number))?.booking).toBeDefined();
  await at(later(office.now(), 5 * 86_400 + 60));
  const state = await office.state(number);
  expect([state?.end?.kind, state?.booking]).toEqual(['lapsed', undefined]);
  expect((await shown(number)).status).toMatch(/^Permohonan gugur karena retribusi tidak dibayar pada langkah 4, /);
});

test('R40: a payment that changes a field outside the step’s sections supersedes every act, and the hall is released', async () => {
  const number = await unpaid('pameran', '04-10');
  await review(office, 'warga', number, 'COMMENT', 'Tunai.');
  tick(office);
  const times = { mulai: '2027-04-10T08:00:00+08:00', selesai: '2027-04-10T17:00:00+08:00' };
  const request = asked({ ...times, acara: 'Acara lain sama sekali', bukti_bayar: ['bukti.pdf'] });
  const [entry] = await resubmit(number, 'pameran', request, paid('pameran'));
  expect(entry).toMatchObject({ supersedes: true, releases: true, next: { step: 'penerimaan' } });
  expect((await office.state(number))?.booking).toBeUndefined();
});

test('R40: a payment with another letter, outside the step’s sections, supersedes every act too', async () => {
  const number = await unpaid('lomba', '06-10');
  await review(office, 'warga', number, 'COMMENT', 'Tunai.');
  tick(office);
  const times = { mulai: '2027-06-10T08:00:00+08:00', selesai: '2027-06-10T17:00:00+08:00' };
  const letter = requestPath('lomba').replace('request.yaml', 'surat-permohonan.pdf');
  const another = (Object.values(paid('lomba'))[0] ?? '').replace('\n', '\n% lain\n');
  const request = asked({ ...times, bukti_bayar: ['bukti.pdf'] });
  const [entry] = await resubmit(number, 'lomba', request, { ...paid('lomba'), [letter]: another });
  expect(entry).toMatchObject({ kind: 'submitted', supersedes: true, next: { step: 'penerimaan' } });
});

test('R40, R16: while the citizen is to pay, neither another citizen’s label submits nor does the head’s Approve decide', async () => {
  const number = await unpaid('bazar', '05-10');
  tick(office);
  await label(office, 'tetangga', number, ['decap-cms/pending_review']);
  expect((await office.run(number)).entries).toEqual([]);
  const [act] = await approve(office, number, 'kepala', 'Setuju.');
  expect(act).toMatchObject({ kind: 'refused', reason: 'out-of-turn' });
});

test('R44: neither a return nor a changed request allows another extension', async () => {
  office.setNow('2027-02-15T01:00:00Z');
  const number = await submit(
    office,
    'warga',
    'ulang',
    asked({ mulai: '2027-03-10T08:00:00+08:00', selesai: '2027-03-10T17:00:00+08:00' }),
  );
  await office.run(number);
  tick(office);
  await approve(office, number, 'loket');
  tick(office);
  const more = { keputusan: 'perpanjang' };
  const [first] = await approve(office, number, 'periksa', withResult('Menunggu jadwal desa.', more));
  expect(first).toMatchObject({ kind: 'accepted', extended: { adds: 'P2D' } });
  tick(office);
  await sendBack(office, number, 'periksa', 'Perbaiki acara.');
  const again = asked({ acara: 'Lain', mulai: '2027-03-10T08:00:00+08:00', selesai: '2027-03-10T17:00:00+08:00' });
  await resubmit(number, 'ulang', again);
  tick(office);
  await approve(office, number, 'loket', 'Diterima lagi.');
  tick(office);
  const [second] = await approve(office, number, 'periksa', withResult('Masih menunggu.', more));
  expect(second).toMatchObject({ kind: 'refused', problems: [{ code: 'extension-used', expected: '≤ 1' }] });
});

test('R29: the register of the office with permits is verified', async () => {
  expect(await findingsOf(office)).toEqual([]);
});
